internal import Content
internal import Press
internal import Rendering
internal import Synchronization

/// An index of what a site's audiences of one language can find, frozen like the site. It knows no
/// market: whoever searches is shown only what is among their own findables.
final class SiteIndex: Sendable {
    /// What it was made of, by which a later site is known to be the same.
    let made: [Findables]
    private let texts: FullText
    /// Where each row's text stands: rows are numbered from 0.
    private let places: [Place]
    /// The articles, in no order but their own.
    private let articles: [Indexed]
    /// Which articles an audience is shown; of the audiences that searched last.
    private let shown = Mutex<[Shown]>([])
    let numbering: Numbering
    private let lexer: Mutex<Lexer>
    let titles: Titles
    let reader: QueryReader

    private struct Indexed {
        var item: ItemID
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
    init(_ findables: [Findables], _ language: Language) throws {
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
                Indexed(item: findable.item, digest: findable.digest, whole: places.count))
            places += rows.map { Place(article: indexed.count - 1, part: $0.part) }
        }
        try texts.finish()
        (self.places, self.articles) = (places, indexed)
        numbering = writer.numbering
        self.lexer = Mutex(Lexer(language))
        titles = Titles(articles.map(\.article), lexer)
        reader = QueryReader(
            language, concepts, Vocabulary(writer.uses, stems: writer.stems), rowCount: places.count
        )
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

    // MARK: Hits

    /// How much an item's second part adds to its best.
    private static let othersShare = 0.2

    /// Of each item that is shown, its best part: the best item first.
    func hits(_ query: ReadQuery, among findables: Findables) throws -> [Hit] {
        guard let match = try reader.match(query, counts: texts.counts) else { return [] }
        let numbers = numbers(among: findables)
        var found: [Found?] = Array(repeating: nil, count: articles.count)
        for match in try texts.matches(match) {
            let (row, article) = (Int(match.row), places[Int(match.row)].article)
            guard numbers[article] != nil else { continue }
            found[article, default: Found()].add(match.score, row, whole: articles[article].whole)
        }
        var hits: [Hit] = []
        for (article, best) in found.enumerated() {
            guard let best, let number = numbers[article] else { continue }
            let score = best.score + SiteIndex.othersShare * best.second
            hits.append(Hit(number: number, row: best.row, score: score))
        }
        return hits.sorted { ($1.score, $0.number) < ($0.score, $1.number) }
    }

    /// The best rows of an article.
    fileprivate struct Found {
        var score = -Double.infinity
        var second = 0.0
        var row = 0

        /// Where an article is found for what it says of itself, and a part fits too, the part is led to.
        mutating func add(_ score: Double, _ row: Int, whole: Int) {
            if score > self.score {
                second = max(0, self.score)
                let keepsPart = row == whole && self.score > 0
                (self.score, self.row) = (score, keepsPart ? self.row : row)
            } else {
                if score > second, self.row == whole { self.row = row }
                second = max(second, score)
            }
        }
    }

    private func numbers(among findables: Findables) -> [Int?] {
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

/// An item that a query found.
struct Hit: Sendable {
    /// Its place among the findables.
    var number: Int
    /// Of the part that fits best.
    var row: Int
    var score: Double
}

extension [SiteIndex.Found?] {
    fileprivate subscript(index: Int, default value: @autoclosure () -> SiteIndex.Found)
        -> SiteIndex.Found
    {
        get { self[index] ?? value() }
        set { self[index] = newValue }
    }
}
