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
            return .only(markets, blocks(in: node, depth: depth + 1))
        }
        let blocks = blocks(in: node, depth: depth + 1)
        if mark.words.isEmpty, let callout = Block.Callout(rawValue: mark.name.lowercased()),
            mark.name == mark.name.uppercased()
        {
            return .callout(callout, blocks)
        }
        let boxes = Block.Callout.allCases.map { "[!\($0.rawValue.uppercased())]" }
        margin.note(
            .unknownBox, line: line,
            "There is no box \(quoted("[!\(mark.name)]")) written like this.",
            remedy: "Write \(boxes.joined(separator: ", ")) or [!ONLY gb], alone on its line.")
        return .quote(blocks)
    }

    private mutating func markets(_ words: [String], _ line: Int) -> Set<MarketID> {
        if words.isEmpty {
            margin.note(
                .onlyWithoutMarket, line: line, "The box [!ONLY] names no market.",
                remedy: "Write the markets it is printed in: `[!ONLY gb int]`.")
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
        // Words behind the mark make it one that no box has.
        self.words = text.index(after: end) == text.endIndex ? words : ["…"]
        inlineCount = self.words == ["…"] ? 0 : count
    }
}
