/// Whether a sentence is, as far as its words tell, in the passive voice: a form of *to be* and, but
/// for adverbs, the past participle of a verb right behind it ("the tumour was taken out"). Words
/// that end like one and describe a person ("you are tired") do not count. The words are in lower case.
func isPassive(_ words: [String]) -> Bool {
    for (index, word) in words.enumerated() where formsOfBeing.contains(word) {
        let rest = words[(index + 1)...].drop { adverbs.contains($0) || $0.hasSuffix("ly") }
        if let verb = rest.first, isParticiple(verb) { return true }
    }
    return false
}

private func isParticiple(_ word: String) -> Bool {
    if irregular.contains(word) { return true }
    return word.hasSuffix("ed") && word.count > 4 && !describing.contains(word)
}

private let formsOfBeing: Set<String> = [
    "is", "are", "was", "were", "be", "been", "being", "am", "isnt", "arent", "wasnt", "werent",
]

private let adverbs: Set<String> = [
    "not", "also", "often", "always", "never", "still", "then", "now", "sometimes", "almost",
    "very",
    "already", "too", "well", "best", "just", "soon", "first", "later", "all", "both",
]

/// Past participles that do not end in -ed.
private let irregular: Set<String> = [
    "given", "taken", "made", "done", "seen", "known", "found", "told", "shown", "kept", "lost",
    "paid", "sent", "written", "chosen", "driven", "eaten", "begun", "broken", "brought", "built",
    "bought", "caught", "felt", "grown", "heard", "held", "led", "meant", "met", "said", "sold",
    "spent", "taught", "thought", "understood", "worn", "hidden", "drawn", "cut", "put", "set",
    "withdrawn", "spread", "shrunk", "stuck", "fed", "bound", "borne", "hurt", "left",
]

/// Words in -ed that describe, and say nothing of who did what.
private let describing: Set<String> = [
    "tired", "worried", "scared", "pleased", "interested", "married", "advanced", "frightened",
    "inherited", "relieved", "ashamed", "embarrassed", "prepared", "allowed", "surprised", "afraid",
    "confused", "depressed", "stressed", "exhausted", "bloated", "swollen", "experienced",
    "limited",
    "needed", "indeed", "hundred", "mixed", "unaffected", "unchanged", "complicated", "raised",
]
