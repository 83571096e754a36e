/// Safe between tags and inside double-quoted attributes (HTML Standard, section 13.3).
package func escaped(_ text: String) -> String {
    guard holdsSpecial(text) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Without a way out of the loop, so that many bytes are looked at together: every text of every page passes
/// through here, and most hold none.
private func holdsSpecial(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable(holdsSpecial) ?? holdsSpecial(Array(text.utf8))
}

private func holdsSpecial(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.reduce(false) { found, byte in
        found
            || (byte == UInt8(ascii: "&")) || (byte == UInt8(ascii: "<"))
            || (byte == UInt8(ascii: ">")) || (byte == UInt8(ascii: "\""))
            || (byte == UInt8(ascii: "'"))
    }
}
