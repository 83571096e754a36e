/// Rows and columns as RFC 4180 has them, strictly: what is read is what was written, or nothing.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it, which is taken
/// away again when it comes back (https://owasp.org/www-community/attacks/CSV_Injection).
enum CSV {
    enum Refusal: Error, Hashable {
        /// Counted from 1.
        case malformed(line: Int)
        case columns(row: Int, found: Int, expected: Int)

        var sentence: String {
            switch self {
            case .malformed(let line): "line \(line): a quotation mark is open or stands alone"
            case .columns(let row, let found, let expected):
                "row \(row) has \(found) columns, and the first has \(expected)"
            }
        }
    }

    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t'".contains($0) } == true && Double(text) == nil
        let safe = isFormula ? "'\(text)" : text
        guard safe.contains(where: { "\",\r\n".contains($0) || $0.isNewline }) else { return safe }
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }

    /// The first row names the columns; every row has as many. Lines end as any system ends them. Between
    /// cells are commas, or what spreadsheets write where a comma belongs to a number: semicolons or tabs.
    /// Rows and columns without a word, which a spreadsheet adds, are left out.
    static func rows(_ text: String) throws(Refusal) -> [[String]] {
        var parser = Parser(text)
        let rows = withoutEmpty(try parser.rows())
        for (number, row) in rows.enumerated() where row.count != rows[0].count {
            throw .columns(row: number + 1, found: row.count, expected: rows[0].count)
        }
        return rows.map { $0.map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 } }
    }

    private static func withoutEmpty(_ rows: [[String]]) -> [[String]] {
        let rows = rows.filter { row in row.contains { !$0.isEmpty } }
        let width = rows.map { row in (row.lastIndex { !$0.isEmpty } ?? -1) + 1 }.max() ?? 0
        // One that is too short stays so, and is told.
        return rows.map { $0.count > width ? Array($0.prefix(width)) : $0 }
    }

    private struct Parser {
        private var rest: Substring.UnicodeScalarView
        private var line = 1
        private let separator: Unicode.Scalar

        init(_ text: String) {
            // A spreadsheet may write a byte order mark.
            rest = (text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]).unicodeScalars
            let names = rest.prefix { $0 != "\r" && $0 != "\n" }
            separator = [",", ";", "\t"].first(where: names.contains) ?? ","
        }

        mutating func rows() throws(Refusal) -> [[String]] {
            var rows: [[String]] = []
            while !rest.isEmpty {
                var row = [try cell()]
                while rest.first == separator {
                    rest.removeFirst()
                    row.append(try cell())
                }
                try endLine()
                if row != [""] { rows.append(row) }
            }
            return rows
        }

        private mutating func cell() throws(Refusal) -> String {
            guard rest.first == "\"" else {
                let cell = rest.prefix { $0 != separator && $0 != "\r" && $0 != "\n" }
                guard !cell.contains("\"") else { throw .malformed(line: line) }
                rest = rest[cell.endIndex...]
                return String(cell)
            }
            rest.removeFirst()
            var cell = String.UnicodeScalarView()
            while let scalar = rest.popFirst() {
                if scalar == "\n" { line += 1 }
                guard scalar == "\"" else {
                    cell.append(scalar)
                    continue
                }
                guard rest.first == "\"" else { return String(cell) }
                cell.append(rest.removeFirst())
            }
            throw .malformed(line: line)
        }

        /// Behind a cell comes a separator or the line's end; anything else means that a quotation mark was
        /// not closed where it should be.
        private mutating func endLine() throws(Refusal) {
            guard let first = rest.popFirst() else { return }
            guard first == "\r" || first == "\n" else { throw .malformed(line: line) }
            if first == "\r", rest.first == "\n" { rest.removeFirst() }
            line += 1
        }
    }
}
