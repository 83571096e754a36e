internal import Content

/// An article's small fields as a line of JSON, in schema 1. A field that is empty or has its usual value is
/// left out.
extension Article {
    /// - Parameter lengths: in bytes, of all of it in words, the body, the notes, and the cell of each row.
    func json(lengths: [Int]) -> JSON {
        .object([
            "change": .text(change.text),
            "contents": contents.json(\.json),
            "explains": explains.json,
            "item": .text(item.path),
            "kind": .text(kind.rawValue),
            "language": .text(language.tag),
            "lengths": .list(lengths.map { .integer($0) }),
            "measures": measures?.json,
            "medicine": discussesMedicine ? .flag(true) : nil,
            "nextReview": .text(nextReview.description),
            "notice": standing?.notice.map { .text($0) },
            "order": order.map { .integer($0) },
            "otherNames": otherNames.json,
            "place": place?.json,
            "questions": questions.json,
            "reviewed": .text(reviewed.description),
            "rows": cells.map(\.row.rawValue).json,
            "saidAs": saidAs.map { .text($0) },
            "schema": .integer(ArticleCodec.schema),
            "searchedAs": searchedAs.json,
            "standing": standing.map { .text($0.name) },
            "study": study?.json,
            "summary": .text(summary),
            "title": .text(title),
            "topics": .texts(topics.map(\.name)),
        ])
    }

    /// - Parameter texts: the body, the notes, the cells.
    /// - Returns: nil where a field holds a value that no article has.
    init?(_ json: JSON, _ texts: [String]) throws(JSON.Refusal) {
        let rowNames: [String] = try json.optional("rows") ?? []
        let topicNames: [String] = try json.value("topics")
        let rows = rowNames.compactMap(Treatment.Row.init)
        let topics = topicNames.compactMap { TopicID($0) }
        guard rows.count == rowNames.count, texts.count == rows.count + 2,
            topics.count == topicNames.count, let item = ItemID(try json.value("item")),
            let kind = ItemKind(rawValue: try json.value("kind")),
            let language = Language(try json.value("language")),
            let reviewed = Day(try json.text("reviewed")),
            let nextReview = Day(try json.text("nextReview"))
        else { return nil }
        var standing: Standing?
        if let name: String = try json.optional("standing") {
            standing = Standing(name, notice: try json.optional("notice"))
            guard standing != nil else { return nil }
        }
        let change: String = try json.value("change")
        self.init(
            item: item, kind: kind, language: language, title: try json.value("title"),
            summary: try json.value("summary"), otherNames: try json.optional("otherNames") ?? [],
            searchedAs: try json.optional("searchedAs") ?? [], order: try json.optional("order"),
            discussesMedicine: try json.optional("medicine") ?? false, topics: topics,
            reviewed: reviewed, nextReview: nextReview,
            change: change == "minor" ? .minor : .said(change), standing: standing,
            cells: zip(rows, texts[2...]).map { Cell(row: $0, html: $1) },
            questions: try json.optional("questions") ?? [], body: texts[0], notes: texts[1],
            contents: try json.list("contents", Heading.init),
            study: try json.optional("study", StudyFacts.init),
            saidAs: try json.optional("saidAs"), explains: try json.optional("explains") ?? [],
            place: try json.optional("place", Place.init),
            measures: try json.optional("measures", Measures.init))
    }
}

extension Array {
    /// Nil for none.
    fileprivate func json(_ element: (Element) -> JSON) -> JSON? {
        isEmpty ? nil : .list(map(element))
    }
}

extension [String] {
    fileprivate var json: JSON? { json { .text($0) } }
}

extension Article.Standing {
    fileprivate var name: String {
        switch self {
        case .licensed: "licensed"
        case .practice: "practice"
        case .investigational: "investigational"
        }
    }

    fileprivate var notice: String? {
        if case .investigational(let notice) = self { notice } else { nil }
    }

    /// Nil for what is investigational and has no notice: that is no article.
    fileprivate init?(_ name: String, notice: String?) {
        switch name {
        case "licensed": self = .licensed
        case "practice": self = .practice
        case "investigational":
            guard let notice, !notice.isEmpty else { return nil }
            self = .investigational(notice: notice)
        default: return nil
        }
    }
}

