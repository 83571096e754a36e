/// HTML being written. Everything that came from an author goes through `text` or `attribute`;
/// only this room's own markup goes through `raw`.
struct HTML {
    private(set) var string = ""

    mutating func raw(_ markup: String) {
        string += markup
    }

    /// Takes back white space at the end, before a mark that stands close to the word.
    mutating func closeUp() {
        while string.last == " " { string.removeLast() }
    }

    mutating func text(_ words: String) {
        string += escaped(words)
    }

    /// ` name="value"`, escaped.
    mutating func attribute(_ name: String, _ value: String) {
        string += " \(name)=\"\(escaped(value))\""
    }

    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
        _ content: (inout HTML) -> Void
    ) {
        open(name, attributes)
        content(&self)
        raw("</\(name)>")
    }

    mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        raw("<\(name)")
        for (key, value) in attributes { attribute(key, value) }
        raw(">")
    }
}

/// Safe between tags and inside double-quoted attributes (HTML Standard, section 13.3).
package func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: isSpecial) else { return text }
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

private func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
        UInt8(ascii: "'"):
        true
    default: false
    }
}
