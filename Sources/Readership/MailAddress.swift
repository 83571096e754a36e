internal import Crypto
internal import Foundation

/// An e-mail address to which something can be sent: `name@domain` of RFC 5321 §4.1.2, without quoted
/// names, comments and bare IP addresses, which no reader's provider gives out.
package struct MailAddress: Hashable, Sendable {
    /// All of it ASCII: the name as it was typed, the domain in lower case, in letters of other scripts
    /// as IDNA writes them (`xn--…`).
    package let text: String

    package enum Refusal: Error, Hashable, Sendable {
        case absent
        case notAnAddress
    }

    /// - Parameter typed: any text at all, with white space around it.
    package init(_ typed: String) throws(Refusal) {
        let text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw .absent }
        // Longer ones are in nobody's way, and need not be looked at (RFC 5321 §4.5.3.1.3).
        guard text.utf8.count <= 1_000, let at = text.lastIndex(of: "@") else {
            throw .notAnAddress
        }
        let name = text[..<at]
        guard MailAddress.isName(name),
            let domain = MailAddress.domain(String(text[text.index(after: at)...])),
            name.utf8.count + domain.utf8.count < 254
        else { throw .notAnAddress }
        self.text = "\(name)@\(domain)"
    }

    /// A dot-atom (RFC 5322 §3.2.3).
    private static func isName(_ name: Substring) -> Bool {
        guard (1...64).contains(name.utf8.count) else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.unicodeScalars.allSatisfy { scalar in
                    scalar.isASCII
                        && (CharacterSet.alphanumerics.contains(scalar)
                            || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar))
                }
        }
    }

    /// As the network writes it; nil for what cannot be one.
    private static func domain(_ typed: String) -> String? {
        let isPlain = typed.unicodeScalars.allSatisfy { scalar in
            CharacterSet.alphanumerics.contains(scalar) || scalar == "." || scalar == "-"
                || !scalar.isASCII && CharacterSet.nonBaseCharacters.contains(scalar)
        }
        guard isPlain, let host = URLComponents(string: "http://\(typed)/")?.encodedHost else {
            return nil
        }
        let domain = host.lowercased()
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        let fits = labels.count >= 2 && domain.utf8.count <= 253 && labels.allSatisfy(isLabel)
        return fits && labels.last?.allSatisfy(\.isNumber) == false ? domain : nil
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}

/// An address as a database keeps it: under the operator's key (AES-GCM), and for one owner. Whoever has
/// the database without the key has no address; whoever copies it to another row has none either.
package struct SealedAddress: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Bytes that came from a database.
    package init(kept bytes: [UInt8]) { self.bytes = bytes }

    /// - Parameters:
    ///   - owner: the identifier of the row that keeps it.
    ///   - chance: twelve bytes that nobody can guess, and that were never used for this.
    package init(_ address: MailAddress, of owner: [UInt8], _ key: OperatorKey, chance: [UInt8]) {
        precondition(
            chance.count == SealedAddress.chanceBytes, "a seal takes twelve bytes of chance")
        do {
            let box = try AES.GCM.seal(
                Data(address.text.utf8), using: key.address, nonce: AES.GCM.Nonce(data: chance),
                authenticating: owner)
            bytes = chance + Array(box.ciphertext) + Array(box.tag)
        } catch {
            preconditionFailure("a short text can always be sealed: \(error)")
        }
    }

    package static let chanceBytes = 12

    /// Nil under another key, for another owner, or where a byte has changed.
    package func address(of owner: [UInt8], _ key: OperatorKey) -> MailAddress? {
        guard let box = try? AES.GCM.SealedBox(combined: bytes),
            let text = try? AES.GCM.open(box, using: key.address, authenticating: owner)
        else { return nil }
        return try? MailAddress(String(decoding: text, as: UTF8.self))
    }
}

/// By what an address is found again without being read: a keyed hash (HMAC-SHA256) of it.
package struct AddressMark: Hashable, Sendable {
    /// Thirty-two of them.
    package let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Two addresses that differ in the case of letters alone are one person's.
    package init(_ address: MailAddress, _ key: OperatorKey) {
        bytes = Array(
            HMAC<SHA256>.authenticationCode(
                for: Data(address.text.lowercased().utf8), using: key.addressMark))
    }
}
