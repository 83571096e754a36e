internal import Content

/// Finds the names of terms in running text.
///
/// A name with a capital after its first letter (`NET`, `VIPoma`, `INCA`) is found only as it is
/// written, since *net* is a word of its own; any other name is found in any case, and with a
/// plural s. The longest name wins.
struct TermFinder: Sendable {
    struct Match: Equatable {
        let range: Range<String.Index>
        /// The key of the term in the glossary.
        let key: String
    }

    private struct Name {
        let key: String
        let bytes: [UInt8]
        let isExact: Bool
    }

    /// Names by their first word in lower case, the longest first.
    private let names: [[UInt8]: [Name]]

    init(_ terms: [(key: String, term: Term)]) {
        var names: [[UInt8]: [Name]] = [:]
        for (key, term) in terms where term.isFoundInTexts {
            for name in [term.name] + term.otherNames {
                let isExact = name.dropFirst().contains(where: \.isUppercase)
                let bytes = Array(name.utf8).map { isExact ? $0 : lowered($0) }
                let first = Array(bytes.prefix(while: isWordByte)).map(lowered)
                guard !first.isEmpty else { continue }
                names[first, default: []].append(Name(key: key, bytes: bytes, isExact: isExact))
            }
        }
        self.names = names.mapValues { candidates in
            candidates.sorted { ($1.bytes.count, $0.key) < ($0.bytes.count, $1.key) }
        }
    }

    /// The names in `text`, in order, none overlapping another.
    func matches(in text: String) -> [Match] {
        guard !names.isEmpty else { return [] }
        let bytes = Array(text.utf8)
        var matches: [Match] = []
        var position = 0
        while position < bytes.count {
            guard isWordByte(bytes[position]) else {
                position += 1
                continue
            }
            var end = position
            while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
            if let (key, length) = longest(at: position, firstWordEnd: end, in: bytes) {
                let lower = text.utf8.index(text.startIndex, offsetBy: position)
                let upper = text.utf8.index(lower, offsetBy: length)
                matches.append(Match(range: lower..<upper, key: key))
                position += length
            } else {
                position = end
            }
        }
        return matches
    }

    private func longest(
        at position: Int, firstWordEnd: Int, in bytes: [UInt8]
    ) -> (key: String, length: Int)? {
        let word = bytes[position..<firstWordEnd].map(lowered)
        var candidates = names[word] ?? []
        if word.last == UInt8(ascii: "s") {
            candidates += names[Array(word.dropLast())] ?? []
        }
        for name in candidates {
            if let length = matchLength(of: name, at: position, in: bytes) {
                return (name.key, length)
            }
        }
        return nil
    }

    private func matchLength(of name: Name, at position: Int, in bytes: [UInt8]) -> Int? {
        var end = position + name.bytes.count
        guard end <= bytes.count else { return nil }
        for (offset, expected) in name.bytes.enumerated() {
            let found = bytes[position + offset]
            guard (name.isExact ? found : lowered(found)) == expected else { return nil }
        }
        if end < bytes.count, bytes[end] == UInt8(ascii: "s") { end += 1 }
        guard end == bytes.count || !isWordByte(bytes[end]) else { return nil }
        // `5-HIAA` is not in `5-HIAA-like`, nor `NET` in `NET-specific`; a hyphen joins words.
        if end < bytes.count, bytes[end] == UInt8(ascii: "-") { return nil }
        if position > 0, bytes[position - 1] == UInt8(ascii: "-") { return nil }
        return end - position
    }
}

private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
        true
    default: false
    }
}

private func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
}
