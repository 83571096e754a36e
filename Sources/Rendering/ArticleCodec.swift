package import Content
internal import Foundation

/// An article as the bytes that are kept: a line of JSON, its keys sorted, in the schema it names;
/// then the longer texts one after another in UTF-8, each as long as the line says. So texts stand
/// as they are printed, and reading one takes no unescaping. Bytes of an older schema are read by
/// the decoder kept for it, for ever.
package enum ArticleCodec {
    /// Why kept bytes are not an article.
    package enum Refusal: Error, Hashable, Sendable {
        case notAnArticle(detail: String)
        /// A newer program wrote it.
        case unknownSchema(Int)
    }

    /// - Parameter plainText: all of it in words, without markup. Pages do not show it; it is kept to
    ///   be compared and searched, and read apart.
    package static func encode(_ article: Article, plainText: String) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            var bytes = [UInt8](try encoder.encode(ArticleRecord(article, plainText)))
            bytes.append(UInt8(ascii: "\n"))
            for text in article.texts(plainText) { bytes += text.utf8 }
            return bytes
        } catch {
            preconditionFailure("strings and integers always encode: \(error)")
        }
    }

    package static func decode(_ bytes: [UInt8]) throws(Refusal) -> Article {
        let (record, texts) = try open(bytes)
        let strings = try texts.dropFirst().map { bytes throws(Refusal) in try string(bytes) }
        guard let article = record.article(strings) else {
            throw .notAnArticle(detail: "a field holds a value that no article has")
        }
        return article
    }

    /// All of the article in words, without markup.
    package static func plainText(_ bytes: [UInt8]) throws(Refusal) -> String {
        try string(try open(bytes).texts[0])
    }

    private static func open(
        _ bytes: [UInt8]
    ) throws(Refusal) -> (record: ArticleRecord, texts: [ArraySlice<UInt8>]) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            throw .notAnArticle(detail: "it has no first line")
        }
        let record: ArticleRecord
        do {
            record = try JSONDecoder().decode(ArticleRecord.self, from: Data(bytes[..<end]))
        } catch {
            throw .notAnArticle(detail: "\(error)")
        }
        guard record.schema == ArticleRecord.schema else { throw .unknownSchema(record.schema) }
        guard let texts = bytes[(end + 1)...].cut(record.lengths), texts.count >= 3 else {
            throw .notAnArticle(detail: "its texts are not as long as it says")
        }
        return (record, texts)
    }

    private static func string(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notAnArticle(detail: "it is not UTF-8")
        }
        return text
    }
}

extension ArraySlice {
    /// Pieces of these lengths that make up the whole; nil when they do not.
    fileprivate func cut(_ lengths: [Int]) -> [ArraySlice]? {
        var (rest, pieces) = (self, [ArraySlice]())
        for length in lengths {
            guard length >= 0, length <= rest.count else { return nil }
            pieces.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? pieces : nil
    }
}

extension Article {
    /// The texts that stand after the line, in their order.
    fileprivate func texts(_ plainText: String) -> [String] {
        [plainText, body, notes] + cells.map(\.html)
    }
}

/// Schema 1. Fields are only ever added, as optionals; what means something else gets a new schema.
private struct ArticleRecord: Codable {
    static let schema = 1

    var schema: Int
    var item: String
    var kind: String
    var language: String
    var title: String
    var summary: String
    var otherNames: [String]?
    var searchedAs: [String]?
    var order: Int?
    var medicine: Bool?
    var topics: [String]
    var reviewed: String
    var nextReview: String
    var change: String
    var standing: String?
    var notice: String?
    /// The rows of the last texts.
    var rows: [String]?
    var questions: [String]?
    var contents: [HeadingRecord]?
    var study: StudyRecord?
    var saidAs: String?
    var explains: [String]?
    var place: PlaceRecord?
    var measures: MeasuresRecord?
    /// In bytes, of all of it in words, the body, the notes, and the cell of each row.
    var lengths: [Int]

    struct HeadingRecord: Codable {
        var level: Int
        var anchor: String
        var title: String
    }

    struct PlaceRecord: Codable {
        var country: String?
        var towns: [TownRecord]
        var offers: [String]?
        var said: SaidRecord?
    }

    struct SaidRecord: Codable {
        var offers: [OfferRecord]?
        var unknown: [String]?
        var languages: String?
        var dated: String
        var site: String?
    }

    struct OfferRecord: Codable {
        var service: String?
        var words: String
    }

    struct TownRecord: Codable {
        var name: String
        var latitude: Double?
        var longitude: Double?
    }

    struct MeasuresRecord: Codable {
        var ease: Int?
        var understandable: Int?
        var actionable: Int?
        /// Absent in articles that were printed before there were any.
        var checks: [CheckRecord]?
    }

    struct CheckRecord: Codable {
        var name: String
        var met: Int
        var of: Int
        var open: Int
    }

