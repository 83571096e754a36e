package import Content

/// A part of an article under its heading: what a search finds and leads to.
package struct Section: Hashable, Sendable {
    /// Where it stands on the article's page; nil for its beginning.
    package var anchor: String?
    /// Empty for its beginning.
    package var heading: String
    private var html: Substring

    init(anchor: String?, heading: String, html: Substring) {
        (self.anchor, self.heading, self.html) = (anchor, heading, html)
    }

    /// Its words, without references and without the meanings of words; each paragraph on a line of
    /// its own.
    package var text: String { words(of: html) }

    /// Whether it says little but where else to read: nobody who looks for something is helped by being led
    /// there.
    package var onlyLeadsOn: Bool {
        let own = words(of: html, leavingOutLinks: true).utf8.count
        return anchor != nil && own * 3 < text.utf8.count
    }
}

extension Article {
    /// The rows of a treatment, what stands before the first heading, each part below one, and what to
    /// ask.
    package func sections(_ phrases: Phrases) -> [Section] {
        let rows = cells.map { cell in
            Section(
                anchor: cell.row.rawValue, heading: phrases["row-\(cell.row.rawValue)"],
                html: cell.html[...])
        }
        let body = bodyWithoutUnknown(phrases)
        guard !questions.isEmpty else { return rows + cut(body) }
        let asked = questions.map(escaped).joined(separator: "<p>")
        return rows + cut(body)
            + [Section(anchor: "ask", heading: phrases["ask"], html: asked[...])]
    }

    /// Without what nobody knows of an entry: who looks for a service wants those who are known to offer it.
    private func bodyWithoutUnknown(_ phrases: Phrases) -> String {
        guard place != nil,
            let label = body.firstRange(of: "<p><strong>\(escaped(phrases["entryUnknown"])):"),
            let end = body[label.upperBound...].firstRange(of: "</p>")
        else { return body }
        return String(body[..<label.lowerBound] + body[end.upperBound...])
    }

    /// Only headings that have a name part it: the others belong to a callout.
    private func cut(_ html: String) -> [Section] {
        var sections: [Section] = []
        var rest = html[...]
        var (anchor, heading) = (String?.none, "")
        while let next = rest.nextHeading {
            sections.append(Section(anchor: anchor, heading: heading, html: rest[..<next.start]))
            (anchor, heading) = (next.anchor, words(of: next.title))
            rest = rest[next.end...]
        }
        sections.append(Section(anchor: anchor, heading: heading, html: rest))
        return sections
    }
}

extension Substring {
    /// The next `<h2 id="…">…</h2>`. By bytes: an expression takes a hundred times as long.
    fileprivate var nextHeading: (start: Index, anchor: String, title: Substring, end: Index)? {
        var place = startIndex
        while let start = utf8[place...].firstIndex(of: UInt8(ascii: "<")) {
            let rest = self[start...]
            place = utf8.index(after: start)
            guard rest.utf8.dropFirst().first == UInt8(ascii: "h"),
                rest.utf8.dropFirst(3).starts(with: " id=\"".utf8),
                let close = rest.utf8.firstIndex(of: UInt8(ascii: ">")),
                let end = rest.firstRange(of: "</h")
            else { continue }
            let anchor = rest[..<close].utf8.dropFirst(8).dropLast()
            let after = rest[end.upperBound...].utf8.dropFirst(2)
            return (
                start, String(Substring(anchor)), self[utf8.index(after: close)..<end.lowerBound],
                after.startIndex
            )
        }
        return nil
    }
}

/// The words of HTML that this room printed. Drawings say their words apart, in their caption.
private func words(of html: Substring, leavingOutLinks: Bool = false) -> String {
    var words = Words(leavesOutLinks: leavingOutLinks)
    var rest = html.utf8
    while let byte = rest.first {
        switch byte {
        case UInt8(ascii: "<"): words.skipTag(&rest)
        case UInt8(ascii: "&"): words.takeEntity(&rest)
        default:
            let run = rest.prefix { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "&") }
            words.take(run)
            rest = rest[run.endIndex...]
        }
    }
    return words.text
}

/// Words being read out of HTML.
private struct Words {
    private var bytes: [UInt8] = []
    /// How deep in elements whose words are left out.
    private var silent: [Substring] = []
    private let leavesOutLinks: Bool

    init(leavesOutLinks: Bool) { self.leavesOutLinks = leavesOutLinks }

    var text: String {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    mutating func take(_ run: some Sequence<UInt8>) {
        if silent.isEmpty { bytes.append(contentsOf: run) }
    }

    mutating func skipTag(_ rest: inout Substring.UTF8View) {
        let tag = Substring(rest.dropFirst().prefix { $0 != UInt8(ascii: ">") })
        rest = rest.dropFirst(tag.utf8.count + 2)
        let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
        if let open = silent.last {
            if tag.hasPrefix("/"), name == open { silent.removeLast() }
            if !tag.hasPrefix("/"), name == open { silent.append(name) }
        } else if Words.isSilent(tag, name) || leavesOutLinks && name == "a" {
            silent.append(name)
        } else if !Words.inline.contains(String(name)) {
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    mutating func takeEntity(_ rest: inout Substring.UTF8View) {
        let entity = Substring(rest.prefix { $0 != UInt8(ascii: ";") })
        rest = rest.dropFirst(entity.utf8.count + 1)
        take((Words.entities[String(entity)] ?? " ").utf8)
    }

    private static func isSilent(_ tag: Substring, _ name: Substring) -> Bool {
        name == "svg" || tag.hasSuffix("class=\"meaning\"") || tag == "sup class=\"cite\""
    }

    private static let inline: Set<String> = [
        "a", "button", "code", "em", "span", "strong", "sub", "sup",
    ]
    private static let entities = [
        "&amp": "&", "&lt": "<", "&gt": ">", "&quot": "\"", "&#39": "'", "&nbsp": "\u{a0}",
    ]
}
