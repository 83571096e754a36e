internal import Content

extension MarkdownReader {
    /// A quote; or, where its first line is a mark such as `[!NOTE]`, a box.
    mutating func quote(_ node: MarkdownNode, _ depth: Int) -> Block {
        guard let mark = BoxMark(of: node) else {
            return .quote(blocks(in: node, depth: depth + 1))
        }
        let line = lines[node.line]
        skippedInlines = mark.inlineCount
        if mark.name == "ONLY" {
            let markets = markets(mark.words, line)
            if mark.rest.isEmpty {
                margin.note(
                    .onlyWithoutReason, line: line,
                    "The box \(quoted("[!ONLY]")) does not say why one market reads something else.",
                    remedy: "Write the reason behind the mark: `[!ONLY gb] The NHS decides here`.")
            }
            return .only(markets, why: mark.rest, blocks(in: node, depth: depth + 1))
        }
        let blocks = blocks(in: node, depth: depth + 1)
        if mark.words.isEmpty, mark.rest.isEmpty,
            let callout = Block.Callout(rawValue: mark.name.lowercased()),
            mark.name == mark.name.uppercased()
        {
            return .callout(callout, blocks)
        }
        let boxes = Block.Callout.allCases.map { "[!\($0.rawValue.uppercased())]" }
        margin.note(
            .unknownBox, line: line,
            "There is no box \(quoted("[!\(mark.name)]")) written like this.",
            remedy: "Write \(boxes.joined(separator: ", ")), alone on its line; or [!ONLY gb] "
                + "and the reason.")
        return .quote(blocks)
    }

    private mutating func markets(_ words: [String], _ line: Int) -> Set<MarketID> {
        if words.isEmpty {
            margin.note(
                .onlyWithoutMarket, line: line, "The box [!ONLY] names no market.",
                remedy: "Write the markets it is printed in: `[!ONLY gb int] The reason`.")
        }
        var markets: Set<MarketID> = []
        for word in words {
            if let market = MarketID(word) {
                markets.insert(market)
                use(.market(market), line)
            } else {
                margin.note(
                    .unknownMarket, line: line, "There is no market \(quoted(word)).",
                    remedy: "Write a key of `markets` in edition.yaml.")
            }
        }
        return markets
    }
}

/// The first line of a quote, where it begins with `[!`.
private struct BoxMark {
    let name: String
    let words: [String]
    /// What stands behind the mark, on its line.
    let rest: String
    /// How many of the first paragraph's inlines it takes up, the line break included.
    let inlineCount: Int

    init?(of quote: MarkdownNode) {
        guard let paragraph = quote.children.first(where: { _ in true }),
            paragraph.kind == .paragraph
        else { return nil }
        var text = ""
        var count = 0
        for inline in paragraph.children {
            count += 1
            if inline.kind == .softBreak || inline.kind == .lineBreak { break }
            guard inline.kind == .text else { return nil }
            text += inline.literal
        }
        text = text.trimmed
        guard text.hasPrefix("[!"), let end = text.firstIndex(of: "]") else { return nil }
        let inside = text[text.index(text.startIndex, offsetBy: 2)..<end]
        var words = inside.split(separator: " ").map(String.init)
        guard !words.isEmpty else { return nil }
        name = words.removeFirst()
        self.words = words
        rest = String(text[text.index(after: end)...]).trimmed
        // A mark that no box has stays where it is, for readers to see.
        inlineCount = rest.isEmpty || name == "ONLY" ? count : 0
    }
}
