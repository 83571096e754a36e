package import Content
internal import Foundation

/// An article as the bytes that are kept: JSON in UTF-8, its keys sorted, in the schema it names.
/// Bytes of an older schema are read by the decoder kept for it, for ever.
package enum ArticleCodec {
    /// Why kept bytes are not an article.
    package enum Refusal: Error, Hashable, Sendable {
        case notAnArticle(detail: String)
        /// A newer program wrote it.
        case unknownSchema(Int)
    }

    package static func encode(_ article: Article) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(ArticleRecord(article)))
        } catch {
            preconditionFailure("strings and integers always encode: \(error)")
        }
    }

    package static func decode(_ bytes: [UInt8]) throws(Refusal) -> Article {
        let record: ArticleRecord
        do {
            record = try JSONDecoder().decode(ArticleRecord.self, from: Data(bytes))
        } catch {
            throw .notAnArticle(detail: "\(error)")
        }
        guard record.schema == ArticleRecord.schema else { throw .unknownSchema(record.schema) }
        guard let article = record.article else {
            throw .notAnArticle(detail: "a field holds a value that no article has")
        }
        return article
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
    var order: Int?
    var medicine: Bool?
    var topics: [String]
    var reviewed: String
    var nextReview: String
    var change: String
    var standing: String?
    var notice: String?
    var cells: [CellRecord]?
    var questions: [String]?
    var body: String
    var notes: String
    var contents: [HeadingRecord]?
    var study: StudyRecord?
    var saidAs: String?
    var explains: [String]?
    var text: String

    struct CellRecord: Codable {
        var row: String
        var html: String
    }

    struct HeadingRecord: Codable {
        var level: Int
        var anchor: String
        var title: String
    }

    struct StudyRecord: Codable {
        var name: String
        var year: Int?
        var design: String
        var people: Int?
        var treatments: [String]
        var registered: String?
    }
}

extension ArticleRecord {
    init(_ article: Article) {
        schema = Self.schema
        item = article.item.path
        kind = article.kind.rawValue
        language = article.language.tag
        title = article.title
        summary = article.summary
        otherNames = article.otherNames.nonEmpty
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
        cells = article.cells.map { CellRecord(row: $0.row.rawValue, html: $0.html) }.nonEmpty
        questions = article.questions.nonEmpty
        body = article.body
        notes = article.notes
        contents =
            article.contents.map {
                HeadingRecord(level: $0.level, anchor: $0.anchor, title: $0.title)
            }.nonEmpty
        study = article.study.map {
            StudyRecord(
                name: $0.name, year: $0.year, design: $0.design, people: $0.people,
                treatments: $0.treatments, registered: $0.registered)
        }
        saidAs = article.saidAs
        explains = article.explains.nonEmpty
        text = article.plainText
    }

    var article: Article? {
        guard let item = ItemID(item), let kind = ItemKind(rawValue: kind),
            let language = Language(language), let reviewed = Day(reviewed),
            let nextReview = Day(nextReview)
        else { return nil }
        let cells = (cells ?? []).compactMap { cell in
            Treatment.Row(rawValue: cell.row).map { Article.Cell(row: $0, html: cell.html) }
        }
        guard cells.count == self.cells?.count ?? 0 else { return nil }
        return Article(
            item: item, kind: kind, language: language, title: title, summary: summary,
            otherNames: otherNames ?? [], order: order, discussesMedicine: medicine ?? false,
            topics: topics.compactMap { TopicID($0) }, reviewed: reviewed, nextReview: nextReview,
            change: change == "minor" ? .minor : .said(change), standing: articleStanding,
            cells: cells, questions: questions ?? [], body: body, notes: notes,
            contents: (contents ?? []).map {
                Article.Heading(level: $0.level, anchor: $0.anchor, title: $0.title)
            },
            study: study.map {
                Article.StudyFacts(
                    name: $0.name, year: $0.year, design: $0.design, people: $0.people,
                    treatments: $0.treatments, registered: $0.registered)
            },
            saidAs: saidAs, explains: explains ?? [], plainText: text)
    }

    private var articleStanding: Article.Standing? {
        switch standing {
        case "licensed": .licensed
        case "practice": .practice
        case "investigational": .investigational(notice: notice ?? "")
        default: nil
        }
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
