internal import Content
internal import Crypto
internal import Foundation

/// The operator's secret: 32 bytes, of which every key that guards what readers give us is derived. It
/// is never in the database, and so in no copy of it.
package struct OperatorKey: Sendable {
    /// Seals the token of somebody who rates.
    let token: PreparedSeal
    /// Makes of a token what is stored.
    let rater: PreparedSeal
    /// Seals addresses.
    let address: SymmetricKey
    /// Makes of an address by what it is found again.
    let addressMark: SymmetricKey
    /// Seals the links in letters, and their identifiers.
    let letter: PreparedSeal

    /// Nil unless there are thirty-two bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        let secret = SymmetricKey(data: bytes)
        // The names go into the derivation, so they never change.
        token = PreparedSeal(OperatorKey.derived(from: secret, "hoofbeat rater token"))
        rater = PreparedSeal(OperatorKey.derived(from: secret, "hoofbeat rater"))
        address = OperatorKey.derived(from: secret, "hoofbeat address")
        addressMark = OperatorKey.derived(from: secret, "hoofbeat address mark")
        letter = PreparedSeal(OperatorKey.derived(from: secret, "hoofbeat letter"))
    }

    /// Reads sixty-four hexadecimal digits, with white space around them; nil for anything else.
    package init?(hexadecimal text: some StringProtocol) {
        guard let bytes = bytes(ofHexadecimal: String(text.filter { !$0.isWhitespace })) else {
            return nil
        }
        self.init(bytes)
    }

    /// A key for one purpose, from which nobody learns another (HKDF, RFC 5869).
    private static func derived(from secret: SymmetricKey, _ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Data(purpose.utf8), outputByteCount: 32)
    }
}

/// HMAC-SHA256 (RFC 2104) with a key that is read in once: half of the work, where what is sealed is short.
struct PreparedSeal: Sendable {
    private let prepared: HMAC<SHA256>

    init(_ key: SymmetricKey) { prepared = HMAC(key: key) }

    /// Thirty-two bytes.
    func seal(_ bytes: [UInt8]) -> [UInt8] { Array(code(of: bytes)) }

    /// In a time that says nothing of where a wrong one differs.
    func isSeal(_ seal: [UInt8], of bytes: [UInt8]) -> Bool { code(of: bytes) == Data(seal) }

    private func code(of bytes: [UInt8]) -> HMAC<SHA256>.MAC {
        var seal = prepared
        seal.update(data: bytes)
        return seal.finalize()
    }
}
