internal import Content

/// Reads `references.yaml`. Nil when it could not be read.
func readReferences(_ text: SourceText, _ margin: Margin) -> [ReferenceKey: Reference]? {
    guard let value = readYAML(text.text, firstLine: 1, margin), let root = Fields(value, margin)
    else { return nil }
    var references: [ReferenceKey: Reference] = [:]
    for entry in root.untaken {
        guard let key = ReferenceKey(entry.key) else {
            noteKey(entry.key, entry.place.line, margin)
            continue
        }
        references[key] = Fields(entry.value, margin).map {
            readReference(key, $0, Item.Place(file: margin.file, line: entry.place.line))
        }
    }
    return references
}

private func readReference(_ key: ReferenceKey, _ fields: Fields, _ place: Item.Place) -> Reference
{
    var fields = fields
    let citation = fields.neededText("citation")
    let kind: Reference.Kind? = fields.neededChoice("kind")
    let read: Reference.Read? = fields.neededChoice("read")
    let seen = fields.day("seen")
    if let read, read != .unread, seen == nil, fields.value("seen") == nil {
        fields.missing("seen")
    }
    if read == .unread, seen != nil {
        fields.wrong(
            "seen", "A reference that nobody has read was seen on a day.",
            remedy: "Take `seen` away, or say under `read` how it was read.")
    }
    let reference = Reference(
        key: key, citation: citation ?? key.name, title: fields.text("title"),
        doi: fields.identifier("doi", "10.1056/NEJMoa1607427") {
            $0.hasPrefix("10.") && $0.contains("/")
        },
        pmid: fields.identifier("pmid", "28076709") {
            $0.utf8.allSatisfy { (48...57).contains($0) }
        },
        url: fields.identifier("url", "https://example.org/", isWebAddress),
        kind: kind ?? .web, read: read ?? .unread, seen: seen,
        note: fields.text("note"), place: place)
    fields.finish()
    return reference
}

func isWebAddress(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://"))
        && !text.contains(where: \.isWhitespace)
}

extension Fields {
    /// A text of a known shape; nil, with a finding, when it has another.
    mutating func identifier(
        _ key: String, _ example: String, _ isWellFormed: (String) -> Bool
    ) -> String? {
        guard let text = text(key) else { return nil }
        if isWellFormed(text) { return text }
        margin.note(
            .badIdentifier, line: line(of: key), "The field `\(key)` is \(quoted(text)).",
            remedy: "Write it as `\(example)`, or leave it out.")
        return nil
    }
}
