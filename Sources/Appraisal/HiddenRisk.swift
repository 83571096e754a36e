/// Where a paragraph compares risks ("twice as likely", "lower by half") and does not say of how many
/// people: the sentences that do so.
func hiddenRisks(in paragraph: Haystack) -> [String] {
    guard paragraph.holds(anyOf: hintsOfComparison), !paragraph.text.saysOfHowMany else {
        return []
    }
    return Sentences.of(paragraph.text).map(\.text).filter { Comparison($0).isOfRisks }
}

/// Without one of these no sentence compares anything, and most paragraphs need no further look.
private let hintsOfComparison = [
    "times ", "fold", "twice", "half", "halv", "doubl", "trebl", "tripl", " by ", "ratio",
    "relative risk", "%", "per cent", "percent",
]

/// A sentence, looked at for what it compares.
private struct Comparison {
    /// In lower case, without the marks around them; `%` is a word of its own.
    private let words: [String]

    init(_ sentence: String) {
        words = sentence.lowercased().replacing("%", with: " % ").split(separator: " ").map {
            word in
            let core = word.drop { marks.contains($0) }
            return String(core.reversed().drop { marks.contains($0) }.reversed())
        }
    }

    var isOfRisks: Bool {
        let isOfAmounts = !amounts.isDisjoint(with: words) && chances.isDisjoint(with: words)
        return words.indices.contains { index in
            isLikelihood(index) || (!isOfAmounts && isChange(index))
        }
    }

    /// "Twice as likely", "half the risk", "doubled the risk", "a hazard ratio".
    private func isLikelihood(_ index: Int) -> Bool {
        switch words[index] {
        // "They had it twice as often" says how it is taken.
        case "times", "twice", "half":
            isHowOften(index + 1) && !["it", "them"].contains(word(index - 1))
        // Without a figure, the word is being explained.
        case "ratio": ["hazard", "risk", "odds", "rate"].contains(word(index - 1)) && hasFigure
        case "risk": word(index - 1) == "relative" && hasFigure
        case let verb: multiplying.contains(verb) && !chances.isDisjoint(with: words)
        }
    }

    /// "As often", "more likely", "the risk".
    private func isHowOften(_ index: Int) -> Bool {
        switch word(index) {
        case "as", "more", "less": frequent.contains(word(index + 1))
        case "the", "their", "your": chances.contains(word(index + 1))
        default: false
        }
    }

    /// "3 times higher", "threefold", "by half", "by 44 %", "44 % lower".
    private func isChange(_ index: Int) -> Bool {
        switch words[index] {
        case "times": adjectives.contains(word(index + 1))
        case "by": isShare(index + 1)
        case "%", "percent": isComparative(word(index + 1))
        case "cent": word(index - 1) == "per" && isComparative(word(index + 1))
        case "fold": word(index - 1).isFigure
        case let word where word.hasSuffix("fold"):
            numbers.contains(String(word.dropLast(4))) || word.first?.isNumber == true
        default: false
        }
    }

    /// Half, a third, two thirds, 44 %, perhaps behind "about" or "more than".
    private func isShare(_ start: Int) -> Bool {
        var index = start
        while nearly.contains(word(index)) { index += 1 }
        if word(index) == "half" { return word(index + 1) != "past" }
        if word(index).isFigure {
            return ["%", "percent"].contains(word(index + 1)) || word(index + 2) == "cent"
        }
        return ["a", "one"].contains(word(index)) || numbers.contains(word(index))
            ? parts.contains(word(index + 1)) : false
    }

    private func isComparative(_ word: String) -> Bool {
        adjectives.contains(word) || differences.contains(word)
    }

    private var hasFigure: Bool { words.contains(where: \.isFigure) }

    private func word(_ index: Int) -> String { words.indices.contains(index) ? words[index] : "" }
}

private let marks: Set<Character> = [
    ".", ",", ";", ":", "!", "?", "(", ")", "“", "”", "‘", "’", "\"", "'",
]

private let chances: Set<String> = [
    "risk", "risks", "chance", "chances", "odds", "rate", "rates", "danger", "likelihood",
]

/// Of these a part or a multiple says enough: "half the dose", "smaller by a third".
private let amounts: Set<String> = [
    "dose", "doses", "tablet", "tablets", "size", "smaller", "larger", "shrank", "shrink", "shrunk",
    "weight", "diameter", "level", "levels", "marker", "price", "cost",
]

private let frequent: Set<String> = [
    "likely", "often", "high", "many", "common", "frequent", "frequently", "great",
]

private let adjectives: Set<String> = ["higher", "lower", "greater", "likelier"]
private let differences: Set<String> = [
    "more", "less", "fewer", "reduction", "increase", "drop", "rise",
]

private let multiplying: Set<String> = [
    "halve", "halves", "halved", "double", "doubles", "doubled", "treble", "trebles", "trebled",
    "triple", "triples", "tripled",
]

private let nearly: Set<String> = [
    "about", "almost", "nearly", "around", "over", "more", "than", "up", "to",
]

private let numbers: Set<String> = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "hundred",
]

private let parts: Set<String> = [
    "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths",
]
