internal import Content

/// A chart as `charts.yaml` tells it, in all its languages.
struct ChartDraft {
    let key: String
    let line: Int
    let title: [Language: String]
    let description: [Language: String]
    let unit: Study.Unit
    let rows: [(row: Chart.Row, line: Int)]
}

/// Reads `charts.yaml`. Nil when it could not be read.
func readCharts(_ text: SourceText, _ margin: Margin, _ languages: [Language]) -> [ChartDraft]? {
    guard let value = readYAML(text.text, firstLine: 1, margin), let root = Fields(value, margin)
    else { return nil }
    return root.untaken.compactMap { entry in
        guard isSlug(entry.key) else {
            noteKey(entry.key, entry.place.line, margin)
            return nil
        }
        return Fields(entry.value, margin).map { readChart(entry, $0, languages) }
    }
}

private func readChart(
    _ entry: Value.Pair, _ fields: Fields, _ languages: [Language]
) -> ChartDraft {
    var fields = fields
    let needed = Array(languages.prefix(1))
    let title = fields.words("title", in: languages, needed: needed)
    let description = fields.words(
        "description", in: languages, needed: title.isEmpty ? needed : title.keys.sorted())
    let unit: Study.Unit = fields.neededChoice("unit") ?? .other
    let rows = fields.needed("rows").map { readRows($0, fields) } ?? []
    fields.finish()
    return ChartDraft(
        key: entry.key, line: entry.place.line, title: title, description: description, unit: unit,
        rows: rows)
}

private func readRows(_ value: Value, _ fields: Fields) -> [(row: Chart.Row, line: Int)] {
    guard case .list(let values) = value.content else {
        fields.wrong(
            "rows", "The rows of a chart are a list.",
            remedy: "Write `- { study: key, outcome: key }`, one on each line.")
        return []
    }
    return values.compactMap { value in
        guard var row = Fields(value, fields.margin) else { return nil }
        defer { row.finish() }
        guard let study = row.neededText("study"), let outcome = row.neededText("outcome") else {
            return nil
        }
        return (Chart.Row(study: study, outcome: outcome), value.line)
    }
}

extension ChartDraft {
    /// Notes rows that lead nowhere, or to what is counted in another unit.
    func check(against studies: [String: Study], _ margin: Margin) {
        for (row, line) in rows {
            guard let study = studies[row.study],
                let outcome = study.outcomes.first(where: { $0.key == row.outcome })
            else {
                margin.note(
                    .unresolvedStudy, line: line,
                    "There is no outcome \(quoted(row.outcome)) of a study \(quoted(row.study)).",
                    remedy: "Write keys of studies.yaml.")
                continue
            }
            if outcome.unit != unit {
                margin.note(
                    .mixedUnits, line: line,
                    "The outcome is counted in \(outcome.unit.rawValue), the chart in \(unit.rawValue).",
                    remedy: "Draw only what is counted in one unit in one chart.")
            }
        }
    }

    /// The chart in one language; its rows are those that `studies` can fill.
    func chart(in language: Language, _ studies: [String: Study]) -> Chart? {
        guard let title = title[language], let description = description[language] else {
            return nil
        }
        let rows = rows.map(\.row).filter { row in
            studies[row.study]?.outcomes.contains { $0.key == row.outcome && $0.unit == unit }
                ?? false
        }
        return Chart(key: key, title: title, description: description, unit: unit, rows: rows)
    }
}
