internal import Content

extension EditionReader {
    /// Words that mean the same, for each language; part of what the edition says of itself.
    mutating func readSynonyms() {
        for case (let path, .synonyms(let language)) in roles {
            guard languages.contains(language) else {
                add(
                    .unknownLanguage, path, 1,
                    "There is no language \(quoted(language.tag)) in this edition.",
                    remedy: "Add it to `languages` in edition.yaml.")
                continue
            }
            let told = read(path) { text, margin in
                Manuscript.readSynonyms(text, margin).map { ($0, text.text) }
            }
            guard let (groups, source) = told else { continue }
            edition.configuration?.synonyms[language] = groups
            edition.configuration?.source += "\n# \(path)\n\(source)"
        }
    }
}

/// Reads `synonyms.yaml`: a list of lists. Nil when it could not be read.
private func readSynonyms(_ text: SourceText, _ margin: Margin) -> [[String]]? {
    guard let value = readYAML(text.text, firstLine: 1, margin), var root = Fields(value, margin),
        let list = root.needed("synonyms")
    else { return nil }
    root.finish()
    guard case .list(let entries) = list.content else {
        root.wrong(
            "synonyms", "The field `synonyms` is a list.",
            remedy: "Write `- [gut, bowel]`, one on each line.")
        return nil
    }
    var known: Set<String> = []
    return entries.compactMap { entry in
        guard let group = readGroup(entry, margin) else { return nil }
        for phrase in group where !known.insert(phrase.lowercased()).inserted {
            margin.note(
                .duplicate, line: entry.line, "\(quoted(phrase)) stands here a second time.",
                remedy: "Put all that means the same on one line.")
        }
        return group
    }
}

private func readGroup(_ entry: Value, _ margin: Margin) -> [String]? {
    var phrases: [String] = []
    if case .list(let values) = entry.content {
        for case .text(let phrase, _) in values.map(\.content) { phrases.append(phrase.trimmed) }
    }
    guard phrases.count >= 2, !phrases.contains("") else {
        margin.note(
            .wrongValue, line: entry.line, "This is no list of at least two words or phrases.",
            remedy: "Write `- [gut, bowel]`.")
        return nil
    }
    return phrases
}
