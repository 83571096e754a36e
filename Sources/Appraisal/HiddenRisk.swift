extension Haystack {
    /// Whether it compares risks ("twice as likely") without saying how many of how many.
    var hidesRisk: Bool { holds(anyOf: relative) && !holds(anyOf: absolute) }
}

private let relative = [
    "times as likely", "times more likely", "times less likely", "times as often", "times the risk",
    "twice as likely", "twice as often", "half as likely", "half as often", "doubles the risk",
    "doubled the risk", "halved the risk", "halves the risk", "hazard ratio", "relative risk",
    "risk ratio", "odds ratio", "% lower", "% higher", "% less", "% more",
]

private let absolute = [
    " of 100", " in 100", " of 1,000", " of every", " of 10 ", " out of", " of 200", " in 1,000",
    " in 10,000", " in 100,000",
]
