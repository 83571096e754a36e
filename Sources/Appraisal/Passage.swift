package import Content

/// Running text as its readers meet it: paragraphs of sentences of words. Headings, tables and
/// labels are left out, since the formulas of readability are meant for sentences.
package struct Passage: Hashable, Sendable {
    package struct Sentence: Hashable, Sendable {
        package let text: String
        package let words: [String]
    }

    package private(set) var paragraphs: [[Sentence]] = []

    package var sentences: [Sentence] { paragraphs.flatMap(\.self) }

    package init() {}

    package mutating func add(_ paragraph: String) {
        let sentences = Sentences.of(paragraph)
        if !sentences.isEmpty { paragraphs.append(sentences) }
    }

    /// Every paragraph and list item of a text; what only one market is shown counts, too.
    package mutating func add(_ markup: Markup) {
        markup.forEachBlock { block in
            if case .paragraph(let inlines) = block { add(inlines.plainText) }
        }
    }
}

/// Where sentences end.
enum Sentences {
    static func of(_ paragraph: String) -> [Passage.Sentence] {
        var sentences: [Passage.Sentence] = []
        var words: [String] = []
        var text: [Substring] = []
        func end() {
            if !words.isEmpty {
                sentences.append(
                    Passage.Sentence(text: text.joined(separator: " "), words: words))
            }
            (words, text) = ([], [])
        }
        for token in paragraph.split(whereSeparator: \.isWhitespace) {
            text.append(token)
            // As in textstat, a word is what is left of a token without its punctuation.
            let word = token.filter { $0.isLetter || $0.isNumber || $0 == "_" }
            if !word.isEmpty { words.append(word) }
            if ends(token) { end() }
        }
        end()
        return sentences
    }

    /// A full stop, question mark or exclamation mark, perhaps with closing quotes behind it; but not
    /// that of an abbreviation, nor of a lone letter such as an initial.
    private static func ends(_ token: Substring) -> Bool {
        let bare = token.trimmingSuffix { "\"'”’)]*".contains($0) }
        guard let last = bare.last, ".!?".contains(last) else { return false }
        guard last == "." else { return true }
        let stem = bare.dropLast().lowercased()
        return !abbreviations.contains(stem) && !stem.hasSuffix(".")
    }

    private static let abbreviations: Set<String> = [
        "dr", "prof", "mr", "mrs", "ms", "st", "no", "vs", "e.g", "i.e", "etc", "al", "approx",
    ]
}

extension BidirectionalCollection where SubSequence == Self {
    fileprivate func trimmingSuffix(_ drops: (Element) -> Bool) -> Self {
        var rest = self
        while let last = rest.last, drops(last) { rest = rest.dropLast() }
        return rest
    }
}
