internal import Content

/// Reads `goals`: what the edition asks of its texts. Where it says nothing, the usual holds.
func readGoals(_ fields: inout Fields) -> Goals {
    var goals = Goals()
    guard var inner = fields.fields("goals") else { return goals }
    func take(_ key: String, _ path: WritableKeyPath<Goals, Double>) {
        if let number = inner.decimal(key) { goals[keyPath: path] = number }
    }
    func take(_ key: String, _ path: WritableKeyPath<Goals, Int>) {
        if let number = inner.count(key) { goals[keyPath: path] = number }
    }
    take("median-ease", \.medianEase)
    take("least-ease", \.leastEase)
    take("in-short-ease", \.inShortEase)
    take("sentence-words", \.sentenceWords)
    take("passive", \.passive)
    take("balance", \.balance)
    take("understandable", \.understandable)
    take("actionable", \.actionable)
    take("drift", \.drift)
    take("sample-words", \.sampleWords)
    take("plain-sentence", \.plainSentence)
    take("long-sentences", \.longSentences)
    take("paragraph-sentences", \.paragraphSentences)
    take("long-paragraphs", \.longParagraphs)
    take("piece-sentences", \.pieceSentences)
    take("list-entries", \.listEntries)
    take("headed-words", \.headedWords)
    take("headings", \.headings)
    take("table-head-words", \.tableHeadWords)
    take("index-words", \.indexWords)
    inner.finish()
    return goals
}

extension Fields {
    fileprivate mutating func decimal(_ key: String) -> Double? {
        guard let text = text(key) else { return nil }
        if let number = Double(text), number.isFinite, number >= 0 { return number }
        wrong(
            key, "The field `\(key)` is \(quoted(text)).",
            remedy: "Write a number, 0 or more, such as 65 or 1.5.")
        return nil
    }
}
