internal import Content

/// Prints the texts of one article for one market, and keeps what they share: the numbers of
/// references, the terms already explained, the headings.
struct Prose {
    let item: ItemID
    /// The item's name within ids, which are unique on any page that shows several articles.
    private let slug: String
    let market: MarketID
    let parts: Parts
    let phrases: Phrases
    private(set) var notes: Notes
    private(set) var contents: [Article.Heading] = []
    private(set) var explained: [String] = []
    private(set) var pictures: [String] = []
    private(set) var charts: [String] = []
    private var explainedInSection: Set<String> = []
    private var meanings = 0
    private var anchors = AnchorNames()
    private var html = HTML()
    private var plain = ""

    init(item: ItemID, market: MarketID, parts: Parts, phrases: Phrases) {
        self.item = item
        slug = item.path.replacing("/", with: "-")
        self.market = market
        self.parts = parts
        self.phrases = phrases
        notes = Notes(item: item)
    }

    /// Prints a text, as a section of its own or as the rest of the one before it.
    mutating func print(
        _ markup: Markup, goingOn: Bool = false
    ) -> (html: String, plainText: String) {
        (html, plain) = (HTML(), "")
        if !goingOn { explainedInSection = [] }
        blocks(markup.blocks)
        return (html.string, plain)
    }

    /// Prints a text under a heading that the program, not the author, gives it.
    mutating func printSection(_ title: String, _ markup: Markup) -> (html: String, plain: String) {
        let anchor = anchors.name(title)
        contents.append(Article.Heading(level: 2, anchor: anchor, title: title))
        let (html, plain) = print(markup)
        return ("<h2 id=\"\(anchor)\">\(escaped(title))</h2>\n\(html)", "\(title)\n\n\(plain)")
    }

    // MARK: Blocks

    private mutating func blocks(_ blocks: [Block]) {
        for block in blocks { self.block(block) }
    }

    private mutating func block(_ block: Block) {
        switch block {
        case .paragraph(let inlines): paragraph(inlines)
        case .heading(let level, let inlines): heading(level, inlines)
        case .list(let start, let isTight, let items): list(start, isTight, items)
        case .quote(let inner): wrapped("blockquote", inner)
        case .callout(let callout, let inner): self.callout(callout, inner)
        case .only(let markets, let inner): if markets.contains(market) { blocks(inner) }
        case .code(let text):
            html.element("pre") { $0.element("code") { $0.text(text) } }
            plain += text + "\n\n"
        case .table(let alignments, let header, let rows): table(alignments, header, rows)
        case .rule: html.raw("<hr>\n")
        case .picture(let name, let alternative, let caption):
            picture(name, alternative, caption)
        case .chart(let key, let alternative, let caption): chart(key, alternative, caption)
        }
    }

    private mutating func wrapped(_ name: String, _ inner: [Block]) {
        html.open(name)
        blocks(inner)
        html.raw("</\(name)>\n")
    }

    private mutating func paragraph(_ inlines: [Inline]) {
        html.raw("<p>")
        self.inlines(inlines)
        html.raw("</p>\n")
        plain += "\n\n"
    }

    private mutating func heading(_ level: Int, _ inlines: [Inline]) {
        if level == 2 { explainedInSection = [] }
        let title = inlines.plainText
        let anchor = anchors.name(title)
        contents.append(Article.Heading(level: level, anchor: anchor, title: title))
        html.open("h\(level)", ["id": anchor])
        self.inlines(inlines, explaining: false)
        html.raw("</h\(level)>\n")
        plain += "\n\n"
    }

    private mutating func list(_ start: Int?, _ isTight: Bool, _ items: [[Block]]) {
        if let start, start != 1 {
            html.open("ol", ["start": String(start)])
        } else {
            html.open(start == nil ? "ul" : "ol")
        }
        for item in items {
            html.raw("<li>")
            plain += "- "
            for block in item {
                if isTight, case .paragraph(let inlines) = block {
                    self.inlines(inlines)
                    plain += "\n"
                } else {
                    self.block(block)
                }
            }
            html.raw("</li>\n")
        }
        html.raw(start == nil ? "</ul>\n" : "</ol>\n")
        plain += "\n"
    }

