internal import Content

/// Words of the glossary, explained where they stand.
extension Prose {
    /// Prints words, explaining in place the terms this section has not explained yet.
    mutating func explain(_ words: String) {
        var rest = words.startIndex
        for match in parts.terms.finder.matches(in: words)
        where !explainedInSection.contains(match.key) && "glossary/\(match.key)" != item.path {
            let whole = match.range.joined(in: words, from: rest)
            html.text(String(words[rest..<whole.lowerBound]))
            let isJoined = whole != match.range
            if isJoined { html.raw("<span class=\"nobr\">") }
            html.text(String(words[whole.lowerBound..<match.range.lowerBound]))
            button(match.key, String(words[match.range]))
            html.text(String(words[match.range.upperBound..<whole.upperBound]))
            if isJoined { html.raw("</span>") }
            rest = whole.upperBound
        }
        html.text(String(words[rest...]))
    }

    /// A term the author points at, under words of their own.
    mutating func term(_ key: String, _ inner: [Inline]) {
        let words = inner.plainText
        plain += words
        guard parts.terms[key] != nil, "glossary/\(key)" != item.path else {
            return html.text(words)
        }
        button(key, words)
    }

    private mutating func button(_ key: String, _ words: String) {
        guard let term = parts.terms[key] else { return html.text(words) }
        explainedInSection.insert(key)
        meanings += 1
        let id = "m-\(slug)-\(meanings)"
        html.element("button", ["type": "button", "class": "term", "popovertarget": id]) {
            $0.text(words)
        }
        // Right behind its word, so that reading on leads through it. A later section, which
        // explains the word again, has a card of its own.
        if !explained.contains(key) { explained.append(key) }
        html.element("span", ["popover": "auto", "id": id, "class": "meaning"]) { card in
            card.element("strong") { $0.text(term.name) }
            card.raw(" ")
            card.element("span") { $0.text(term.meaning) }
            card.raw(" ")
            card.element("a", ["href": "~/glossary/\(key)"]) {
                $0.text(phrases("moreAboutWord", term.name))
            }
        }
    }
}

extension Range<String.Index> {
    /// With the brackets and stops that touch it, which must stay on its line: to a browser a button
    /// is a box, and lines break beside boxes. Letters that touch it are words of their own.
    fileprivate func joined(in words: String, from start: String.Index) -> Range {
        func joins(_ character: Character) -> Bool { character.isPunctuation }
        let before = words[start..<lowerBound].reversed().prefix(while: joins).count
        let after = words[upperBound...].prefix(while: joins).count
        return words.index(lowerBound, offsetBy: -before)..<words.index(upperBound, offsetBy: after)
    }
}
