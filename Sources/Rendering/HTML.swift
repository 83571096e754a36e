internal import Content

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
