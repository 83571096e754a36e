internal import Content
internal import Crypto
internal import Foundation

/// The operator's secret: 32 bytes, of which every key that guards what readers give us is derived. It
/// is never in the database, and so in no copy of it.
package struct OperatorKey: Sendable {
    /// Seals the token of somebody who rates.
    let token: SymmetricKey
    /// Makes of a token what is stored.
    let rater: SymmetricKey
    /// Seals addresses.
    let address: SymmetricKey
    /// Makes of an address by what it is found again.
    let addressMark: SymmetricKey
    /// Seals the links in letters, and their identifiers.
    let letter: SymmetricKey

    /// Nil unless there are thirty-two bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        let secret = SymmetricKey(data: bytes)
        // The names go into the derivation, so they never change.
        token = OperatorKey.derived(from: secret, "hoofbeat rater token")
        rater = OperatorKey.derived(from: secret, "hoofbeat rater")
        address = OperatorKey.derived(from: secret, "hoofbeat address")
        addressMark = OperatorKey.derived(from: secret, "hoofbeat address mark")
        letter = OperatorKey.derived(from: secret, "hoofbeat letter")
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
