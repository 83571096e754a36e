package import Content

/// Running text as its readers meet it: paragraphs of sentences of words. Headings, tables and
/// labels are left out, since the formulas of readability are meant for sentences.
package struct Passage: Hashable, Sendable {
    package struct Sentence: Hashable, Sendable {
        package let text: String
        /// In lower case, without punctuation.
        package let words: [String]
    }

    package private(set) var paragraphs: [[Sentence]] = []

    package var sentences: [Sentence] { paragraphs.flatMap(\.self) }

    var sentencesPerParagraph: Double {
        paragraphs.isEmpty ? 0 : Double(sentences.count) / Double(paragraphs.count)
    }

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

/// Where sentences end. By scalars, since characters would be most of the time that an appraisal takes.
enum Sentences {
    static func of(_ paragraph: String) -> [Passage.Sentence] {
        var sentences: [Passage.Sentence] = []
        var words: [String] = []
        var start: String.Index?
        var end = paragraph.startIndex
        func close() {
            if !words.isEmpty, let start {
                sentences.append(
                    Passage.Sentence(text: unbroken(paragraph[start..<end]), words: words))
            }
            (words, start) = ([], nil)
        }
        for token in paragraph.unicodeScalars.split(whereSeparator: isSpace) {
            if start == nil { start = token.startIndex }
            end = token.endIndex
            // As in textstat, a word is what is left of a token without its punctuation.
            if let word = word(token) { words.append(word) }
            if ends(token) { close() }
        }
        close()
        return sentences
    }

    /// In lower case; nil when there is no letter or digit in it.
    private static func word(_ token: Substring.UnicodeScalarView) -> String? {
        var word = String.UnicodeScalarView()
        var isPlain = true
        for scalar in token {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A, 0x5F: word.append(scalar)
            case 0x41...0x5A: word.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            case ..<0x80: break
            default:
                guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
                    continue
                }
                word.append(scalar)
                isPlain = false
            }
        }
        guard !word.isEmpty else { return nil }
        return isPlain ? String(word) : String(word).lowercased()
    }

    /// With one space for each run of white space.
    private static func unbroken(_ text: Substring) -> String {
        text.unicodeScalars.split(whereSeparator: isSpace).map { String(Substring($0)) }
            .joined(separator: " ")
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000:
            true
        default: false
        }
    }

    /// A full stop, question mark or exclamation mark, perhaps with closing quotes behind it; but not
    /// that of an abbreviation, nor of a lone letter such as an initial.
    private static func ends(_ token: Substring.UnicodeScalarView) -> Bool {
        var bare = token
        while let last = bare.last, closing.contains(last) { bare.removeLast() }
        guard let last = bare.last, last == "." || last == "!" || last == "?" else { return false }
        guard last == "." else { return true }
        let stem = String(Substring(bare.dropLast())).lowercased()
        return !abbreviations.contains(stem) && !stem.hasSuffix(".")
    }

    private static let closing: Set<Unicode.Scalar> = ["\"", "'", "”", "’", ")", "]", "*"]

    private static let abbreviations: Set<String> = [
        "dr", "prof", "mr", "mrs", "ms", "st", "no", "vs", "e.g", "i.e", "etc", "al", "approx",
    ]
}
