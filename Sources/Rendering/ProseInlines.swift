internal import Content

extension Prose {
    mutating func inlines(_ inlines: [Inline], explaining: Bool = true) {
        for inline in inlines { self.inline(inline, explaining: explaining) }
    }

    private mutating func inline(_ inline: Inline, explaining: Bool) {
        switch inline {
        case .text(let words):
            plain += words
            if explaining { explain(words) } else { html.text(words) }
        case .emphasis(let inner): wrapped("em", inner, explaining)
        case .strong(let inner): wrapped("strong", inner, explaining)
        case .code(let words):
            plain += words
            html.element("code") { $0.text(words) }
        case .link(let destination, let inner): link(destination, inner)
        case .citation(let keys): citation(keys)
        case .emergencyNumber:
            plain += emergency
            html.text(emergency)
        case .lineBreak:
            plain += "\n"
            html.raw("<br>")
        }
    }

    private mutating func wrapped(_ name: String, _ inner: [Inline], _ explaining: Bool) {
        html.raw("<\(name)>")
        inlines(inner, explaining: explaining)
        html.raw("</\(name)>")
    }

    private mutating func link(_ destination: Inline.Destination, _ inner: [Inline]) {
        switch destination {
        case .item(let id, let anchor):
            html.open("a", ["href": "~/\(id.address)\(anchor.map { "#\($0)" } ?? "")"])
        case .anchor(let anchor): html.open("a", ["href": "~/\(item.address)#\(anchor)"])
        case .term(let key): return term(key, inner)
        case .outside(let address):
            html.open("a", ["href": address, "rel": "external noopener"])
        }
        inlines(inner, explaining: false)
        html.raw("</a>")
    }

    private mutating func citation(_ keys: [ReferenceKey]) {
        let known = keys.filter { parts.references[$0] != nil }
        guard !known.isEmpty else { return }
        html.closeUp()
        while plain.last == " " { plain.removeLast() }
        html.raw("<sup class=\"cite\">")
        for (index, key) in known.enumerated() {
            if index > 0 { html.raw(", ") }
            let (number, mark) = notes.cite(key)
            html.open(
                "a",
                [
                    "role": "doc-noteref", "id": mark, "href": notes.address(of: number),
                    "aria-label": phrases("reference", String(number)),
                ])
            html.raw("\(number)</a>")
            plain += "[\(number)]"
        }
        html.raw("</sup>")
    }
}