    struct StudyRecord: Codable {
        var name: String
        var year: Int?
        var design: String
        var people: Int?
        var treatments: [String]
        var tumours: [String]?
        var registered: String?
    }
}

extension ArticleRecord {
    init(_ article: Article, _ plainText: String) {
        schema = Self.schema
        item = article.item.path
        kind = article.kind.rawValue
        language = article.language.tag
        title = article.title
        summary = article.summary
        otherNames = article.otherNames.nonEmpty
        searchedAs = article.searchedAs.nonEmpty
        order = article.order
        medicine = article.discussesMedicine ? true : nil
        topics = article.topics.map(\.name)
        reviewed = article.reviewed.description
        nextReview = article.nextReview.description
        change = article.change.text
        switch article.standing {
        case nil: break
        case .licensed: standing = "licensed"
        case .practice: standing = "practice"
        case .investigational(let text): (standing, notice) = ("investigational", text)
        }
        rows = article.cells.map(\.row.rawValue).nonEmpty
        questions = article.questions.nonEmpty
        contents =
            article.contents.map {
                HeadingRecord(level: $0.level, anchor: $0.anchor, title: $0.title)
            }.nonEmpty
        study = article.study.map {
            StudyRecord(
                name: $0.name, year: $0.year, design: $0.design, people: $0.people,
                treatments: $0.treatments, tumours: $0.tumours.nonEmpty, registered: $0.registered)
        }
        saidAs = article.saidAs
        explains = article.explains.nonEmpty
        place = article.place.map {
            PlaceRecord(
                country: $0.country?.code,
                towns: $0.towns.map {
                    TownRecord(
                        name: $0.name, latitude: $0.position?.latitude,
                        longitude: $0.position?.longitude)
                }, offers: $0.offers.nonEmpty, said: $0.said.map(SaidRecord.init))
        }
        measures = article.measures.map {
            MeasuresRecord(
                ease: $0.ease, understandable: $0.understandable, actionable: $0.actionable,
                checks: $0.checks.map {
                    CheckRecord(name: $0.name, met: $0.met, of: $0.of, open: $0.open)
                }.nonEmpty)
        }
        lengths = article.texts(plainText).map(\.utf8.count)
    }

    /// - Parameter texts: the body, the notes, the cells.
    func article(_ texts: [String]) -> Article? {
        let rows = (rows ?? []).compactMap(Treatment.Row.init)
        let topics = topics.compactMap { TopicID($0) }
        guard rows.count == self.rows?.count ?? 0, texts.count == rows.count + 2,
            topics.count == self.topics.count, hasStanding,
            let item = ItemID(item), let kind = ItemKind(rawValue: kind),
            let language = Language(language), let reviewed = Day(reviewed),
            let nextReview = Day(nextReview)
        else { return nil }
        let cells = zip(rows, texts[2...]).map { Article.Cell(row: $0, html: $1) }
        return Article(
            item: item, kind: kind, language: language, title: title, summary: summary,
            otherNames: otherNames ?? [], searchedAs: searchedAs ?? [], order: order,
            discussesMedicine: medicine ?? false,
            topics: topics, reviewed: reviewed, nextReview: nextReview,
            change: change == "minor" ? .minor : .said(change), standing: articleStanding,
            cells: cells, questions: questions ?? [], body: texts[0], notes: texts[1],
            contents: (contents ?? []).map {
                Article.Heading(level: $0.level, anchor: $0.anchor, title: $0.title)
            },
            study: study.map {
                Article.StudyFacts(
                    name: $0.name, year: $0.year, design: $0.design, people: $0.people,
                    treatments: $0.treatments, registered: $0.registered,
                    tumours: $0.tumours ?? [])
            },
            saidAs: saidAs, explains: explains ?? [],
            place: place.map { $0.place },
            measures: measures.map {
                Measures(
                    ease: $0.ease, understandable: $0.understandable, actionable: $0.actionable,
                    checks: ($0.checks ?? []).map {
                        Measures.Check(name: $0.name, met: $0.met, of: $0.of, open: $0.open)
                    })
            })
    }

    /// An investigational article without its notice is no article.
    private var hasStanding: Bool {
        standing == nil || articleStanding != nil
    }

    private var articleStanding: Article.Standing? {
        switch standing {
        case "licensed": .licensed
        case "practice": .practice
        case "investigational":
            notice.flatMap { $0.isEmpty ? nil : .investigational(notice: $0) }
        default: nil
        }
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}

extension ArticleRecord.PlaceRecord {
    fileprivate var place: Article.Place {
        Article.Place(
            country: country.flatMap(Country.init), towns: towns.map(\.town), offers: offers ?? [],
            said: said?.said)
    }
}

extension ArticleRecord.SaidRecord {
    fileprivate init(_ said: Article.Place.Said) {
        offers =
            said.offers.map {
                ArticleRecord.OfferRecord(service: $0.service, words: $0.words)
            }.nonEmpty
        unknown = said.unknown.nonEmpty
        (languages, dated, site) = (said.languages, said.dated, said.site)
    }

    fileprivate var said: Article.Place.Said {
        Article.Place.Said(
            offers: (offers ?? []).map {
                Article.Place.Offer(service: $0.service, words: $0.words)
            },
            unknown: unknown ?? [], languages: languages, dated: dated, site: site)
    }
}

extension ArticleRecord.TownRecord {
    fileprivate var town: DirectoryEntry.Town {
        let position = latitude.flatMap { latitude in
            longitude.flatMap { DirectoryEntry.Position(latitude: latitude, longitude: $0) }
        }
        return DirectoryEntry.Town(name: name, position: position)
    }
}
