internal import NIOCore
internal import Press

/// A coding in which a page's bytes are kept.
enum Coding: Int, CaseIterable, Sendable {
    case brotli
    case gzip
    case identity

    /// The value of `Content-Encoding`; nil for none.
    var token: String? {
        switch self {
        case .brotli: "br"
        case .gzip: "gzip"
        case .identity: nil
        }
    }

    /// Distinguishes the entity tags of one page's codings.
    var tagSuffix: String {
        switch self {
        case .brotli: "-br"
        case .gzip: "-gz"
        case .identity: ""
        }
    }
}

/// The codings a reader accepts, as `Accept-Encoding` weighs them (RFC 9110 §12.5.3): thousandths,
/// of which 0 means not at all.
struct Encodings: Equatable, Sendable {
    private(set) var brotli: UInt16
    private(set) var gzip: UInt16
    private(set) var identity: UInt16

    private static let none = Encodings(brotli: 0, gzip: 0, identity: 1)
    private static let all = Encodings(brotli: 1000, gzip: 1000, identity: 1)
    private static let gzipOnly = Encodings(brotli: 0, gzip: 1000, identity: 1)

    private init(brotli: UInt16, gzip: UInt16, identity: UInt16) {
        (self.brotli, self.gzip, self.identity) = (brotli, gzip, identity)
    }

    /// Without the header anything would be allowed; who does not ask for a coding gets none.
    init(_ header: String?) {
        switch header {
        case nil: self = .none
        // What browsers send, and curl, wget and feed readers.
        case "gzip, deflate, br", "gzip, deflate, br, zstd", "br, gzip", "gzip, br", "br":
            self = .all
        case "gzip, deflate", "gzip": self = .gzipOnly
        case let header?: self.init(parsing: header)
        }
    }

    private init(parsing header: String) {
        var named: [Coding: UInt16] = [:]
        var others: UInt16?
        for element in header.split(separator: ",") {
            let (name, weight) = weighed(element)
            switch name {
            case "br": named[.brotli] = weight
            case "gzip", "x-gzip": named[.gzip] = weight
            case "identity": named[.identity] = weight
            case "*": others = weight
            default: break
            }
        }
        brotli = named[.brotli] ?? others ?? 0
        gzip = named[.gzip] ?? others ?? 0
        // Plain bytes are allowed unless they are refused, but anything asked for by name is
        // preferred to them.
        identity = named[.identity] ?? (others == 0 ? 0 : 1)
    }

    /// The best of the codings that there are; plain bytes where none is accepted, not even those: RFC 9110
    /// §12.4.1 leaves that to us, and a page is of more use than an error.
    func best(hasGzip: Bool, hasBrotli: Bool) -> Coding {
        var (best, weight) = (Coding.identity, identity)
        if hasGzip, gzip > 0, gzip >= weight { (best, weight) = (.gzip, gzip) }
        if hasBrotli, brotli > 0, brotli >= weight { best = .brotli }
        return best
    }

    func best(of page: Page) -> Coding {
        best(hasGzip: page.gzip != nil, hasBrotli: page.brotli != nil)
    }
}

extension Page {
    func bytes(in coding: Coding) -> ByteBuffer {
        switch coding {
        case .brotli: brotli ?? identity
        case .gzip: gzip ?? identity
        case .identity: identity
        }
    }

    /// A strong tag for each coding, since their bytes differ.
    func entityTag(in coding: Coding) -> String { "\"\(tag)\(coding.tagSuffix)\"" }
}

/// One element of a weighed list, such as `gzip;q=0.5`: its name in lower case, and its weight in
/// thousandths. A weight that cannot be read counts as 0: who sent it did not mean "gladly".
func weighed(_ element: Substring) -> (name: String, weight: UInt16) {
    let parts = element.split(separator: ";", omittingEmptySubsequences: false)
    var weight: UInt16 = 1000
    for parameter in parts.dropFirst() {
        let text = parameter.trimmed.lowercased()
        if text.hasPrefix("q=") { weight = thousandths(text.dropFirst(2)) ?? 0 }
    }
    return (parts[0].trimmed.lowercased(), weight)
}

/// `0`, `0.5`, `0.333`, `1`, `1.000`: at most three digits, and at most one whole.
private func thousandths(_ text: Substring) -> UInt16? {
    let digits = Array(text.utf8)
    guard let whole = digits.first, whole == 48 || whole == 49, digits.count <= 5 else {
        return nil
    }
    var value = UInt16(whole - 48) * 1000
    guard digits.count > 1 else { return value }
    guard digits[1] == UInt8(ascii: ".") else { return nil }
    var place: UInt16 = 100
    for digit in digits.dropFirst(2) {
        guard (48...57).contains(digit) else { return nil }
        value += UInt16(digit - 48) * place
        place /= 10
    }
    return value <= 1000 ? value : nil
}
