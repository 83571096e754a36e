internal import Content

/// Which of the candidates a reader would rather read, as `Accept-Language` weighs them: lookup
/// after RFC 4647 §3.4, where `nl-BE` finds `nl`; and, since nobody is helped by less, `pt` finds
/// `pt-br` too. Where nothing fits, the first candidate.
func best<Place>(
    of candidates: [(language: Language, path: Place)], for header: String?
) -> (language: Language, path: Place)? {
    let ranges = (header ?? "").split(separator: ",").map(weighed)
    let wanted = ranges.enumerated().filter { $0.element.weight > 0 }.sorted { left, right in
        (right.element.weight, left.offset) < (left.element.weight, right.offset)
    }
    for range in wanted.map(\.element.name) {
        if range == "*" { return candidates.first }
        if let found = find(range, among: candidates) { return found }
    }
    return candidates.first
}

private func find<Place>(
    _ range: String, among candidates: [(language: Language, path: Place)]
) -> (language: Language, path: Place)? {
    var shortened = range[...]
    while !shortened.isEmpty {
        if let exact = candidates.first(where: { $0.language.tag == shortened }) { return exact }
        guard let hyphen = shortened.lastIndex(of: "-") else { break }
        shortened = shortened[..<hyphen]
    }
    return candidates.first { $0.language.tag.hasPrefix(range + "-") }
}
