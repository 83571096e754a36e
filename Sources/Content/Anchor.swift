/// The anchor of a heading: its ASCII letters in lower case and its digits, with one hyphen for
/// whatever stands between them. `section` when nothing is left.
package func anchor(for heading: String) -> String {
    let hyphen = UInt8(ascii: "-")
    var anchor: [UInt8] = []
    for byte in heading.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            anchor.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): anchor.append(byte + 32)
        // An apostrophe joins: "don't" becomes "dont".
        case UInt8(ascii: "'"): break
        default: if !anchor.isEmpty, anchor.last != hyphen { anchor.append(hyphen) }
        }
    }
    if anchor.last == hyphen { anchor.removeLast() }
    return anchor.isEmpty ? "section" : String(decoding: anchor, as: UTF8.self)
}

/// Gives the headings of an article anchors that differ from each other and from what the frame of
/// a page has: the rows of a treatment, and the places the templates name.
package struct AnchorNames: Sendable {
    private static let ofTheFrame = Set(
        ["ask", "content", "menu", "pick-error", "references"]
            + Treatment.Row.allCases.map(\.rawValue))
    private var used = ofTheFrame
    /// The number with which a name that is taken may be free: a text may have thousands of one name.
    private var next: [String: Int] = [:]

    package init() {}

    package mutating func name(_ heading: String) -> String {
        let name = anchor(for: heading)
        var (candidate, number) = (name, next[name] ?? 2)
        while !used.insert(candidate).inserted {
            candidate = "\(name)-\(number)"
            number += 1
        }
        next[name] = number
        return candidate
    }
}
