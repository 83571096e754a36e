internal import Crypto
internal import Foundation

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
        bytes = Array(
            HMAC<SHA256>.authenticationCode(for: token.nonce, using: key.rater))
    }
}

/// What the browser of somebody who rates keeps: sixteen bytes of chance, and a seal, so that nobody
/// can make one up. It says nothing of whoever has it.
package struct RaterToken: Hashable, Sendable {
    fileprivate let nonce: [UInt8]
    private let seal: [UInt8]

    /// - Parameter chance: sixteen bytes that nobody can guess.
    package init(chance: [UInt8], _ key: OperatorKey) {
        precondition(chance.count == RaterToken.nonceBytes, "a token has sixteen bytes of chance")
        nonce = chance
        seal = Array(RaterToken.code(of: chance, key).prefix(RaterToken.sealBytes))
    }

    /// Reads what a browser sent; nil where we did not give it out.
    package init?(_ text: String, _ key: OperatorKey) {
        guard let bytes = bytes(ofHexadecimal: text),
            bytes.count == RaterToken.nonceBytes + RaterToken.sealBytes
        else { return nil }
        self.init(chance: Array(bytes.prefix(RaterToken.nonceBytes)), key)
        guard isEqual(seal, Array(bytes.suffix(RaterToken.sealBytes))) else { return nil }
    }

    /// Sixty-four hexadecimal digits.
    package var text: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: (nonce + seal).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    package func rater(_ key: OperatorKey) -> Rater { Rater(self, key) }

    package static let nonceBytes = 16
    private static let sealBytes = 16

    private static func code(of nonce: [UInt8], _ key: OperatorKey) -> some Sequence<UInt8> {
        HMAC<SHA256>.authenticationCode(for: nonce, using: key.token)
    }
}

/// In the same time wherever they differ, so that nobody finds out a seal byte by byte.
private func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
