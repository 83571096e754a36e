/// Whether `If-None-Match` names `tag`, by the weak comparison that RFC 9110 §13.1.2 asks for.
/// What cannot be read matches nothing, so the reader gets the page.
func matches(_ header: String, _ tag: String) -> Bool {
    if header == tag { return true }
    var rest = header[...].trimmed
    if rest == "*" { return true }
    while true {
        // A list may have empty members (RFC 9110 §5.6.1.2).
        rest = rest.drop { $0 == "," || $0 == " " || $0 == "\t" }
        if rest.isEmpty { return false }
        if rest.hasPrefix("W/") { rest = rest.dropFirst(2) }
        guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
            return false
        }
        let member = rest[...end]
        rest = rest[rest.index(after: end)...].trimmed
        guard rest.isEmpty || rest.first == "," else { return false }
        if member == tag { return true }
    }
}
