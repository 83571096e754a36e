internal import Content

/// What each term and each question answered is called, by the words that say something, so that a query
/// which says just that gets it as its answer.
struct ExactNames: Sendable {
    /// By number of the article; of a name, without the words that say nothing.
    private let named: [[String]: [Int]]
    /// The title, with all of its words.
    private let titled: [[String]: [Int]]
    /// The other names, with all of their words.
    private let spelt: [[String]: [Int]]

    init(_ articles: [Article], _ lexer: Lexer) {
        var (named, titled, spelt): ([[String]: [Int]], [[String]: [Int]], [[String]: [Int]])
        (named, titled, spelt) = ([:], [:], [:])
        for (number, article) in articles.enumerated() {
            // What a page is looked for as may be a whole cry for help; less than that names a term.
            if article.kind == .page {
                for name in article.searchedAs {
                    let stems = lexer.words(of: name).map(\.token.stem)
                    if stems.count > 1 { spelt[stems, default: []].append(number) }
                }
            }
            guard article.kind == .term || article.kind == .question else { continue }
            titled[lexer.words(of: article.title).map(\.token.stem), default: []].append(number)
            for name in [article.title] + article.otherNames + article.searchedAs {
                let words = lexer.words(of: name).map(\.token)
                spelt[words.map(\.stem), default: []].append(number)
                let stems = words.filter { !isStopWord($0.word) }.map(\.stem)
                // One word that is left of several may mean anything: to be put to sleep is not to sleep.
                let isWhole = stems.count > 1 || words.count == 1 || name == article.title
                if isWhole, !stems.isEmpty { named[stems, default: []].append(number) }
            }
        }
        (self.named, self.titled, self.spelt) = (named, titled, spelt)
    }

    /// The articles that a query names, those first of which it has every word.
    func articles(named query: ReadQuery) -> [Int] {
        let telling = query.telling.map { query.words[$0].stem }
        return (titled[query.stems] ?? []) + (spelt[query.stems] ?? []) + (named[telling] ?? [])
    }
}
