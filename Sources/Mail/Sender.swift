package import Readership

/// Who a letter comes from: the operator's address, and the name that is shown beside it.
package struct Sender: Hashable, Sendable {
    package let address: MailAddress
    /// Nil where the address stands alone.
    package let name: String?

    /// Reads `news@example.org` or `Updates <news@example.org>`; nil for anything else.
    package init?(_ text: String) {
        var (name, address) = ("", Substring(text))
        if text.hasSuffix(">"), let start = text.lastIndex(of: "<") {
            name = text[..<start].split(separator: " ").joined(separator: " ")
            address = text[text.index(after: start)...].dropLast()
        }
        // Anything that cannot be seen could begin another header.
        guard name.count <= 100, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 }),
            let read = try? MailAddress(String(address))
        else { return nil }
        self.address = read
        self.name = name.isEmpty ? nil : name
    }

    /// What stands behind the `@`.
    var domain: String { String(address.text.split(separator: "@").last ?? "") }
}
