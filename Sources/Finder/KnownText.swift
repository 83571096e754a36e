/// A text with its words and what they name already found in it, so that a passage of it is shown without
/// looking at a single letter again.
struct KnownText: Hashable, Sendable {
    let text: String
    let words: [Word]
    let concepts: [Named]

    struct Word: Hashable, Sendable {
        /// Where it begins and ends, in bytes of UTF-8.
        var start: UInt32
        var end: UInt32
        var stem: UInt32
    }

    struct Named: Hashable, Sendable {
        var firstWord: UInt32
        var endWord: UInt32
        var concept: UInt32
    }
}

/// Gives each token a number.
struct Numbering: Sendable {
    private(set) var numbers: [String: UInt32] = [:]

    mutating func number(of token: String) -> UInt32 {
        if let number = numbers[token] { return number }
        let number = UInt32(numbers.count)
        numbers[token] = number
        return number
    }
}
