internal import Content

/// What each term and each question answered is called, by the words that say something, so that a query
/// which says just that gets it as its answer.
struct ExactNames: Sendable {
    /// By number of the article; of a name, without the words that say nothing.
    private let named: [[String]: [Int]]
    /// With all of its words.
    private let titled: [[String]: [Int]]

    init(_ articles: [Article], _ lexer: Lexer) {
        var (named, titled): ([[String]: [Int]], [[String]: [Int]]) = ([:], [:])
        for (number, article) in articles.enumerated()
        where article.kind == .term || article.kind == .question {
            titled[lexer.words(of: article.title).map(\.token.stem), default: []].append(number)
            for name in [article.title] + article.otherNames + article.searchedAs {
                let stems = lexer.words(of: name).map(\.token).filter { !isStopWord($0.word) }
                    .map(\.stem)
                if !stems.isEmpty { named[stems, default: []].append(number) }
            }
        }
        (self.named, self.titled) = (named, titled)
    }

    /// The articles that a query names, those first of which it has every word.
    func articles(named query: ReadQuery) -> [Int] {
        let telling = query.telling.map { query.words[$0].stem }
        return (titled[query.stems] ?? []) + (named[telling] ?? [])
    }
}
