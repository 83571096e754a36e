package import Content
package import Foundation

// The small cast that every test meets.

extension MarketID {
    package static let int = MarketID("int")!
    package static let gb = MarketID("gb")!
}

extension Language {
    package static let dutch = Language("nl")!
}

extension Audience {
    package static let int = Audience(.int, .english)
    package static let gb = Audience(.gb, .english)
    package static let intDutch = Audience(.int, .dutch)
}

extension ItemID {
    package static let prrt = ItemID("treatments/prrt")!
    package static let surgery = ItemID("treatments/surgery")!
    package static let trust = ItemID("trust")!
    package static let grade = ItemID("about/grade")!
}

extension PersonName {
    /// Who writes.
    package static let ada = PersonName("Ada Example")!
    /// Who approves.
    package static let bea = PersonName("Bea Example")!
}

extension Instant {
    /// Noon in UTC on a day such as `2026-11-24`.
    package static func noon(_ day: String) -> Instant {
        Instant(rfc3339: "\(day)T12:00:00Z")!
    }

    /// Midnight in Brussels at the start of a day.
    package static func start(_ day: String) -> Instant {
        Day(day)!.start(in: .brussels)
    }
}

extension TimeZone {
    package static let brussels = TimeZone(identifier: "Europe/Brussels")!
}

extension Market {
    /// The market that the shipped edition has: everyone but readers in Great Britain.
    package static func int(
        _ unreviewed: Unreviewed = .showWithNotice, rule: Rule = .stated,
        out: Set<String> = ["GB"], languages: [Language] = [.english]
    ) -> Market {
        Market(
            id: .int, name: [.english: "International"],
            audience: [.english: "readers outside the United Kingdom"],
            countries: .allBut(out), rule: rule, unreviewed: unreviewed, languages: languages,
            emergencyNumber: "112", sideEffects: [.english: "Tell your doctor."])
    }

    package static func gb(
        _ unreviewed: Unreviewed = .showWithNotice, rule: Rule = .stated
    ) -> Market {
        Market(
            id: .gb, name: [.english: "United Kingdom"],
            audience: [.english: "readers in the United Kingdom"], countries: .only(["GB"]),
            rule: rule, unreviewed: unreviewed, languages: [.english], emergencyNumber: "999",
            sideEffects: [.english: "Use the Yellow Card."])
    }
}

extension Configuration {
    package static func of(
        _ markets: Market..., indexesUnreviewed: Bool = false, security: String? = nil,
        name: String = "NETs"
    ) -> Configuration {
        of(markets, indexesUnreviewed: indexesUnreviewed, security: security, name: name)
    }

    package static func of(
        _ markets: [Market], indexesUnreviewed: Bool = false, security: String? = nil,
        name: String = "NETs"
    ) -> Configuration {
        Configuration(
            title: [.english: name], strapline: [:], publisher: Party(name: "Example", url: nil),
            funder: [.english: "Nobody pays."], controller: nil,
            contact: Contact(mistakes: nil, security: security), timeZone: "Europe/Brussels",
            languages: [.english], markets: markets,
            topics: [Topic(id: TopicID("prrt")!, name: [.english: "PRRT"])],
            menu: [ItemID("treatments")!],
            indexesUnreviewed: indexesUnreviewed,
            source: "\(name) \(indexesUnreviewed) \(security ?? "") \(markets)")
    }
}

extension Article {
    /// An article whose words are its own, so that a test can find them in a page.
    package static func of(
        _ item: ItemID, _ words: String, language: Language = .english,
        nextReview: String = "2030-01-01", topics: [String] = ["prrt"]
    ) -> Article {
        let kinds: [String?: ItemKind] = [
            "treatments": .treatment, "questions": .question, "glossary": .term,
        ]
        let kind = kinds[item.parent?.path] ?? .page
        let isTreatment = kind == .treatment
        return Article(
            item: item, kind: kind, language: language,
            title: "Title \(words)", summary: "Summary \(words)",
            topics: topics.map { TopicID($0)! },
            reviewed: Day("2026-01-01")!, nextReview: Day(nextReview)!,
            change: .said("First version."), standing: isTreatment ? .practice : nil,
            cells: isTreatment
                ? Treatment.Row.allCases.map { Cell(row: $0, html: "<p>Cell \(words)</p>") } : [],
            body: "<p>Body \(words)</p>",
            explains: item.parent?.path == "about" ? ["ki-67"] : [])
    }
}

extension Article {
    /// The words it was cast with.
    package var castWords: String {
        String(body.dropFirst("<p>Body ".count).dropLast("</p>".count))
    }
}