extension Article.Heading {
    fileprivate var json: JSON {
        .object(["anchor": .text(anchor), "level": .integer(level), "title": .text(title)])
    }

    fileprivate init(_ json: JSON) throws(JSON.Refusal) {
        self.init(
            level: try json.value("level"), anchor: try json.value("anchor"),
            title: try json.value("title"))
    }
}

extension Article.StudyFacts {
    fileprivate var json: JSON {
        .object([
            "design": .text(design), "name": .text(name), "people": people.map { .integer($0) },
            "registered": registered.map { .text($0) }, "treatments": .texts(treatments),
            "tumours": tumours.json, "year": year.map { .integer($0) },
        ])
    }

    fileprivate init(_ json: JSON) throws(JSON.Refusal) {
        self.init(
            name: try json.value("name"), year: try json.optional("year"),
            design: try json.value("design"), people: try json.optional("people"),
            treatments: try json.value("treatments"), registered: try json.optional("registered"),
            tumours: try json.optional("tumours") ?? [])
    }
}

extension Measures {
    fileprivate var json: JSON {
        .object([
            "actionable": actionable.map { .integer($0) },
            "checks": checks.json { check in
                .object([
                    "met": .integer(check.met), "name": .text(check.name),
                    "of": .integer(check.of), "open": .integer(check.open),
                ])
            },
            "ease": ease.map { .integer($0) },
            "understandable": understandable.map { .integer($0) },
        ])
    }

    fileprivate init(_ json: JSON) throws(JSON.Refusal) {
        self.init(
            ease: try json.optional("ease"), understandable: try json.optional("understandable"),
            actionable: try json.optional("actionable"),
            // Absent in articles that were printed before there were any.
            checks: try json.list("checks") { check throws(JSON.Refusal) in
                Check(
                    name: try check.value("name"), met: try check.value("met"),
                    of: try check.value("of"), open: try check.value("open"))
            })
    }
}

extension Article.Place {
    fileprivate var json: JSON {
        .object([
            "country": country.map { .text($0.code) }, "offers": offers.json, "said": said?.json,
            "towns": .list(
                towns.map { town in
                    .object([
                        "latitude": (town.position?.latitude).map { .real($0) },
                        "longitude": (town.position?.longitude).map { .real($0) },
                        "name": .text(town.name),
                    ])
                }),
        ])
    }

    fileprivate init(_ json: JSON) throws(JSON.Refusal) {
        let country: String? = try json.optional("country")
        self.init(
            country: country.flatMap(Country.init),
            towns: try json.list("towns", DirectoryEntry.Town.init),
            offers: try json.optional("offers") ?? [],
            said: try json.optional("said", Said.init))
    }
}

extension DirectoryEntry.Town {
    fileprivate init(_ json: JSON) throws(JSON.Refusal) {
        let latitude: Double? = try json.optional("latitude")
        let longitude: Double? = try json.optional("longitude")
        var position: DirectoryEntry.Position?
        if let latitude, let longitude {
            position = DirectoryEntry.Position(latitude: latitude, longitude: longitude)
        }
        self.init(name: try json.value("name"), position: position)
    }
}

extension Article.Place.Said {
    fileprivate var json: JSON {
        .object([
            "dated": .text(dated), "languages": languages.map { .text($0) },
            "offers": offers.json { offer in
                .object(["service": offer.service.map { .text($0) }, "words": .text(offer.words)])
            },
            "site": site.map { .text($0) }, "unknown": unknown.json,
        ])
    }

    fileprivate init(_ json: JSON) throws(JSON.Refusal) {
        self.init(
            offers: try json.list("offers") { offer throws(JSON.Refusal) in
                Article.Place.Offer(
                    service: try offer.optional("service"), words: try offer.value("words"))
            },
            unknown: try json.optional("unknown") ?? [],
            languages: try json.optional("languages"), dated: try json.value("dated"),
            site: try json.optional("site"))
    }
}
