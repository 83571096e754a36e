internal import Content

/// Reads what a treatment has besides the fields of every item. Nil when a row is missing, or the
/// notice of an investigational one: it cannot be built then, and the margin says so.
func readTreatment(
    _ fields: inout Fields, _ reader: inout MarkdownReader, _ file: MarkdownFile
) -> Treatment? {
    let standing = readStanding(&fields, &reader)
    var texts: [Treatment.Row: Markup] = [:]
    for row in Treatment.Row.allCases {
        if let text = fields.passage(row.rawValue) {
            texts[row] = reader.read(text.text, lines: text.lines, headings: .none)
        }
        if texts[row]?.isEmpty ?? true { noteMissing(row, fields) }
    }
    let questions = readAsk(&fields)
    if questions.count < 3 {
        fields.margin.note(
            .tooFewQuestions, line: fields.line(of: "ask"),
            "There are fewer than three questions to take to the team.",
            remedy: "Write at least three under `ask`.")
    }
    let otherNames = fields.texts("also")
    let body = reader.read(String(file.body), lines: LineMap(first: file.bodyLine))
    guard let rows = Treatment.Rows(texts), let standing else { return nil }
    return Treatment(
        otherNames: otherNames, standing: standing, rows: rows, questions: questions, body: body)
}

private func noteMissing(_ row: Treatment.Row, _ fields: Fields) {
    fields.margin.note(
        .missingRow, line: fields.line(of: row.rawValue),
        "The row `\(row.rawValue)` is missing or empty.",
        remedy: "Write it; where nothing is known, say so. Every treatment has the same rows.")
}

/// What `kind` may say.
private enum Kind: String, CaseIterable {
    case licensed, practice, investigational
}

private func readStanding(
    _ fields: inout Fields, _ reader: inout MarkdownReader
) -> Treatment.Standing? {
    let notice = fields.passage("notice").map {
        reader.read($0.text, lines: $0.lines, headings: .none)
    }
    guard let kind: Kind = fields.neededChoice("kind", .unknownKind) else { return nil }
    if kind != .investigational, notice != nil {
        fields.margin.note(
            .noticeWithoutInvestigation, line: fields.line(of: "notice"),
            "The notice is not printed, because the kind is \(kind.rawValue).",
            remedy: "Take it away, or say what it says in the rows.")
    }
    switch kind {
    case .licensed: return .licensed
    case .practice: return .practice
    case .investigational:
        if let notice, !notice.isEmpty { return .investigational(notice: notice) }
        fields.margin.note(
            .investigationalWithoutNotice, line: fields.line(of: "kind"),
            "An investigational treatment has no notice.",
            remedy: "Write under `notice` that it is not approved and may never be.")
        return nil
    }
}
