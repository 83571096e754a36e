internal import Content

/// Reads `terms.yaml` of one language. Nil when it could not be read.
func readTerms(
    _ language: Language, _ text: SourceText, _ margin: Margin, _ surroundings: Surroundings
) -> [ItemDraft]? {
    guard let value = readYAML(text.text, firstLine: 1, margin), var root = Fields(value, margin)
    else { return nil }
    let defaults = root.fields("defaults")?.untaken ?? []
    guard let terms = root.needed("terms"), let entries = Fields(terms, margin)?.untaken else {
        return nil
    }
    root.finish()
    // The terms go on to the field that follows them, or to the end of the file.
    let end = value.pairs.map(\.place).filter { $0 > terms.place }.min()
    let sources = Slices(text.text).entries(entries, end: end)
    return zip(entries, sources).compactMap { entry, source in
        guard let id = itemID("glossary", entry, margin) else { return nil }
        let place = Item.Place(file: margin.file, line: entry.place.line)
        let draft = ItemDraft(id: id, language: language, place: place)
        return draft.filled(from: entry, source, defaults, margin, surroundings)
    }
}

extension ItemDraft {
    /// The term that an entry tells, with the defaults it does not override.
    fileprivate func filled(
        from entry: Value.Pair, _ source: String, _ defaults: [Value.Pair], _ margin: Margin,
        _ surroundings: Surroundings
    ) -> ItemDraft {
        var draft = self
        guard Fields(entry.value, margin) != nil else { return draft }
        let own = entry.value.pairs
        let inherited = defaults.filter { pair in !own.contains { $0.key == pair.key } }
        var fields = Fields(own + inherited, line: entry.place.line, margin)
        let (name, meaning) = (fields.neededText("term"), fields.neededText("meaning"))
        let about = Item.About(
            &fields, title: name, summary: meaning, fallback: entry.key, surroundings)
        var reader = MarkdownReader(margin)
        let more = fields.passage("more").map { reader.read($0.text, lines: $0.lines) }
        let term = Term(
            name: about.title, meaning: about.summary, saidAs: fields.text("say"),
            otherNames: fields.texts("also"), more: more ?? Markup(),
            isFoundInTexts: fields.flag("find") ?? true)
        fields.finish()
        if let meaning {
            fields.noteNumber(in: meaning, of: "meaning")
            fields.noteMarkup(in: meaning)
        }
        draft.traces = reader.traces
        draft.citesNumbers = !about.isAboutSite
        // The defaults are part of what an editor approves, wherever in the file they stand.
        let lines = inherited.map { "\($0.key): \($0.value.flat)" }.sorted()
        draft.item = Item(
            id: id, language: language, about: about, matter: .term(term), place: place,
            source: ([source] + lines).joined(separator: "\n"))
        return draft
    }
}

extension Fields {
    /// A title, a summary, a meaning and a question to ask are shown where nothing can be cited.
    func noteNumber(in text: String, of key: String, called name: String? = nil) {
        guard let number = healthNumber(in: text) else { return }
        margin.note(
            .numberBesideNoCitation, line: line(of: key),
            "The \(name ?? key) holds a number about health: \(quoted(number)).",
            remedy: "Move it to the text, with its citation.")
    }

    fileprivate func noteMarkup(in meaning: String) {
        guard meaning.contains("[@") || meaning.contains("](") else { return }
        margin.note(
            .markupInMeaning, line: line(of: "meaning"), "The meaning holds a citation or a link.",
            remedy: "Move it to `more`; the meaning is plain words.")
    }
}

/// The item that an entry's key names; nil when it cannot stand in an address.
func itemID(_ list: String, _ entry: Value.Pair, _ margin: Margin) -> ItemID? {
    if isSlug(entry.key), let id = ItemID("\(list)/\(entry.key)") { return id }
    noteKey(entry.key, entry.place.line, margin)
    return nil
}

func noteKey(_ key: String, _ line: Int, _ margin: Margin) {
    margin.note(
        .keyNotSlug, line: line, "The key \(quoted(key)) cannot stand in an address.",
        remedy: "Use lower-case letters, digits and single hyphens.")
}
