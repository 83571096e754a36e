internal import Content

/// A piece of words that follow one another.
enum CitedPiece: Equatable {
    case words(String)
    case citation([ReferenceKey])
    /// Begins like a citation.
    case malformed(String)
}

/// Finds the citations, such as `[@netter-1]` or `[@netter-1; @netter-1-os]`, in words that have a
/// line feed for each soft break. Gives the pieces, with spaces for the breaks, and how many breaks
/// stand before each.
func pieces(of text: String) -> [(piece: CitedPiece, breaksBefore: Int)] {
    guard !text.isEmpty else { return [] }
    if !text.has(where: { $0 == UInt8(ascii: "[") }) { return [(.words(unbroken(text[...])), 0)] }
    var pieces: [(CitedPiece, Int)] = []
    var breaks = 0
    var rest = Substring(text)
    func add(_ part: Substring, _ make: (String) -> CitedPiece) {
        guard !part.isEmpty else { return }
        pieces.append((make(unbroken(part)), breaks))
        breaks += part.utf8.count { $0 == UInt8(ascii: "\n") }
    }
    while let start = startOfCitation(in: rest) {
        add(rest[..<start], CitedPiece.words)
        let end = rest[start...].firstIndex(of: "]").map { rest.index(after: $0) }
        let part = rest[start..<(end ?? rest.endIndex)]
        add(part) { keys(in: part).map(CitedPiece.citation) ?? .malformed($0) }
        rest = rest[part.endIndex...]
    }
    add(rest, CitedPiece.words)
    return pieces
}

private func startOfCitation(in text: Substring) -> Substring.Index? {
    let bytes = text.utf8
    var index = bytes.startIndex
    while let bracket = bytes[index...].firstIndex(of: UInt8(ascii: "[")) {
        index = bytes.index(after: bracket)
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: "@") { return bracket }
    }
    return nil
}

/// The keys of `[@a; @b]`; nil when it is written in another way.
private func keys(in citation: Substring) -> [ReferenceKey]? {
    guard citation.hasPrefix("["), citation.hasSuffix("]") else { return nil }
    var keys: [ReferenceKey] = []
    for part in citation.dropFirst().dropLast().split(
        separator: ";", omittingEmptySubsequences: false)
    {
        let name = String(part).trimmed
        guard name.hasPrefix("@"), let key = ReferenceKey(String(name.dropFirst())) else {
            return nil
        }
        keys.append(key)
    }
    return keys
}

private func unbroken(_ text: Substring) -> String {
    let text = String(text)
    guard text.has(where: { $0 == UInt8(ascii: "\n") }) else { return text }
    return String(decoding: text.utf8.map { $0 == UInt8(ascii: "\n") ? 0x20 : $0 }, as: UTF8.self)
}
