internal import Content

extension Fields {
    /// A text for each language: `{ en: …, nl: … }`.
    ///
    /// - Parameters:
    ///   - known: the languages it may be given in.
    ///   - needed: those that may not be missing.
    mutating func words(
        _ key: String, in known: [Language], needed: [Language]
    ) -> [Language: String] {
        guard let value = needed.isEmpty ? value(key) : self.needed(key),
            var inner = Fields(value, margin)
        else { return [:] }
        var words: [Language: String] = [:]
        for pair in inner.untaken {
            guard let language = Language(pair.key), known.contains(language) else {
                _ = inner.value(pair.key)
                noteLanguage(pair.key, pair.place.line)
                continue
            }
            words[language] = inner.text(pair.key)
        }
        for language in needed where words[language] == nil { inner.missing(language.tag) }
        return words
    }

    func noteLanguage(_ tag: String, _ line: Int) {
        margin.note(
            .unknownLanguage, line: line, "There is no language \(quoted(tag)) in this edition.",
            remedy:
                "Correct it, or add it to `languages`; within { } quote a text that has a comma.")
    }
}
