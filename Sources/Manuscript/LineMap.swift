/// Which line of the file each line of a text stands on.
struct LineMap: Hashable, Sendable {
    private let first: Int
    /// For texts that YAML folds, whose lines are not those of the file.
    private let folded: [Int]

    /// A text whose lines follow one another in the file.
    init(first: Int) { (self.first, folded) = (first, []) }

    /// A folded text: `lines` are the file's, from the line `first` on. Lines that follow one
    /// another became one; each empty line between them became a line break.
    init(folded lines: some Sequence<Substring>, first: Int) {
        var starts: [Int] = []
        var line = first
        var emptyLines = 0
        for text in lines {
            if text.allSatisfy(\.isWhitespace) {
                emptyLines += 1
            } else {
                let breaks = starts.isEmpty ? emptyLines + 1 : emptyLines
                starts += Array(repeating: line, count: breaks)
                emptyLines = 0
            }
            line += 1
        }
        (self.first, folded) = (first, starts)
    }

    /// - Parameter line: counted from 1, in the text.
    subscript(line: Int) -> Int {
        guard !folded.isEmpty else { return first + line - 1 }
        return folded[min(max(line, 1), folded.count) - 1]
    }
}
