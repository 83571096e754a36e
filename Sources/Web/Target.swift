internal import Content

/// What a request line asks for: a path and a query, or nothing we can understand.
struct Target: Sendable {
    /// Percent-decoded, and free of whatever could mean another place: dot segments, empty
    /// segments, backslashes, control characters.
    let path: String
    /// As it was sent; nil without a question mark.
    let query: String?
    /// Whose address it is, and what stands behind `/int/en/`; nil for addresses of another shape.
    let audience: (Audience, rest: [String])?

    init?(_ text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard text.utf8.first == UInt8(ascii: "/"), let path = Target.decoded(parts[0]),
            Target.isPlain(path)
        else { return nil }
        self.path = path
        audience = Target.audience(path)
        query = parts.count == 2 ? String(parts[1]) : nil
    }

    /// The values that a form sent under a name, in order: slugs only, which need no decoding.
    func values(of name: String) -> [String] {
        pairs.compactMap { pair in
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].elementsEqual(name.utf8) else { return nil }
            let value = Substring(parts[1])
            return isSlug(value) ? String(value) : nil
        }
    }

    /// The first value under a name, as it was sent; empty where there is none.
    func text(of name: String) -> String { texts(of: name).first ?? "" }

    /// What the query names under `item`, once.
    var item: ItemID? {
        let named = texts(of: "item")
        guard named.count == 1 else { return nil }
        // Browsers write the slash of an item's name as it is, or as %2F.
        let isEncoded = named[0].utf8.contains(UInt8(ascii: "%"))
        return ItemID(isEncoded ? named[0].replacing("%2F", with: "/") : named[0])
    }

    private func texts(of name: String) -> [String] {
        pairs.filter {
            $0.starts(with: name.utf8) && $0.dropFirst(name.utf8.count).first == UInt8(ascii: "=")
        }.map { String(Substring($0.dropFirst(name.utf8.count + 1))) }
    }

    private var pairs: [Substring.UTF8View] {
        (query ?? "").utf8.split(separator: UInt8(ascii: "&"))
    }

    /// Nil for addresses of another shape.
    private static func audience(_ path: String) -> (Audience, rest: [String])? {
        let segments = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).dropFirst().map { String(Substring($0)) }
        guard segments.count >= 3, let market = MarketID(segments[0]),
            let language = Language(segments[1])
        else { return nil }
        return (Audience(market, language), Array(segments.dropFirst(2)))
    }

    /// `http://host/path` becomes `/path`: a server must take it (RFC 9112 §3.2.2), and this one
    /// has only one host. Other forms stay as they are.
    static func originForm(_ target: String) -> String {
        let scheme = target.prefix(8).lowercased()
        let rest: Substring
        if scheme.hasPrefix("http://") {
            rest = target.dropFirst(7)
        } else if scheme == "https://" {
            rest = target.dropFirst(8)
        } else {
            return target
        }
        guard let start = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return (rest[start] == "?" ? "/" : "") + rest[start...]
    }

    /// Nil for a percent sign without two hexadecimal digits, for bytes that are not UTF-8 (such as
    /// overlong forms), and for an encoded slash, which would make two paths of one.
    private static func decoded(_ bytes: Substring.UTF8View) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                guard byte > 0x20, byte < 0x7f else { return nil }
                decoded.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimal),
                let low = rest.popFirst().flatMap(hexadecimal)
            else { return nil }
            let value = high << 4 | low
            guard value != UInt8(ascii: "/") else { return nil }
            decoded.append(value)
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func isPlain(_ path: String) -> Bool {
        let hasControls = path.utf8.contains { byte in
            byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "\\")
        }
        let segments = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).dropFirst()
        let hasDots = segments.contains { segment in
            (1...2).contains(segment.count) && segment.allSatisfy { $0 == UInt8(ascii: ".") }
        }
        let hasEmpty = segments.dropLast().contains(where: \.isEmpty)
        return !hasControls && !hasDots && !hasEmpty
    }
}

private func hexadecimal(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...70: digit - 55
    case 97...102: digit - 87
    default: nil
    }
}
