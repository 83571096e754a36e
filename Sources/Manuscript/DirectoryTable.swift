package import Content

/// A directory as a table, one entry in each row: what a spreadsheet shows, and gives back.
package struct DirectoryTable: Hashable, Sendable {
    package var rows: [Row]

    package struct Row: Hashable, Sendable {
        package var id: String
        /// By column; what is not there is empty.
        package var cells: [String: String]
        /// Where the entry stands in its file; 0 in a table from elsewhere.
        package var line = 0

        package init(id: String, cells: [String: String], line: Int = 0) {
            (self.id, self.cells, self.line) = (id, cells, line)
        }

        package subscript(column: String) -> String { cells[column] ?? "" }
    }

    /// After the id. The order is that of an entry that is written anew.
    package static let columns = [
        "name", "city", "country", "lat", "lon", "url", "languages", "source", "dated", "offers",
        "note", "confirmed",
    ]
    private static let needed = ["name", "country", "source", "dated"]

    package init(rows: [Row]) { self.rows = rows }

    /// Reads `clinics.yaml` or `groups.yaml`. What stands there in several languages is not in the table.
    package init(_ text: String, _ directory: DirectoryEntry.Directory) throws(DirectoryRefusal) {
        self.init(rows: try DirectoryFile(text, directory).entries.map(\.row))
    }

    // MARK: Writing back

    /// What a table changes in a file. Entries that the table does not have stay as they are, and so do
    /// the comments, and fields that are no columns of the table.
    ///
    /// - Returns: the file's new text, and what changed in it, in words.
    package func merged(
        into text: String, _ directory: DirectoryEntry.Directory
    ) throws(DirectoryRefusal) -> (text: String, changes: [String]) {
        try check()
        let file = try DirectoryFile(text, directory)
        let known = Dictionary(file.entries.map { ($0.row.id, $0) }) { first, _ in first }
        var (edits, changes): ([DirectoryFile.Edit], [String]) = ([], [])
        var added: [String] = []
        for row in rows {
            guard let entry = known[row.id] else {
                added += DirectoryTable.lines(of: row)
                changes.append("\(row.id): a new entry")
                continue
            }
            for column in DirectoryTable.columns {
                guard let cell = row.cells[column], cell != entry.row[column] else { continue }
                edits.append(entry.edit(column, DirectoryTable.lines(column, cell)))
                changes.append(
                    "\(row.id): \(column): \(shown(entry.row[column])) → \(shown(cell))")
            }
        }
        let merged = file.applying(edits, adding: added)
        try prove(merged, directory)
        return (merged, changes)
    }

    private func shown(_ cell: String) -> String { cell.isEmpty ? "nothing" : quoted(cell) }

    /// That the file says now what the table says.
    private func prove(
        _ text: String, _ directory: DirectoryEntry.Directory
    ) throws(DirectoryRefusal) {
        let written = try DirectoryTable(text, directory)
        let byID = Dictionary(written.rows.map { ($0.id, $0) }) { first, _ in first }
        for row in rows {
            for (column, cell) in row.cells where byID[row.id]?[column] != cell {
                throw .unwritable(row: row.id, column: column)
            }
        }
    }

    // MARK: What a cell may hold

    private func check() throws(DirectoryRefusal) {
        var known: Set<String> = []
        for row in rows {
            guard isSlug(row.id) else {
                throw .wrong(row: row.id, column: "id", "it is no name of an item")
            }
            guard known.insert(row.id).inserted else {
                throw .wrong(row: row.id, column: "id", "it stands here twice")
            }
            for (column, cell) in row.cells {
                if let why = DirectoryTable.trouble(with: cell, in: column) {
                    throw .wrong(row: row.id, column: column, why)
                }
            }
        }
    }

    private static func trouble(with cell: String, in column: String) -> String? {
        if cell.isEmpty { return needed.contains(column) ? "it is empty" : nil }
        if cell.contains(where: \.isNewline) { return "it has several lines" }
        switch column {
        case "country":
            return cell == "international" || Country(cell) != nil
                ? nil : "it is no country: two capital letters, or international"
        case "lat", "lon":
            let limit: Double = column == "lat" ? 90 : 180
            // As people write it: Swift would take hexadecimal and `1e1`, too.
            let isPlain = cell.allSatisfy { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
            let isWithin = Double(cell).map { (-limit...limit).contains($0) } == true
            return isPlain && isWithin
                ? nil
                : "it is no number between −\(Int(limit)) and \(Int(limit)), with a point: 48.21"
        case "url":
            return isWebAddress(cell) ? nil : "it is no address, such as https://example.org/"
        case "confirmed": return Day(cell) == nil ? "it is no day, such as 2026-11-24" : nil
        case "source":
            return cell.split(separator: " ").allSatisfy { ReferenceKey(String($0)) != nil }
                ? nil : "it is not keys of references with spaces between"
        case "offers":
            return offers(in: cell).allSatisfy {
                ReferenceKey($0.source) != nil && !$0.what.isEmpty
            }
                ? nil : "it is not `service @ reference`, with semicolons between"
        case "name", "city", "languages", "dated", "note": return nil
        default: return "there is no such column"
        }
    }

    // MARK: As YAML

    /// `prrt @ leuven-2011; what no service names @ leuven-2011`.
    static func offers(in cell: String) -> [(what: String, source: String)] {
        cell.split(separator: ";").map { part in
            let place = part.lastIndex(of: "@") ?? part.endIndex
            return (
                String(part[..<place]).trimmed,
                place == part.endIndex ? "" : String(part[place...].dropFirst()).trimmed
            )
        }
    }

    private static func lines(of row: Row) -> [String] {
        ["  \(row.id):"] + columns.flatMap { lines($0, row[$0]) }
    }

    /// None for an empty cell.
    private static func lines(_ column: String, _ cell: String) -> [String] {
        guard !cell.isEmpty else { return [] }
        switch column {
        case "source":
            return ["    source: [\(cell.split(separator: " ").joined(separator: ", "))]"]
        case "offers":
            return ["    offers:"]
                + offers(in: cell).map { offer in
                    let key = isSlug(offer.what) ? "service" : "what"
                    return "      - { \(key): \(scalar(offer.what)), source: \(offer.source) }"
                }
        case "lat", "lon", "country", "confirmed": return ["    \(column): \(cell)"]
        default: return ["    \(column): \(scalar(cell))"]
        }
    }

    /// In quotation marks, unless it is plain words.
    private static func scalar(_ text: String) -> String {
        let isPlain =
            text.first?.isLetter == true && text.last != " "
            && text.allSatisfy { $0.isLetter || $0.isNumber || " -/.()".contains($0) }
            && !["true", "false", "yes", "no", "null", "on", "off"].contains(text.lowercased())
        guard !isPlain else { return text }
        let inside = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(inside)\""
    }
}

/// Why a table is not taken in.
package enum DirectoryRefusal: Error, Hashable, Sendable {
    /// The edition's own file cannot be read.
    case unreadable(String)
    case wrong(row: String, column: String, String)
    /// The file would not say what the table says.
    case unwritable(row: String, column: String)

    package var sentence: String {
        switch self {
        case .unreadable(let why): "the directory cannot be read: \(why)"
        case .wrong(let row, let column, let why): "row \(quoted(row)), column \(column): \(why)"
        case .unwritable(let row, let column):
            "row \(quoted(row)), column \(column): it cannot be written as it is; "
                + "edit the file by hand"
        }
    }
}
