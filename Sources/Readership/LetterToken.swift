package import Content

/// The part of a link in a letter that shows that somebody reads the address's mail: an identifier, and a
/// seal (HMAC-SHA256) for one purpose. It is written nowhere but in the letter: the seal is worked out
/// again from the operator's key, so the database holds nothing with which a link could be made.
package struct LetterToken: Hashable, Sendable {
    package enum Purpose: String, Sendable {
        /// Confirms a request. Counts once, and for two days.
        case confirming
        /// Opens what is kept of a follower, and ends it.
        case following
    }

    package let id: FollowID
    private let seal: [UInt8]

    package init(_ id: FollowID, for purpose: Purpose, _ key: OperatorKey) {
        self.id = id
        seal = key.letter.seal(LetterToken.sealed(id, purpose))
    }

    /// Reads what a link holds; nil where we did not write it, or for another purpose.
    package init?(_ text: String, for purpose: Purpose, _ key: OperatorKey) {
        guard let bytes = bytes(ofHexadecimal: text), bytes.count > FollowID.count,
            let id = FollowID(Array(bytes.prefix(FollowID.count)))
        else { return nil }
        self.id = id
        seal = Array(bytes.dropFirst(FollowID.count))
        guard key.letter.isSeal(seal, of: LetterToken.sealed(id, purpose)) else { return nil }
    }

    private static func sealed(_ id: FollowID, _ purpose: Purpose) -> [UInt8] {
        purpose.rawValue.utf8 + [0] + id.bytes
    }

    /// Ninety-six hexadecimal digits.
    package var text: String { hexadecimal(id.bytes + seal) }
}

/// What stands before the `@` in a letter's `Message-ID`: the same whenever the same letter is made
/// again, so that a server or a mail program that got it already can tell. From a message that comes
/// back, it says whose it was.
package struct MessageName: Hashable, Sendable {
    package let id: FollowID
    /// Up to when it tells; nil for the letter that asks to confirm.
    package let until: Instant?
    private let seal: [UInt8]

    package init(_ id: FollowID, until: Instant?, _ key: OperatorKey) {
        (self.id, self.until) = (id, until)
        seal = Array(
            key.letter.seal(MessageName.sealed(id, until)).prefix(MessageName.sealBytes))
    }

    /// Nil where we did not write it.
    package init?(_ text: String, _ key: OperatorKey) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = bytes(ofHexadecimal: String(parts[0])),
            let id = FollowID(bytes)
        else { return nil }
        let until = Int64(parts[1]).map { Instant(milliseconds: $0) }
        guard until != nil || parts[1] == "confirm" else { return nil }
        self.init(id, until: until, key)
        guard self.text == text else { return nil }
    }

    package var text: String {
        "\(hexadecimal(id.bytes)).\(until.map { "\($0.milliseconds)" } ?? "confirm")"
            + ".\(hexadecimal(seal))"
    }

    private static let sealBytes = 16

    private static func sealed(_ id: FollowID, _ until: Instant?) -> [UInt8] {
        "message \(until?.milliseconds ?? -1) ".utf8 + id.bytes
    }
}
