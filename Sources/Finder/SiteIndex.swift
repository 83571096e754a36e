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
    let titles: Titles
    let reader: QueryReader

    struct Place: Hashable, Sendable {
        var item: ItemID
        var article: Digest
        /// Nil for what an article says of itself: its title, names and summary.
        var section: Int?
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
        var places: [Place] = []
        for findable in articles {
            let rows = writer.rows(of: findable.article, findables[0].phrases)
            let numbered = zip(rows, places.count...).map { row, number in
                FullText.Row(number: Int64(number), texts: row.texts)
            }
            try texts.add(numbered)
            places += rows.map {
                Place(item: findable.item, article: findable.digest, section: $0.section)
            }
        }
        try texts.finish()
        self.places = places
        titles = Titles(articles.map(\.article), lexer)
        reader = QueryReader(
            language, concepts, Vocabulary(writer.uses, stems: writer.stems), rowCount: places.count
        )
    }

    /// A new one: it is for one thread alone.
    func lexer() -> Lexer { Lexer(reader.language) }

    /// Each article once, though several audiences may be shown it.
    private static func distinct(_ findables: [Findables]) -> [Findable] {
        var known: Set<Digest> = []
        return findables.flatMap { findables in
            (0..<findables.count).map { findables[$0] }
        }.filter { known.insert($0.digest).inserted }
    }

    /// Of each item that is shown, its best part: the best item first.
    func hits(_ query: ReadQuery, among findables: Findables) throws -> [Hit] {
        guard let match = try reader.match(query, counts: texts.counts) else { return [] }
        var best: [ItemID: Int] = [:]
        var hits: [Hit] = []
        for found in try texts.matches(match) {
            let place = places[Int(found.row)]
            if let index = best[place.item] {
                hits[index].add(found.score, in: place.section)
            } else if let findable = findables.findable(place.item, place.article) {
                best[place.item] = hits.count
                hits.append(Hit(findable, found.score, in: place.section))
            }
        }
        for index in hits.indices { hits[index].weigh(query) }
        return hits.sorted { ($1.score, $0.item) < ($0.score, $1.item) }
    }
}

/// An item that a query found.
struct Hit: Sendable {
    let findable: Findable
    private(set) var score: Double
    /// The part that fits best; nil where the item as a whole does.
    private(set) var section: Int?
    private var others = 0.0

    var item: ItemID { findable.item }

    init(_ findable: Findable, _ score: Double, in section: Int?) {
        (self.findable, self.score, self.section) = (findable, score, section)
    }

    /// Takes in another part, which fits less than the best.
    mutating func add(_ score: Double, in section: Int?) {
        others = max(others, score)
        if self.section == nil { self.section = section }
    }

    mutating func weigh(_ query: ReadQuery) {
        score = (score + Ranking.othersShare * others) * Ranking.weight(of: findable.article, query)
    }
}
