internal import NIOCore
internal import NIOHTTP1

/// What the gate reads in a request's headers, in one pass.
struct RequestNotes {
    /// What the headers took on the wire: names, values, and the four bytes around each pair.
    private(set) var headerBytes = 0
    private(set) var hosts = 0
    /// Whether each `Host` could be one: nothing is ever made of it, but whoever reads the request
    /// before us may make something else.
    private(set) var hostsAreSound = true
    private(set) var acceptEncoding: String?
    private(set) var ifNoneMatch: String?
    private(set) var forwarding = Forwarding()
    /// Of `Content-Length`; 0 without it, and no more than an `Int` holds.
    private(set) var declaredBytes = 0
    /// Whether the body is wrapped in more than `chunked`, which nobody here unwraps.
    private(set) var hasOtherCoding = false
    private(set) var upgrades = false
    private(set) var expectsContinue = false
    /// Whether something else than `100-continue` is expected.
    private(set) var expectsMore = false

    init() {}

    init(_ headers: HTTPHeaders, country: String?) {
        for (name, value) in headers {
            headerBytes += name.utf8.count + value.utf8.count + 4
            take(name, value)
            if let country, name.isField(country) { forwarding.countries.append(value) }
        }
    }

    private mutating func take(_ name: String, _ value: String) {
        // Most headers are told apart by their length alone.
        switch name.utf8.count {
        case 4 where name.isField("Host"):
            hosts += 1
            hostsAreSound = hostsAreSound && value.utf8.allSatisfy(isOfHost)
        case 6 where name.isField("Expect"): expect(value)
        case 7 where name.isField("Upgrade"): upgrades = true
        case 13 where name.isField("If-None-Match"): ifNoneMatch.join(value)
        // The decoder has seen to it that these are digits.
        case 14 where name.isField("Content-Length"): declaredBytes = Int(value) ?? .max
        case 15 where name.isField("Accept-Encoding"): acceptEncoding.join(value)
        case 15 where name.isField("X-Forwarded-For"): forwarding.addresses.append(value)
        case 17 where name.isField("X-Forwarded-Proto"): forwarding.schemes.append(value)
        case 17 where name.isField("Transfer-Encoding"):
            hasOtherCoding = hasOtherCoding || !value.isField("chunked")
        default: break
        }
    }

    private mutating func expect(_ value: String) {
        if value.isField("100-continue") { expectsContinue = true } else { expectsMore = true }
    }
}

/// What a host and port may be written with (RFC 3986 §3.2.2), brackets and per cent included.
private func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "-"):
        true
    default: "_~!$&'()*+,;=[]%".utf8.contains(byte)
    }
}

extension String? {
    /// A header that comes twice means what its copies mean in a row (RFC 9110 §5.3).
    fileprivate mutating func join(_ value: String) {
        self = map { "\($0), \(value)" } ?? value
    }
}

extension String {
    /// Whether two ASCII words are the same but for case: most write a name as it is written here.
    fileprivate func isField(_ other: String) -> Bool {
        self == other
            || utf8.elementsEqual(other.utf8) { left, right in
                left == right || (left | 0x20 == right | 0x20 && (97...122).contains(left | 0x20))
            }
    }
}