    private mutating func callout(_ callout: Block.Callout, _ inner: [Block]) {
        let title = phrases["callout-\(callout.rawValue)"]
        html.open("aside", ["class": "callout \(callout.rawValue)", "aria-label": title])
        html.element("p", ["class": "callout-title"]) { $0.text(title) }
        plain += "\(title)\n"
        blocks(inner)
        html.raw("</aside>\n")
    }

    private mutating func table(
        _ alignments: [Block.Alignment], _ header: [[Inline]], _ rows: [[[Inline]]]
    ) {
        let label = header.map(\.plainText).filter { !$0.isEmpty }.joined(separator: ", ")
        html.open(
            "div",
            [
                "class": "table", "role": "region", "tabindex": "0",
                "aria-label": phrases("tableOf", label),
            ])
        // The roles say again what the elements say: on a phone the rows are laid out as cards.
        html.raw("<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">")
        for (column, cell) in header.enumerated() {
            plain += column == 0 ? "" : " | "
            heading(cell, of: "col", alignments.name(of: column), explaining: false)
        }
        html.raw("</tr></thead><tbody role=\"rowgroup\">")
        for row in rows {
            plain += "\n"
            tableRow(row, alignments, labels: header.map(\.plainText))
        }
        html.raw("</tbody></table></div>\n")
        plain += "\n\n"
    }

    private mutating func tableRow(
        _ row: [[Inline]], _ alignments: [Block.Alignment], labels: [String]
    ) {
        html.raw("<tr role=\"row\">")
        for (column, cell) in row.enumerated() {
            plain += column == 0 ? "" : " | "
            if column == 0 {
                heading(cell, of: "row", alignments.name(of: column), explaining: true)
                continue
            }
            // The label is what a narrow screen shows in place of the column's heading.
            let label = labels.indices.contains(column) ? labels[column] : ""
            html.open(
                "td",
                ["role": "cell", "class": alignments.name(of: column), "data-label": label])
            inlines(cell)
            html.raw("</td>")
        }
        html.raw("</tr>")
    }

    /// A cell that names its row or column; an empty one names nothing, and is a plain cell.
    private mutating func heading(
        _ cell: [Inline], of scope: String, _ alignment: String, explaining: Bool
    ) {
        let role = scope == "col" ? "columnheader" : "rowheader"
        guard !cell.plainText.isEmpty else {
            return html.raw("<td role=\"cell\"></td>")
        }
        html.open("th", ["role": "\(role)", "scope": scope, "class": alignment])
        inlines(cell, explaining: explaining)
        html.raw("</th>")
    }

    private mutating func picture(_ name: String, _ alternative: String, _ caption: String?) {
        guard let picture = parts.pictures[name] else { return }
        pictures.append(name)
        let id = "\(slug)-\(name.prefix(while: { $0 != "." }))"
        html.open("figure", ["class": "picture"])
        // Named by the author's words, since a drawing's own title says less than they do.
        html.raw("<svg role=\"img\" aria-label=\"\(escaped(alternative))\"")
        html.raw(String(picture.svg.replacing("{id}", with: id).trimmingPrefix("<svg")))
        if let caption { html.element("figcaption") { $0.text(caption) } }
        html.raw("</figure>\n")
        plain += "\(caption.map { "\($0): " } ?? "")\(alternative)\n\n"
    }

    private mutating func chart(_ key: String, _ alternative: String, _ caption: String?) {
        guard let chart = parts.charts[key] else { return }
        charts.append(key)
        let drawing = ChartDrawing(chart, parts: parts, phrases: phrases, id: "\(slug)-\(key)")
        html.raw(drawing.figure(caption: caption ?? chart.title, alternative: alternative))
        plain += drawing.plainText + "\n\n"
    }

    // MARK: Inlines

    private mutating func inlines(_ inlines: [Inline], explaining: Bool = true) {
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

    // MARK: Terms

    /// Prints words, explaining in place the terms this section has not explained yet.
    private mutating func explain(_ words: String) {
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
    private mutating func term(_ key: String, _ inner: [Inline]) {
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

extension [Block.Alignment] {
    fileprivate func name(of column: Int) -> String {
        indices.contains(column) && self[column] != .none ? self[column].rawValue : "start"
    }
}
