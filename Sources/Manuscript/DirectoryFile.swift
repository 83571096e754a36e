internal import Content

/// The text of a directory, and where each field of its entries stands in it.
struct DirectoryFile {
    let entries: [Entry]
    private let lines: [Substring]
    /// The number of lines up to the end of the last entry.
    private let end: Int

    struct Entry {
        var row: DirectoryTable.Row
        /// The lines of each field, counted from 0.
        var fields: [String: Range<Int>]
        var end: Int

        /// What stands in place of a field, or at the entry's end where it has none.
        func edit(_ field: String, _ lines: [String]) -> Edit {
            Edit(range: fields[field] ?? end..<end, lines: lines)
        }
    }

    struct Edit {
        var range: Range<Int>
        var lines: [String]
    }

    init(_ text: String, _ directory: DirectoryEntry.Directory) throws(DirectoryRefusal) {
        let margin = Margin("\(directory.rawValue).yaml")
        guard let root = readYAML(text, firstLine: 1, margin),
            let list = root.pairs.first(where: { $0.key == directory.rawValue })
        else {
            throw .unreadable(margin.findings.first?.message ?? "it has no \(directory.rawValue)")
        }
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let after = root.pairs.map(\.place.line).filter { $0 > list.place.line }.min()
        let last = after.map { $0 - 1 } ?? lines.count
        let pairs = list.value.pairs
        let starts = pairs.map { $0.place.line - 1 }
        let ends = starts.dropFirst() + [last]
        let lines = lines
        entries = zip(pairs, ends).map { Entry($0, end: $1, lines) }
        end = entries.last?.end ?? last
    }

    /// The text with fields changed, and lines added behind the last entry.
    func applying(_ edits: [Edit], adding added: [String]) -> String {
        var lines = lines.map(String.init)
        lines.insert(contentsOf: added, at: end)
        // From the end, so that what stands before keeps its place. Of those at one place, in their order.
        let sorted = edits.enumerated().sorted {
            ($1.element.range.lowerBound, $1.offset) < ($0.element.range.lowerBound, $0.offset)
        }
        for edit in sorted.map(\.element) { lines.replaceSubrange(edit.range, with: edit.lines) }
        return lines.joined(separator: "\n")
    }
}

extension DirectoryFile.Entry {
    fileprivate init(_ pair: Value.Pair, end: Int, _ lines: [Substring]) {
        func trimmed(_ start: Int, _ end: Int) -> Int {
            var end = end
            while end > start + 1, lines[end - 1].isBlankOrComment { end -= 1 }
            return end
        }
        let fields = pair.value.pairs
        let last = trimmed(pair.place.line - 1, end)
        let starts = fields.map { $0.place.line - 1 }
        let ends = starts.dropFirst() + [last]
        self.fields = zip(fields, zip(starts, ends)).reduce(into: [:]) { ranges, field in
            let (start, end) = field.1
            ranges[field.0.key] = start..<trimmed(start, max(start, end))
        }
        self.end = last
        var cells: [String: String] = [:]
        for field in fields where DirectoryTable.columns.contains(field.key) {
            cells[field.key] = field.cell
        }
        row = DirectoryTable.Row(id: pair.key, cells: cells, line: pair.place.line)
    }
}

extension Value.Pair {
    /// What a table shows of a field; nil for what it does not show, such as words for each language.
    fileprivate var cell: String? {
        switch (key, value.content) {
        case ("source", .list(let values)): values.map(\.flat).joined(separator: " ")
        case ("offers", .list(let values)): values.map(\.offer).joined(separator: "; ")
        case (_, .text(let text, _)): text.trimmed
        default: nil
        }
    }
}

extension Value {
    fileprivate var offer: String {
        func part(_ key: String) -> String { pairs.first { $0.key == key }?.value.flat ?? "" }
        return "\(part("service"))\(part("what")) @ \(part("source"))"
    }
}

extension Substring {
    fileprivate var isBlankOrComment: Bool {
        let rest = drop(while: \.isWhitespace)
        return rest.isEmpty || rest.first == "#"
    }
}
