internal import Content
internal import Press
internal import Rendering
internal import Synchronization

/// An index of what a site's audiences of one language can find, frozen like the site. It knows no
/// market: whoever searches is shown only what is among their own findables.
final class SiteIndex: Sendable {
    /// What it was made of, by which a later site is known to be the same.
    let made: [Findables]
    let texts: FullText
    let postings: Postings
    /// Where each row's text stands: rows are numbered from 0.
    let places: [Place]
    /// The articles, in no order but their own.
    let articles: [Indexed]
    /// Which articles an audience is shown; of the audiences that searched last.
    private let shown = Mutex<[Shown]>([])
    let numbering: Numbering
    private let lexer: Mutex<Lexer>
    let titles: Titles
    let names: ExactNames
    let reader: QueryReader

    struct Indexed {
        var item: ItemID
        var kind: ItemKind
        var digest: Digest
        /// The row of what it says of itself: its title, names and summary.
        var whole: Int
    }

    private struct Shown {
        var findables: Findables
        /// For each article what it is among the findables; nil where it is not shown.
        var numbers: [Int?]
    }

    struct Place: Hashable, Sendable {
        /// Which article it is of, counted from 0.
        var article: Int
        var part: Part
    }

    /// A part of an article in plain words. They are kept, since taking them out of the article's HTML at
    /// each search would take longer than searching.
    struct Part: Hashable, Sendable {
        var anchor: String?
        /// Empty for what an article says of itself.
        var heading: String
        var text: KnownText
    }

    /// How much more a word counts in each column than in the text.
    static let columns = [
        FullText.Column(name: "title", weight: 6), FullText.Column(name: "names", weight: 5),
        FullText.Column(name: "lead", weight: 3), FullText.Column(name: "text", weight: 1),
    ]

    /// - Parameter findables: of each audience that speaks the language.
    init(_ findables: [Findables], _ language: Language, _ commonWords: CommonWords) throws {
        made = findables
        let articles = SiteIndex.distinct(findables)
        let lexer = Lexer(language)
        let concepts = Concepts(
            articles.map(\.article).filter { $0.kind == .term }, findables[0].synonyms, lexer)
        var writer = RowWriter(lexer, concepts)
        texts = try FullText(columns: SiteIndex.columns)
        var (places, indexed): ([Place], [Indexed]) = ([], [])
        for findable in articles {
            let rows = writer.rows(of: findable.article, findables[0].phrases)
            try texts.add(
                zip(rows, places.count...).map { row, number in
                    FullText.Row(number: Int64(number), texts: row.texts)
                })
            indexed.append(
                Indexed(
                    item: findable.item, kind: findable.article.kind, digest: findable.digest,
                    whole: places.count))
            places += rows.map { Place(article: indexed.count - 1, part: $0.part) }
        }
        try texts.finish()
        (self.places, self.articles) = (places, indexed)
        numbering = writer.numbering
        postings = Postings(writer.counts, tokenCount: writer.numbering.numbers.count)
        self.lexer = Mutex(Lexer(language))
        titles = Titles(articles.map(\.article), lexer)
        names = ExactNames(articles.map(\.article), lexer)
        reader = QueryReader(
            language, concepts, Vocabulary(writer.uses, stems: writer.stems),
            commonWords, rowCount: places.count)
    }

    /// Lends the lexer, which remembers the words it met, to one at a time.
    func withLexer<Value>(_ work: (Lexer) throws -> sending Value) rethrows -> sending Value {
        try lexer.withLock { try work($0) }
    }

    /// Each article once, though several audiences may be shown it.
    private static func distinct(_ findables: [Findables]) -> [Findable] {
        var known: Set<Digest> = []
        return findables.flatMap { findables in
            (0..<findables.count).map { findables[$0] }
        }.filter { known.insert($0.digest).inserted }
    }

    func part(_ row: Int) -> Part { places[row].part }

    /// What the article of a row says of itself.
    func summary(_ row: Int) -> Part { places[articles[places[row].article].whole].part }

    // MARK: What is shown

    /// What each article is among the findables; nil where it is not shown.
    func numbers(among findables: Findables) -> [Int?] {
        shown.withLock { shown in
            if let known = shown.first(where: { $0.findables === findables }) {
                return known.numbers
            }
            let numbers = articles.map { findables.number(of: $0.item, $0.digest) }
            shown.append(Shown(findables: findables, numbers: numbers))
            if shown.count > SiteIndex.mostShown { shown.removeFirst() }
            return numbers
        }
    }

    private static let mostShown = 8
}
