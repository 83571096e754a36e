internal import Content

/// What somebody looks for, read: its words, what it names, its phrases.
struct ReadQuery: Sendable {
    /// As it was meant: misspelt words mended.
    var words: [Lexer.Token]
    /// The whole text with the words mended; nil when none was.
    var mended: String?
    var concepts: [Concepts.Found]
    /// What stood between quotation marks, as stems.
    var phrases: [[String]]
    /// The numbers of the words that say something.
    var telling: [Int]
    var joined: [String]

    var stems: [String] { words.map(\.stem) }

    /// Whether all of its words stand on nearly every page.
    var isSilent: Bool { !words.isEmpty && telling.isEmpty && concepts.isEmpty && phrases.isEmpty }
}

/// Reads queries, in the words of one index.
struct QueryReader: Sendable {
    let language: Language
    let concepts: Concepts
    let vocabulary: Vocabulary
    let commonWords: CommonWords
    let rowCount: Int

    init(
        _ language: Language, _ concepts: Concepts, _ vocabulary: Vocabulary,
        _ commonWords: CommonWords, rowCount: Int
    ) {
        self.language = language
        self.concepts = concepts
        self.vocabulary = vocabulary
        self.commonWords = commonWords
        self.rowCount = rowCount
    }

    /// More are not looked at: whoever writes so much does not lack for words.
    static let mostWords = 80

    /// - Parameter asTyped: whether every word is meant as it stands there.
    func read(_ text: String, asTyped: Bool = false, _ lexer: Lexer) -> ReadQuery {
        let mended = asTyped ? nil : mended(text, lexer)
        let words = Array(lexer.words(of: mended ?? text).prefix(QueryReader.mostWords))
        let tokens = words.map(\.token)
        let telling = tokens.indices.filter { !isStopWord(tokens[$0].word) }
        return ReadQuery(
            words: tokens, mended: mended, concepts: concepts.found(in: tokens.map(\.stem)),
            phrases: phrases(in: mended ?? text, lexer),
            telling: telling, joined: words.joinedPairs)
    }

    /// The text with its misspelt words mended; nil when there is none, or none near. A word that everybody
    /// knows is not misspelt, though nothing here has it: chills are no cells.
    ///
    /// - Parameter commonWordsToo: for what may have been meant, where nothing is found.
    func mended(_ text: String, commonWordsToo: Bool = false, _ lexer: Lexer) -> String? {
        var mended = Array(text.utf8)
        var isMended = false
        for word in lexer.words(of: text).prefix(QueryReader.mostWords).reversed()
        where !isKnown(word.token) && (commonWordsToo || !commonWords.hold(word.token)) {
            let isNumber = word.token.word.utf8.contains { $0 &- 0x30 < 10 }
            guard !isNumber, let nearest = vocabulary.nearest(to: word.token.word)
            else { continue }
            mended.replaceSubrange(word.range, with: nearest.utf8)
            isMended = true
        }
        return isMended ? String(decoding: mended, as: UTF8.self) : nil
    }

    private func isKnown(_ token: Lexer.Token) -> Bool {
        isStopWord(token.word) || vocabulary.holds(token) || concepts.holds(token)
    }

    private func phrases(in text: String, _ lexer: Lexer) -> [[String]] {
        let marks: Set<Character> = ["\"", "“", "”", "„", "«", "»"]
        let parts = text.split(omittingEmptySubsequences: false) { marks.contains($0) }
        return stride(from: 1, to: parts.count - 1, by: 2).map { number in
            lexer.words(of: String(parts[number])).map(\.token.stem)
        }.filter { !$0.isEmpty }
    }

    /// How many places where its words stand are looked at for a query: a millisecond's worth.
    private static let mostPlaces = 1000

    /// What the index is asked for: the rarest words first, as many as can be looked at in the time.
    func match(
        _ query: ReadQuery, counts: ([String]) throws -> [String: Int]
    ) rethrows -> MatchQuery? {
        // What a word names is found under all its names, so the word itself need not be looked for, too.
        let named = Set(query.concepts.flatMap { Array($0.range) })
        let tokens =
            query.telling.filter { !named.contains($0) }.map { query.words[$0].stem }
            + query.concepts.map(\.concept) + query.joined
        let chosen = chosen(
            try counts(Array(Set(tokens))), of: rowCount, places: QueryReader.mostPlaces)
        return MatchQuery(any: chosen.map { [$0] }, all: query.phrases)
    }
}

/// Of the tokens of a query, those that are looked for: the rarest, as long as looking at all `places` where
/// they stand takes little time. One that half of all texts have tells nothing beside rarer ones.
func chosen(_ counts: [String: Int], of texts: Int, places: Int) -> [String] {
    var left = places
    var chosen: [String] = []
    for (token, count) in counts.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
        if !chosen.isEmpty, count > left || count > texts / 2 { break }
        chosen.append(token)
        left -= count
    }
    return chosen
}
