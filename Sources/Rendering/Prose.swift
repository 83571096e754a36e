internal import Content

/// Prints the texts of one article for one market, and keeps what they share: the numbers of
/// references, the terms already explained, the headings.
struct Prose {
    let item: ItemID
    /// The item's name within ids, which are unique on any page that shows several articles.
    let slug: String
    let market: MarketID
    /// Whom to call in an emergency there.
    let emergency: String
    let parts: Parts
    let phrases: Phrases
    var notes: Notes
    private(set) var contents: [Article.Heading] = []
    var explained: [String] = []
    private(set) var pictures: [String] = []
    private(set) var charts: [String] = []
    var explainedInSection: Set<String> = []
    var meanings = 0
    private var anchors = AnchorNames()
    var html = HTML()
    var plain = ""

    init(item: ItemID, market: MarketID, emergency: String, parts: Parts, phrases: Phrases) {
        self.item = item
        slug = item.path.replacing("/", with: "-")
        self.market = market
        self.emergency = emergency
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
        case .only(let markets, _, let inner): if markets.contains(market) { blocks(inner) }
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
}
