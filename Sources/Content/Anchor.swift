/// The anchor of a heading: its ASCII letters in lower case and its digits, with one hyphen for
/// whatever stands between them. `section` when nothing is left.
package func anchor(for heading: String) -> String {
    var anchor = ""
    for byte in heading.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            anchor.unicodeScalars.append(Unicode.Scalar(byte))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            anchor.unicodeScalars.append(Unicode.Scalar(byte + 32))
        // An apostrophe joins: "don't" becomes "dont".
        case UInt8(ascii: "'"): break
        default: if !anchor.isEmpty, anchor.last != "-" { anchor += "-" }
        }
    }
    while anchor.last == "-" { anchor.removeLast() }
    return anchor.isEmpty ? "section" : anchor
}
