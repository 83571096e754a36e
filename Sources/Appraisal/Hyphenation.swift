/// Where the words of one language may be broken, after Liang ("Word Hy-phen-a-tion by
/// Com-put-er", 1983), from a dictionary of patterns in the format of Hunspell, such as
/// `hyph_en_US.dic`.
///
/// The places at which a word may be broken, and one, stand for its syllables, as in textstat: a
/// little fewer than are heard ("about" has one), and so the same for every text.
package struct Hyphenation: Sendable {
    /// Weights between the letters of a pattern, from its `offset` on.
    private struct Weights {
        let offset: Int
        let values: [UInt8]
    }

    /// The patterns as a tree: from each node, by the next letter, to another.
    private var branches: [UInt64: Int] = [:]
    /// What stands at each node.
    private var weights: [Weights?] = [nil]
    /// How many letters stay together at the beginning and at the end of a word.
    private static let margin = 2

    /// - Parameter dictionary: the text of the dictionary; its first line names an encoding.
    package init(_ dictionary: String) {
        for line in dictionary.split(whereSeparator: \.isNewline).dropFirst() {
            let pattern = line.trimmingPrefix { $0.isWhitespace }
            guard let first = pattern.utf8.first, first != UInt8(ascii: "%"),
                first != UInt8(ascii: "#"), !pattern.contains("HYPHENMIN"),
                !pattern.contains("/")
            else { continue }
            add(pattern.utf8)
        }
    }

    private mutating func add(_ pattern: Substring.UTF8View) {
        var node = 0
        var values: [UInt8] = [0]
        for byte in pattern {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                values[values.count - 1] = byte - UInt8(ascii: "0")
            } else if byte > UInt8(ascii: " ") {
                node = branch(from: node, by: byte)
                values.append(0)
            }
        }
        guard let start = values.firstIndex(where: { $0 > 0 }),
            let end = values.lastIndex(where: { $0 > 0 })
        else { return }
        weights[node] = Weights(offset: start, values: Array(values[start...end]))
    }

    private mutating func branch(from node: Int, by byte: UInt8) -> Int {
        let key = UInt64(node) << 8 | UInt64(byte)
        if let next = branches[key] { return next }
        weights.append(nil)
        branches[key] = weights.count - 1
        return weights.count - 1
    }

    /// At least one, also for a number or a sign.
    package func syllables(in word: some StringProtocol) -> Int {
        let letters = Array(".\(word.lowercased()).".utf8)
        // The place before letter `i` of the word is at `i + 1`, since a dot stands before it.
        let last = letters.count - 2 - Self.margin
        guard last >= Self.margin else { return 1 }
        var found = [UInt8](repeating: 0, count: letters.count + 1)
        for start in letters.indices.dropLast() {
            var node = 0
            for letter in letters[start...] {
                guard let next = branches[UInt64(node) << 8 | UInt64(letter)] else { break }
                node = next
                guard let weights = weights[node] else { continue }
                for (index, value) in weights.values.enumerated() {
                    let place = start + weights.offset + index
                    found[place] = max(found[place], value)
                }
            }
        }
        return 1 + (Self.margin...last).count { found[$0 + 1] % 2 == 1 }
    }
}
