internal import Content

extension Prose {
    mutating func table(
        _ alignments: [Block.Alignment], _ header: [[Inline]], _ rows: [[[Inline]]]
    ) {
        let label = header.map(\.plainText).filter { !$0.isEmpty }.joined(separator: ", ")
        html.open(
            "div",
            [
                "class": "table", "role": "region", "tabindex": "0",
                "aria-label": phrases("tableOf", label),
            ])
        // The roles say again what the elements say: on a phone the rows are laid out as cards.
        html.raw("<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">")
        for (column, cell) in header.enumerated() {
            plain += column == 0 ? "" : " | "
            heading(cell, of: "col", alignments.name(of: column), explaining: false)
        }
        html.raw("</tr></thead><tbody role=\"rowgroup\">")
        for row in rows {
            plain += "\n"
            tableRow(row, alignments, labels: header.map(\.plainText))
        }
        html.raw("</tbody></table></div>\n")
        plain += "\n\n"
    }

    private mutating func tableRow(
        _ row: [[Inline]], _ alignments: [Block.Alignment], labels: [String]
    ) {
        html.raw("<tr role=\"row\">")
        for (column, cell) in row.enumerated() {
            plain += column == 0 ? "" : " | "
            if column == 0 {
                heading(cell, of: "row", alignments.name(of: column), explaining: true)
                continue
            }
            // The label is what a narrow screen shows in place of the column's heading.
            let label = labels.indices.contains(column) ? labels[column] : ""
            html.open(
                "td",
                ["role": "cell", "class": alignments.name(of: column), "data-label": label])
            inlines(cell)
            html.raw("</td>")
        }
        html.raw("</tr>")
    }

    /// A cell that names its row or column; an empty one names nothing, and is a plain cell.
    private mutating func heading(
        _ cell: [Inline], of scope: String, _ alignment: String, explaining: Bool
    ) {
        let role = scope == "col" ? "columnheader" : "rowheader"
        guard !cell.plainText.isEmpty else {
            return html.raw("<td role=\"cell\"></td>")
        }
        html.open("th", ["role": "\(role)", "scope": scope, "class": alignment])
        inlines(cell, explaining: explaining)
        html.raw("</th>")
    }
}

extension [Block.Alignment] {
    fileprivate func name(of column: Int) -> String {
        indices.contains(column) && self[column] != .none ? self[column].rawValue : "start"
    }
}
