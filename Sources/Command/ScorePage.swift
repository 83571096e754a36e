internal import Content

extension ScoreReport {
    /// One file that needs nothing else.
    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escaped(title)): how the texts read</title>
        <style>
        body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8886; text-align: left; }
        </style>
        </head>
        <body>
        <h1>\(escaped(title)): how the texts read</h1>
        <p>A program counted and looked. It cannot tell whether a text is true or kind: what only people
        can judge is left open below.</p>
        <h2>Checklists</h2>
        \(table(["Checklist", "Met", "Of", "Left to people"], lists))
        <h2>What is missed</h2>
        \(table(["Question", "It asks", "What is missing"], misses.map { [$0.list, $0.asks, $0.why] }))
        <h2>Answered for every page by its frame</h2>
        \(table(["Question", "It asks", "The test that proves it"], framed))
        <h2>Text by text</h2>
        <p>\(escaped(summary))</p>
        \(table(Self.columns, rows))
        </body>
        </html>
        """
    }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        let cells = head.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let lines = rows.map { row in
            let rest = row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined()
            return "<tr><th scope=\"row\">\(escaped(row.first ?? ""))</th>\(rest)</tr>"
        }
        return "<div class=\"table\"><table><thead><tr>\(cells)</tr></thead>\n<tbody>\n"
            + lines.joined(separator: "\n") + "\n</tbody></table></div>"
    }
}
