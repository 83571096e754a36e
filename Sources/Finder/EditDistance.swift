/// How many edits lead from one word to others, by the restricted distance of Damerau and Levenshtein.
struct EditDistance<Letter: Equatable> {
    private let word: [Letter]
    /// The last three rows of the table, one behind another.
    private var table: [Int]

    init(_ word: [Letter]) {
        self.word = word
        table = Array(repeating: 0, count: 3 * (word.count + 1))
    }

    /// Nil for more than `most`.
    mutating func to(_ other: some Collection<Letter>, atMost most: Int) -> Int? {
        guard abs(other.count - word.count) <= most else { return nil }
        return word.withUnsafeBufferPointer { word in
            table.withUnsafeMutableBufferPointer { table in
                for column in 0...min(word.count, most) { table[column] = column }
                if most < word.count { table[most + 1] = most + 1 }
                var row = 0
                var before: Letter?
                for letter in other {
                    row += 1
                    guard Self.fill(table, row, word, letter, before, most) <= most else {
                        return nil
                    }
                    before = letter
                }
                let edits = table[row % 3 * (word.count + 1) + word.count]
                return edits <= most ? edits : nil
            }
        }
    }

    /// Fills a row of the table from the two before, and tells the least in it. Further from the diagonal
    /// than `most` (Ukkonen, 1985) everything takes more edits: there only the cells that the next rows look
    /// at are filled, with just one more.
    private static func fill(
        _ table: UnsafeMutableBufferPointer<Int>, _ row: Int, _ word: UnsafeBufferPointer<Letter>,
        _ letter: Letter, _ before: Letter?, _ most: Int
    ) -> Int {
        let width = word.count + 1
        let (this, last) = (row % 3 * width, (row + 2) % 3 * width)
        let lastButOne = (row + 1) % 3 * width
        let (first, end) = (max(1, row - most), min(word.count, row + most))
        table[this + first - 1] = first == 1 ? row : most + 1
        var least = table[this + first - 1]
        for column in stride(from: first, through: end, by: 1) {
            let isSame = word[column - 1] == letter
            var edits = min(
                table[last + column] + 1, table[this + column - 1] + 1,
                table[last + column - 1] + (isSame ? 0 : 1))
            if row > 1, column > 1, word[column - 1] == before, word[column - 2] == letter {
                edits = min(edits, table[lastButOne + column - 2] + 1)
            }
            table[this + column] = edits
            least = min(least, edits)
        }
        if end < word.count { table[this + end + 1] = most + 1 }
        return least
    }
}

/// Which letters there are: one bit each.
func letterMask(_ letters: some Sequence<UInt8>) -> UInt32 {
    letters.reduce(0) { $0 | 1 << UInt32($1 & 31) }
}
