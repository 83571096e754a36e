internal import Content

/// A Markdown file: front matter between two lines of three hyphens, then the text.
struct MarkdownFile {
    let text: String
    private(set) var front = ""
    private(set) var body: Substring
    private(set) var bodyLine = 1
    private(set) var hasFrontMatter = false

    init(_ text: String) {
        self.text = text
        body = text[...]
        guard text.hasPrefix("---\n") else { return }
        let start = text.index(text.startIndex, offsetBy: 4)
        var line = 2
        var rest = text[start...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: "\n") ?? rest.endIndex
            let next = end == rest.endIndex ? end : rest.index(after: end)
            line += 1
            if rest[..<end] == "---" || rest[..<end].hasPrefix("--- ") {
                (front, body, bodyLine) = (
                    String(text[start..<rest.startIndex]), rest[next...], line
                )
                hasFrontMatter = true
                return
            }
            rest = rest[next...]
        }
    }
}

extension ItemDraft {
    /// The page, treatment or question that a file tells.
    func filled(
        from text: SourceText, as role: FileRole, _ margin: Margin, _ surroundings: Surroundings
    ) -> ItemDraft {
        noteReserved(id, margin)
        let file = MarkdownFile(text.text)
        var draft = self
        guard file.hasFrontMatter else {
            margin.note(
                .noFrontMatter, line: 1, "The file does not begin with its front matter.",
                remedy: "Write the fields between two lines of `---`, at the very top.")
            return draft
        }
        guard let value = readYAML(file.front, firstLine: 2, margin),
            var fields = Fields(value, margin)
        else {
            if margin.findings.isEmpty { Fields([], line: 1, margin).missing("title") }
            return draft
        }
        let (title, summary) = (fields.neededText("title"), fields.neededText("summary"))
        let about = Item.About(
            &fields, title: title, summary: summary, fallback: id.slug, surroundings)
        var reader = MarkdownReader(margin)
        let matter: Item.Matter? =
            switch role {
            case .treatment:
                readTreatment(&fields, &reader, file).map(Item.Matter.treatment)
            case .question: .question(readQuestion(&fields, &reader, file))
            default: .page(reader.read(String(file.body), lines: LineMap(first: file.bodyLine)))
            }
        fields.finish()
        if !about.isAboutSite {
            if let title { fields.noteNumber(in: title, of: "title") }
            if let summary { fields.noteNumber(in: summary, of: "summary") }
        }
        draft.traces = reader.traces
        draft.citesNumbers = !about.isAboutSite
        draft.item = matter.map {
            Item(
                id: id, language: language, about: about, matter: $0, place: place,
                source: text.bytes)
        }
        return draft
    }
}

private func noteReserved(_ id: ItemID, _ margin: Margin) {
    guard let name = reservedName(above: id) else { return }
    margin.note(
        .reservedName, line: 1, "The address /\(name) belongs to the program.",
        remedy: "Give the file or its folder another name.")
}
