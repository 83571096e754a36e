internal import Content

/// Reads Markdown into markup, writing into the margin what a text of an edition may not hold.
struct MarkdownReader {
    let margin: Margin
    private(set) var traces = Traces()
    var lines = LineMap(first: 1)
    private var headings = Headings.fromSecondLevel
    private var lastLevel = 1
    /// How many inlines of the next paragraph are the mark of a box.
    var skippedInlines = 0

    /// What headings a text may have.
    enum Headings: Equatable {
        /// From `##` on, without skipping a level.
        case fromSecondLevel
        /// None: it stands under a heading that the program prints.
        case none
    }

    init(_ margin: Margin) { self.margin = margin }

    mutating func read(
        _ text: String, lines: LineMap, headings: Headings = .fromSecondLevel
    ) -> Markup {
        (self.lines, self.headings, lastLevel) = (lines, headings, 1)
        let text = withoutOverlongPassages(text)
        return Markup(withMarkdown(text) { blocks(in: $0, depth: 1) } ?? [])
    }

    // MARK: Blocks

    mutating func blocks(in node: MarkdownNode, depth: Int) -> [Block] {
        var siblings: [(block: Block, line: Int)] = []
        for child in node.children {
            guard depth <= Limits.depth else {
                noteDepth(lines[child.line])
                skippedInlines = 0
                break
            }
            // The words of a box begin on the line below its mark.
            let line = lines[child.line + (skippedInlines > 0 ? 1 : 0)]
            if let block = block(child, depth: depth) { siblings.append((block, line)) }
        }
        noteClaims(siblings)
        return siblings.map(\.block)
    }

    private mutating func block(_ node: MarkdownNode, depth: Int) -> Block? {
        switch node.kind {
        case .paragraph: return paragraph(node)
        case .heading: return heading(node)
        case .list: return list(node, depth)
        case .quote: return quote(node, depth)
        case .code: return .code(node.literal)
        case .rule: return .rule
        case .table: return table(node)
        default:
            noteHTML(node.literal, lines[node.line])
            return nil
        }
    }

    private mutating func paragraph(_ node: MarkdownNode) -> Block? {
        if let image = loneImage(in: node) { return picture(image, lines[node.line]) }
        let inlines = inlines(in: node, skipping: skippedInlines)
        skippedInlines = 0
        return inlines.isEmpty ? nil : .paragraph(inlines)
    }

