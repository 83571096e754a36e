internal import Content

/// Who asks, as far as anybody may know: from the socket, or from a proxy the operator trusts. It
/// lives as long as the request, and is never written down.
struct Visitor: Equatable, Sendable {
    /// Nil where no trusted proxy names a readable one.
    let address: IPAddress?
    /// Whether the reader's own connection is encrypted.
    let isSecure: Bool
    /// ISO 3166-1 alpha-2, in upper case; nil when nobody knows.
    let country: String?
}

/// What a proxy says of the request that it passes on: each header as often as it came.
struct Forwarding: Sendable {
    var addresses: [String] = []
    var schemes: [String] = []
    var countries: [String] = []
}

/// Whom the operator believes.
struct Trust: Sendable {
    let proxies: [CIDR]
    let isEncrypted: Bool
    var countries: CountryFile?

    func believes(_ peer: IPAddress?) -> Bool {
        guard let peer else { return false }
        return proxies.contains { $0.contains(peer) }
    }

    func visitor(from peer: IPAddress?, forwarding: @autoclosure () -> Forwarding) -> Visitor {
        guard believes(peer) else {
            return Visitor(address: peer, isSecure: isEncrypted, country: country(of: peer))
        }
        let said = forwarding()
        let address = said.addresses.isEmpty ? peer : client(of: said.addresses)
        // A header that says something else than one country is doubt, and no file resolves it.
        return Visitor(
            address: address, isSecure: isEncrypted || Trust.isSecure(said.schemes),
            country: said.countries.isEmpty ? country(of: address) : Trust.country(said.countries))
    }

    private func country(of address: IPAddress?) -> String? {
        guard let countries, let address else { return nil }
        return countries.country(of: address)
    }

    /// The rightmost address that is not a trusted proxy's: whatever stands left of it was written
    /// by somebody we know nothing of.
    private func client(of headers: [String]) -> IPAddress? {
        let hops = headers.joined(separator: ",").utf8.split(
            separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        var leftmost: IPAddress?
        for hop in hops.reversed() {
            guard let address = Trust.address(Substring(hop)) else { return nil }
            leftmost = address
            if !believes(address) { break }
        }
        return leftmost
    }

    /// Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static func address(_ hop: Substring) -> IPAddress? {
        let text = hop.trimmed
        if text.first == "[" {
            return text.dropFirst().firstIndex(of: "]").flatMap { end in
                IPAddress(text[text.index(after: text.startIndex)..<end])
            }
        }
        let hasPort = text.utf8.count { $0 == UInt8(ascii: ":") } == 1
        return IPAddress(hasPort ? text.prefix { $0 != ":" } : text)
    }

    /// The nearest proxy's word is the last.
    private static func isSecure(_ schemes: [String]) -> Bool {
        let last = schemes.last?.split(separator: ",").last
        return last?.trimmed.lowercased() == "https"
    }

    /// Two letters in one copy, or nobody knows. `XX` and `ZZ` stand for an unknown country, and
    /// `T1`, which has no second letter, for the Tor network.
    private static func country(_ copies: [String]) -> String? {
        copies.count == 1 ? country(copies[0]) : nil
    }

    static func country(_ text: String) -> String? {
        let letters = text[...].trimmed
        guard letters.utf8.count == 2, letters.utf8.allSatisfy({ (97...122).contains($0 | 0x20) })
        else { return nil }
        let code = letters.uppercased()
        return code == "XX" || code == "ZZ" ? nil : code
    }
}

extension Substring {
    /// Without the white space that HTTP allows around a value.
    var trimmed: Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
