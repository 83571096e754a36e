package import Content

/// The words of the frame: what stands around articles, and on the labels of their parts. In one of
/// `Language.ofTheFrame`; the check of an edition says so where it speaks another.
package struct Phrases: Sendable {
    package let words: [String: String]

    package init() {
        words = Phrases.lists.reduce(into: [:]) { all, list in
            all.merge(list) { first, _ in first }
        }
    }

    /// No key stands in two of them.
    static let lists = [
        english, englishOfArticles, englishOfFrames, englishOfReaders, englishOfFollowing,
        englishOfAsking, englishOfSearch, englishOfPlaces,
    ]

    /// The words for a key. A key nobody knows is a mistake of the program, shown as itself.
    package subscript(key: String) -> String {
        words[key] ?? key
    }

    /// Whom to call in a market: 999; or 112 or the reader's own number, where a market has
    /// countries that it does not name.
    package func emergency(_ market: Market) -> String {
        market.emergencyNumberHolds
            ? market.emergencyNumber : self("emergencyElsewhere", market.emergencyNumber)
    }

    /// The words for a key, with `{0}`, `{1}` … replaced.
    package func callAsFunction(_ key: String, _ arguments: String...) -> String {
        var (text, rest) = ("", self[key][...])
        while let brace = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            text += rest[..<brace]
            rest = rest[rest.utf8.index(after: brace)...]
            guard let end = rest.utf8.firstIndex(of: UInt8(ascii: "}")),
                let number = Int(rest[..<end]), arguments.indices.contains(number)
            else {
                text += "{"
                continue
            }
            text += arguments[number]
            rest = rest[rest.utf8.index(after: end)...]
        }
        return text + rest
    }
}
