internal import Content

/// Somebody who rates, as the database knows them: a keyed hash (HMAC-SHA256, RFC 2104) of the token in
/// their browser. Without the operator's key it leads back to no token, and with it to no person.
package struct Rater: Hashable, Sendable {
    /// Thirty-two of them.
    package let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    fileprivate init(_ token: RaterToken, _ key: OperatorKey) {
        bytes = key.rater.seal(token.nonce)
    }
}

/// What the browser of somebody who rates keeps: sixteen bytes of chance, and a seal (HMAC-SHA256), so
/// that nobody can make one up. It says nothing of whoever has it.
package struct RaterToken: Hashable, Sendable {
    fileprivate let nonce: [UInt8]
    private let seal: [UInt8]

    /// - Parameter chance: sixteen bytes that nobody can guess.
    package init(chance: [UInt8], _ key: OperatorKey) {
        precondition(chance.count == RaterToken.nonceBytes, "a token has sixteen bytes of chance")
        nonce = chance
        seal = key.token.seal(chance)
    }

    /// Reads what a browser sent; nil where we did not give it out.
    package init?(_ text: String, _ key: OperatorKey) {
        guard let bytes = bytes(ofHexadecimal: text), bytes.count > RaterToken.nonceBytes else {
            return nil
        }
        nonce = Array(bytes.prefix(RaterToken.nonceBytes))
        seal = Array(bytes.dropFirst(RaterToken.nonceBytes))
        guard key.token.isSeal(seal, of: nonce) else { return nil }
    }

    /// Ninety-six hexadecimal digits.
    package var text: String { hexadecimal(nonce + seal) }

    package func rater(_ key: OperatorKey) -> Rater { Rater(self, key) }

    package static let nonceBytes = 16
}