    private mutating func heading(_ node: MarkdownNode) -> Block? {
        let line = lines[node.line]
        let inlines = inlines(in: node, allowsCitations: false)
        let level = node.headingLevel
        if headings == .none {
            margin.note(
                .headingInRow, line: line, "A heading stands in a text that has one of its own.",
                remedy: "Make it a **bold** beginning of a paragraph.")
        } else if level == 1 || level > lastLevel + 1 {
            margin.note(
                .headingLevel, line: line,
                level == 1
                    ? "A heading of the first level stands in the text; the title is that."
                    : "The heading has level \(level) below level \(lastLevel).",
                remedy: "Write it with \(String(repeating: "#", count: min(lastLevel + 1, 6))).")
        }
        guard !inlines.isEmpty else {
            margin.note(
                .headingLevel, line: line, "A heading is empty.", remedy: "Give it words.")
            return nil
        }
        lastLevel = max(level, 2)
        traces.anchors.append(traces.names.name(inlines.plainText))
        return .heading(level: max(level, 2), inlines)
    }

    private mutating func list(_ node: MarkdownNode, _ depth: Int) -> Block {
        let items = node.children.map { item in
            let first = traces.claims.count
            let blocks = blocks(in: item, depth: depth + 1)
            // What one paragraph of a list item cites stands for the whole item.
            let cited = blocks.flatMap(\.citationsOfParagraph)
            for index in traces.claims.indices.dropFirst(first) {
                traces.claims[index].citations += cited
            }
            return blocks
        }
        return .list(start: node.listStart, isTight: node.isTight, items: items)
    }

    private mutating func table(_ node: MarkdownNode) -> Block {
        let alignments = node.alignments.map { letter -> Block.Alignment in
            switch letter {
            case UInt8(ascii: "l"): .left
            case UInt8(ascii: "c"): .centre
            case UInt8(ascii: "r"): .right
            default: .none
            }
        }
        var rows = node.children.map { row in
            row.children.map { inlines(in: $0) }
        }
        let header = rows.isEmpty ? [] : rows.removeFirst()
        return .table(alignments: alignments, header: header, rows: rows)
    }

    // MARK: Claims

    private mutating func noteClaims(_ siblings: [(block: Block, line: Int)]) {
        let blocks = siblings.map(\.block)
        for (index, sibling) in siblings.enumerated() {
            func note(_ number: Traces.Number) {
                traces.claims.append(
                    Traces.Claim(
                        line: sibling.line, number: number,
                        citations: blocks.citations(for: index)))
            }
            if let number = healthNumber(in: sibling.block.words) { note(.written(number)) }
            if case .picture(let name, _, _) = sibling.block { note(.drawn(picture: name)) }
        }
    }

    mutating func use(_ target: Traces.Target, _ line: Int) {
        traces.uses.append(Traces.Use(target: target, line: line))
    }

    func noteHTML(_ html: String, _ line: Int) {
        margin.note(
            .rawHTML, line: line, "Raw HTML is left out: \(quoted(html)).",
            remedy: "Write it in Markdown; for the sign itself write &lt;.")
    }

    func noteDepth(_ line: Int) {
        margin.note(
            .textTooDeep, line: line, "The text is nested more than \(Limits.depth) deep.",
            remedy: "Make its lists and quotes flatter.")
    }

    /// Cuts out passages that could take cmark very long.
    private func withoutOverlongPassages(_ text: String) -> String {
        guard text.utf8.count > Limits.passageBytes else { return text }
        var kept: [Substring] = []
        var start = 0
        var bytes = 0
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in all.enumerated() {
            kept.append(line)
            bytes =
                line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? 0 : bytes + line.utf8.count + 1
            if bytes == 0 { start = index + 1 }
            guard bytes > Limits.passageBytes else { continue }
            // Emptied lines, so that the lines below keep their numbers.
            for emptied in start...index { kept[emptied] = "" }
            (start, bytes) = (index + 1, 0)
            margin.note(
                .passageTooLong, line: lines[index + 1],
                "More than \(Limits.passageBytes) bytes stand without an empty line; they are left out.",
                remedy: "Divide the passage with empty lines.")
        }
        return kept.joined(separator: "\n")
    }
}

extension [Block] {
    /// What a number in one of them rests on: a heading, on what its section cites; a table or a
    /// picture, also on the paragraph before or after it; any other, on what it cites itself.
    fileprivate func citations(for index: Int) -> [ReferenceKey] {
        switch self[index] {
        case .heading(let level, _):
            return self[(index + 1)...].prefix { !$0.isHeading(upTo: level) }
                .flatMap(\.citationsInside)
        case .table, .picture:
            let near = [index - 1, index + 1].filter(indices.contains)
            return self[index].citations + near.flatMap { self[$0].citationsOfParagraph }
        default: return self[index].citations
        }
    }
}

extension Block {
    fileprivate func isHeading(upTo level: Int) -> Bool {
        if case .heading(let own, _) = self { own <= level } else { false }
    }

    /// Its own citations, and those of all blocks inside it.
    fileprivate var citationsInside: [ReferenceKey] {
        var keys: [ReferenceKey] = []
        Markup([self]).forEachInline { if case .citation(let cited) = $0 { keys += cited } }
        return keys
    }

    fileprivate var citationsOfParagraph: [ReferenceKey] {
        if case .paragraph = self { citations } else { [] }
    }

    fileprivate var citations: [ReferenceKey] {
        inlinesInside.flatMap(\.citations)
    }

    /// Its own words, without those of blocks inside it, which are looked at by themselves.
    fileprivate var words: String {
        switch self {
        case .heading(_, let inlines): inlines.plainText
        // A chart rests on the studies that it draws.
        case .picture(_, let alternative, let caption): "\(alternative) \(caption ?? "")"
        default: inlinesInside.map(\.plainText).joined(separator: " ")
        }
    }

    private var inlinesInside: [[Inline]] {
        switch self {
        case .paragraph(let inlines): [inlines]
        case .table(_, let header, let rows): header + rows.flatMap { $0 }
        default: []
        }
    }
}

extension [Inline] {
    fileprivate var citations: [ReferenceKey] {
        var keys: [ReferenceKey] = []
        walk { if case .citation(let cited) = $0 { keys += cited } }
        return keys
    }
}
