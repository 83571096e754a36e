internal import Content

extension MarkdownReader {
    /// The inlines of a block.
    mutating func inlines(
        in node: MarkdownNode, allowsCitations: Bool = true, skipping skipped: Int = 0
    ) -> [Inline] {
        var run = Run(line: max(node.line, 1), allowsCitations: allowsCitations)
        var inlines = inlines(in: node, &run, depth: 1, skipping: skipped)
        inlines.trimEnd()
        return inlines
    }

    /// Words that follow one another, with a line feed for each soft break, so that a citation may
    /// cross a line.
    private struct Run {
        var text = ""
        /// Of the text that was parsed: where the run began, and how far it has come.
        var start: Int
        var line: Int
        let allowsCitations: Bool

        init(line: Int, allowsCitations: Bool) {
            (start, self.line, self.allowsCitations) = (line, line, allowsCitations)
        }

        mutating func append(_ words: String) {
            if text.isEmpty { start = line }
            text += words
        }
    }

    private mutating func inlines(
        in node: MarkdownNode, _ run: inout Run, depth: Int, skipping skipped: Int = 0
    ) -> [Inline] {
        var inlines: [Inline] = []
        for child in node.children.dropFirst(skipped) {
            // cmark's own line for a text is right but for a few cases, where it is too small.
            run.line = max(run.line, child.kind == .text ? child.line : 0)
            switch child.kind {
            case .text: run.append(printable(child.literal, lines[run.line], margin))
            case .softBreak:
                run.append("\n")
                run.line += 1
            default:
                flush(&run, into: &inlines)
                inlines += self.inlines(of: child, &run, depth: depth)
            }
        }
        flush(&run, into: &inlines)
        return inlines
    }

    private mutating func inlines(
        of node: MarkdownNode, _ run: inout Run, depth: Int
    ) -> [Inline] {
        guard depth <= Limits.depth else {
            noteDepth(lines[run.line])
            return []
        }
        switch node.kind {
        case .emphasis: return [.emphasis(inlines(in: node, &run, depth: depth + 1))]
        case .strong: return [.strong(inlines(in: node, &run, depth: depth + 1))]
        case .inlineCode: return [.code(node.literal)]
        case .lineBreak:
            run.line += 1
            return [.lineBreak]
        case .link:
            let line = lines[run.line]
            return link(node, inlines(in: node, &run, depth: depth + 1), line)
        case .image:
            margin.note(
                .pictureNotAlone, line: lines[run.line],
                "A picture stands within a paragraph: \(quoted(node.url)).",
                remedy: "Give it a paragraph of its own, with nothing else in it.")
            return [.text(inlines(in: node, &run, depth: depth + 1).plainText)]
        default:
            noteHTML(node.literal, lines[run.line])
            return []
        }
    }

    private mutating func flush(_ run: inout Run, into inlines: inout [Inline]) {
        for (piece, breaksBefore) in pieces(of: run.text) {
            let line = lines[run.start + breaksBefore]
            switch piece {
            case .words(let words): inlines += withEmergencyNumbers(words)
            case .citation where !run.allowsCitations: noteHeadingCitation(line)
            case .citation(let keys):
                for key in keys { use(.citation(key), line) }
                inlines.append(.citation(keys))
            case .malformed(let text):
                margin.note(
                    .malformedCitation, line: line, "A citation cannot be read: \(quoted(text)).",
                    remedy: "Write `[@key]` or `[@key; @another]`, with keys of references.yaml.")
                inlines.append(.text(text))
            }
        }
        (run.text, run.start) = ("", run.line)
    }

    /// Words, with the number to call where `{emergency}` stands.
    private func withEmergencyNumbers(_ words: String) -> [Inline] {
        guard words.has(where: { $0 == UInt8(ascii: "{") }) else { return [.text(words)] }
        let parts = words.split(separator: "{emergency}", omittingEmptySubsequences: false)
        return parts.enumerated().flatMap { index, part in
            (index > 0 ? [Inline.emergencyNumber] : [])
                + (part.isEmpty ? [] : [.text(String(part))])
        }
    }

    private func noteHeadingCitation(_ line: Int) {
        margin.note(
            .citationInHeading, line: line, "A heading cites a reference.",
            remedy: "Move the citation into the text below.")
    }
}

extension [Inline] {
    /// Without white space at the end, which a citation leaves that was taken out of a heading.
    fileprivate mutating func trimEnd() {
        guard case .text(let words) = last, words.last == " " else { return }
        removeLast()
        let trimmed = words.trimmed
        if !trimmed.isEmpty { append(.text(trimmed)) }
    }
}
