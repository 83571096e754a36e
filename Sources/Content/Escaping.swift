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

private func holdsSpecial(_ text: String) -> Bool {
    text.holdsByte { byte in
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}

extension String {
    /// Whether a byte of its UTF-8 is wanted. Without a way out of the loop, so that the processor looks at many
    /// together: every text of every page passes through here, and most hold none.
    @inlinable
    package func holdsByte(_ isWanted: (UInt8) -> Bool) -> Bool {
        func any(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
            var found: UInt8 = 0
            for byte in bytes { found |= isWanted(byte) ? 1 : 0 }
            return found != 0
        }
        return utf8.withContiguousStorageIfAvailable(any)
            ?? Array(utf8).withUnsafeBufferPointer(any)
    }
}
