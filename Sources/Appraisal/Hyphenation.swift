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

    private var patterns: [ArraySlice<UInt8>: Weights] = [:]
    private var longest = 0
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
        var letters: [UInt8] = []
        var values: [UInt8] = [0]
        for byte in pattern {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                values[values.count - 1] = byte - UInt8(ascii: "0")
            } else if byte > UInt8(ascii: " ") {
                letters.append(byte)
                values.append(0)
            }
        }
        guard let start = values.firstIndex(where: { $0 > 0 }),
            let end = values.lastIndex(where: { $0 > 0 })
        else { return }
        patterns[letters[...]] = Weights(offset: start, values: Array(values[start...end]))
        longest = max(longest, letters.count)
    }

    /// At least one, also for a number or a sign.
    package func syllables(in word: some StringProtocol) -> Int {
        let letters = Array(".\(word.lowercased()).".utf8)
        var weights = [UInt8](repeating: 0, count: letters.count + 1)
        for start in letters.indices.dropLast() {
            for end in (start + 1)...min(start + max(longest, 1), letters.count) {
                guard let found = patterns[letters[start..<end]] else { continue }
                for (index, value) in found.values.enumerated() {
                    weights[start + found.offset + index] = max(
                        weights[start + found.offset + index], value)
                }
            }
        }
        // The place before letter `i` of the word is at `i + 1`, since a dot stands before it.
        let last = letters.count - 2 - Self.margin
        guard last >= Self.margin else { return 1 }
        return 1 + (Self.margin...last).count { weights[$0 + 1] % 2 == 1 }
    }
}
