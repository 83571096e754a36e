/// Cuts entries out of a YAML text, so that each has a source of its own and an edit of one does
/// not change another.
struct Slices {
    private let text: String
    private let lineStarts: [String.Index]

    init(_ text: String) {
        self.text = text
        var starts = [text.startIndex]
        var index = text.startIndex
        while let newline = text.utf8[index...].firstIndex(of: UInt8(ascii: "\n")) {
            index = text.utf8.index(after: newline)
            starts.append(index)
        }
        lineStarts = starts
    }

    /// The text of each entry: from its key to the next of `pairs`, or to `end`, without the comment
    /// and empty lines that stand before the next.
    func entries(_ pairs: [Value.Pair], end: Value.Position?) -> [String] {
        let starts = pairs.map { index(of: $0.place) }
        let ends = starts.dropFirst() + [end.map(index) ?? text.endIndex]
        return zip(starts, ends).map { trimmed(text[$0..<max($0, $1)]) }
    }

    private func index(of place: Value.Position) -> String.Index {
        let line = lineStarts[min(max(place.line, 1), lineStarts.count) - 1]
        return text.unicodeScalars.index(
            line, offsetBy: max(place.column, 1) - 1, limitedBy: text.endIndex) ?? text.endIndex
    }

    private func trimmed(_ slice: Substring) -> String {
        var lines = slice.split(separator: "\n", omittingEmptySubsequences: false)
        while let last = lines.last {
            let rest = last.drop(while: \.isWhitespace)
            guard rest.isEmpty || rest.first == "#" else { break }
            lines.removeLast()
        }
        return lines.joined(separator: "\n")
    }
}
