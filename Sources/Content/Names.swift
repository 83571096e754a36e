/// A language, as a BCP 47 tag in lower case: `en`, `nl`, `pt-br`.
package struct Language: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let tag: String

    /// Nil unless `tag` is made of lower-case letters, digits and single hyphens, and short.
    package init?(_ tag: String) {
        guard isSlug(tag), tag.utf8.count <= 16 else { return nil }
        self.tag = tag
    }

    package static let english = Language("en")!
    /// The languages in which the program has words of its own: for menus, notices and labels.
    package static let ofTheFrame: Set<Language> = [.english]

    package var description: String { tag }

    /// `rtl` for the scripts that are written from right to left, else `ltr`.
    package var direction: String {
        let rightToLeft = ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]
        return rightToLeft.contains(tag.split(separator: "-")[0].description) ? "rtl" : "ltr"
    }

    package static func < (left: Language, right: Language) -> Bool { left.tag < right.tag }
}

/// The short name of a market, as it stands in addresses: `int`, `gb`.
package struct MarketID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let name: String

    package init?(_ name: String) {
        guard isSlug(name), name.utf8.count <= 32 else { return nil }
        self.name = name
    }

    package var description: String { name }

    package static func < (left: MarketID, right: MarketID) -> Bool { left.name < right.name }
}

/// To whom something is shown: a market, in one of its languages.
package struct Audience: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let market: MarketID
    package let language: Language

    package init(_ market: MarketID, _ language: Language) {
        (self.market, self.language) = (market, language)
    }

    /// `int/en`.
    package var description: String { "\(market)/\(language)" }

    package static func < (left: Audience, right: Audience) -> Bool {
        (left.market, left.language) < (right.market, right.language)
    }
}

/// An item's name, which is also its address below market and language: `treatments/prrt`.
/// The home page is `home`, and is served at the root.
package struct ItemID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let path: String

    /// Nil unless every segment is a slug, and the whole is at most 200 bytes.
    package init?(_ path: String) {
        guard path.utf8.count <= 200, !path.isEmpty else { return nil }
        let segments = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard segments.allSatisfy({ isSlug(Substring($0)) }) else { return nil }
        self.path = path
    }

    /// Of a path that is known to be one.
    private init(known path: Substring) { self.path = String(path) }

    package static let home = ItemID("home")!

    package var description: String { path }

    /// The last segment: `prrt`.
    package var slug: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// The address below `/market/language/`: empty for the home page.
    package var address: String { self == .home ? "" : path }

    /// `about` for `about/grade-and-stage`; nil at the top.
    package var parent: ItemID? {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { ItemID(known: path[..<$0]) }
    }

    package static func < (left: ItemID, right: ItemID) -> Bool { left.path < right.path }
}

/// The key of a reference, as it stands in `[@netter-1]`.
package struct ReferenceKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let name: String

    package init?(_ name: String) {
        guard isSlug(name), name.utf8.count <= 64 else { return nil }
        self.name = name
    }

    package var description: String { name }

    package static func < (left: ReferenceKey, right: ReferenceKey) -> Bool {
        left.name < right.name
    }
}

/// The key of a topic, which people follow.
package struct TopicID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let name: String

    package init?(_ name: String) {
        guard isSlug(name), name.utf8.count <= 64 else { return nil }
        self.name = name
    }

    package var description: String { name }

    package static func < (left: TopicID, right: TopicID) -> Bool { left.name < right.name }
}

/// The declared name of a person who acts: an author, an approver. Declared, not proved.
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil when nothing but white space is left, on a control character, or above 100 characters.
    package init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        let joined = words.joined(separator: " ")
        guard !joined.isEmpty, joined.count <= 100,
            !joined.unicodeScalars.contains(where: \.isUnprintable)
        else { return nil }
        self.text = joined
    }

    package var description: String { text }

    /// Whether two declared names mean the same person, for the rule that nobody approves their
    /// own words: case and spacing do not make another person, and neither does what joins or parts letters
    /// unseen.
    package func isSamePerson(as other: PersonName) -> Bool { folded == other.folded }

    private var folded: String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { !(0x200C...0x200D).contains($0.value) })
        )
        .lowercased()
    }
}

extension Unicode.Scalar {
    /// A control character, one that nobody sees, or one that changes the direction of what stands around it.
    package var isUnprintable: Bool {
        switch value {
        case 0xAD, 0x180E, 0x200B, 0x2060...0x2064, 0xFEFF: true
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: properties.generalCategory == .control
        }
    }
}

/// Lower-case letters, digits and single hyphens within: what can stand in an address unescaped.
package func isSlug(_ text: some StringProtocol) -> Bool {
    var previous = UInt8(ascii: "-")
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
        case UInt8(ascii: "-") where previous != UInt8(ascii: "-"): break
        default: return false
        }
        previous = byte
    }
    return previous != UInt8(ascii: "-")
}
