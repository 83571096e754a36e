internal import Content

extension MarkdownReader {
    // MARK: Links

    /// A link, or its words alone where its address cannot be let through.
    mutating func link(_ node: MarkdownNode, _ words: [Inline], _ line: Int) -> [Inline] {
        guard words.contains(where: { [$0].plainText.contains { !$0.isWhitespace } }) else {
            margin.note(
                .emptyLink, line: line, "A link has no words: \(quoted(node.url)).",
                remedy: "Write what it leads to between the square brackets.")
            return []
        }
        return destination(node.url, line).map { [.link($0, words)] } ?? words
    }

    private mutating func destination(_ url: String, _ line: Int) -> Inline.Destination? {
        if url.hasPrefix("#") {
            let anchor = String(url.dropFirst())
            use(.anchor(anchor), line)
            return .anchor(anchor)
        }
        if url.hasPrefix("/"), !url.hasPrefix("//") { return item(url, line) }
        guard let colon = url.firstIndex(of: ":") else {
            noteLink(url, line)
            return nil
        }
        let rest = String(url[url.index(after: colon)...])
        switch url[..<colon].lowercased() {
        case "term":
            use(.term(rest), line)
            return .term(rest)
        case "https", "http", "mailto", "tel": return .outside(url)
        default:
            margin.note(
                .linkScheme, line: line, "A link leads to \(quoted(url)).",
                remedy: "Use https:, http:, mailto: or tel:; a slash leads to an item.")
            return nil
        }
    }

    private mutating func item(_ url: String, _ line: Int) -> Inline.Destination? {
        let parts = url.dropFirst().split(
            separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.isEmpty || parts[0].isEmpty ? ItemID.home.path : String(parts[0])
        guard let id = ItemID(path) else {
            noteLink(url, line)
            return nil
        }
        let anchor = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
        use(.item(id, anchor: anchor), line)
        return .item(id, anchor: anchor)
    }

    private func noteLink(_ url: String, _ line: Int) {
        margin.note(
            .unresolvedLink, line: line, "The link \(quoted(url)) leads to no item.",
            remedy: "Write it like /about/grade: a slash before it, none after it, no file ending.")
    }

    // MARK: Pictures

    /// The picture that stands alone in a paragraph.
    func loneImage(in paragraph: MarkdownNode) -> MarkdownNode? {
        var image: MarkdownNode?
        for child in paragraph.children.dropFirst(skippedInlines) {
            guard image == nil, child.kind == .image else { return nil }
            image = child
        }
        return image
    }

    mutating func picture(_ image: MarkdownNode, _ line: Int) -> Block? {
        skippedInlines = 0
        let url = image.url
        let alternative = inlines(in: image, allowsCitations: false).plainText.trimmed
        if alternative.isUnseen {
            margin.note(
                .pictureWithoutWords, line: line, "The picture \(quoted(url)) has no words.",
                remedy: "Say between the square brackets what it shows.")
        }
        if url.hasPrefix("chart:") {
            let key = String(url.dropFirst(6))
            use(.chart(key), line)
            return .chart(key: key, alternative: alternative, caption: image.title)
        }
        if url.hasPrefix("pictures/") {
            let name = String(url.dropFirst(9))
            use(.picture(name), line)
            return .picture(name: name, alternative: alternative, caption: image.title)
        }
        margin.note(
            .unresolvedPicture, line: line, "There is no picture \(quoted(url)).",
            remedy: "Write `pictures/name.svg` or `chart:key`.")
        return nil
    }
}
