internal import Content
internal import Rendering

/// Writes articles as rows of tokens: one for what an article says of itself, and one for each of its
/// parts, with the article's title again, so that a part is found for what its page is about.
struct RowWriter {
    private let lexer: Lexer
    private let concepts: Concepts
    private(set) var numbering = Numbering()
    /// The words met so far, as texts have them, by the word in one spelling.
    private(set) var uses: [String: Vocabulary.Use] = [:]
    private(set) var stems: Set<String> = []
    /// Of each article, how often each token stands in it, weighted by field.
    private(set) var counts: [[UInt32: Float]] = []

    /// What a text is of its article, and how much one of its words counts.
    private enum Field: Float {
        case title = 6
        case names = 5
        case lead = 3
        case headings = 2
        case text = 1
        /// Of what is counted as part of something else.
        case none = 0

        /// Whether things are called by its words.
        var isName: Bool { self == .title || self == .names }
    }

    init(_ lexer: Lexer, _ concepts: Concepts) {
        (self.lexer, self.concepts) = (lexer, concepts)
    }

    struct Row {
        var part: SiteIndex.Part
        var texts: [String]
    }

    /// What an article says of itself comes first.
    mutating func rows(of article: Article, _ phrases: Phrases) -> [Row] {
        counts.append([:])
        let title = tokens(article.title, in: .title)
        let names = tokens(
            (article.otherNames + article.searchedAs).joined(separator: "; "), in: .names)
        let all = article.sections(phrases)
        let sections = all.filter { !$0.onlyLeadsOn }
        // What it leads to is found all the same, and then the article from its beginning.
        let leads = all.filter(\.onlyLeadsOn).map(\.text).joined(separator: "; ")
        let headings = sections.map(\.heading).joined(separator: "; ")
        let summary = read(article.summary, in: .lead)
        let whole = Row(
            part: SiteIndex.Part(anchor: nil, heading: "", text: summary.known),
            texts: [
                title, names, summary.tokens,
                tokens(headings + article.ownWords, in: .headings) + " "
                    + tokens(leads, in: .text),
            ])
        return [whole]
            + sections.map { section in
                let text = read(section.text, in: .text)
                return Row(
                    part: SiteIndex.Part(
                        anchor: section.anchor, heading: section.heading, text: text.known),
                    texts: [title, "", tokens(section.heading), text.tokens])
            }
    }

    private mutating func tokens(_ text: String, in field: Field = .none) -> String {
        read(text, in: field).tokens
    }

    /// A text's tokens between spaces; at the end what it names, and words that a hyphen joins as one.
    private mutating func read(
        _ text: String, in field: Field
    ) -> (known: KnownText, tokens: String) {
        let words = lexer.words(of: text)
        var bytes = text
        bytes.withUTF8 { bytes in
            for word in words { note(word, bytes[word.range], field.isName) }
        }
        let stems = words.map(\.token.stem)
        let named = concepts.found(in: stems)
        let known = KnownText(
            text: text,
            words: words.map { word in
                KnownText.Word(
                    start: UInt32(word.range.lowerBound), end: UInt32(word.range.upperBound),
                    stem: numbering.number(of: word.token.stem))
            },
            concepts: named.map { found in
                KnownText.Named(
                    firstWord: UInt32(found.range.lowerBound),
                    endWord: UInt32(found.range.upperBound),
                    concept: numbering.number(of: found.concept))
            })
        let extras = named.map(\.concept) + words.joinedPairs
        count(stems + extras, field)
        return (known, (stems + extras).joined(separator: " "))
    }

    private mutating func count(_ tokens: [String], _ field: Field) {
        guard field != .none else { return }
        for token in tokens {
            counts[counts.count - 1][numbering.number(of: token), default: 0] += field.rawValue
        }
    }

    private mutating func note(
        _ word: Lexer.Word, _ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ isName: Bool
    ) {
        if uses[word.token.word] == nil {
            let written = String(decoding: bytes, as: UTF8.self).lowercased()
            uses[word.token.word] = Vocabulary.Use(written: written, count: 0)
            stems.insert(word.token.stem)
        }
        uses[word.token.word]?.count += 1
        if isName { uses[word.token.word]?.isOfName = true }
    }
}

extension Article {
    /// What it says besides its text, and is found for too.
    fileprivate var ownWords: String {
        [study?.name, study?.registered, study?.design, saidAs].compactMap { $0 }
            .map { "; \($0)" }.joined()
    }
}

extension [Lexer.Word] {
    /// Ga-68 is found as ga68, too.
    var joinedPairs: [String] {
        indices.dropFirst().filter { self[$0].isJoined }.map {
            self[$0 - 1].token.stem + self[$0].token.stem
        }
    }
}
