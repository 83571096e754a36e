internal import Content

/// A configuration as a fact keeps it. Fields are only ever added, as optionals.
struct ConfigurationRecord: Codable {
    var title: [String: String]
    var strapline: [String: String]
    var publisher: String
    var publisherURL: String?
    var funder: [String: String]
    var controller: String?
    var mistakes: String?
    var security: String?
    var timeZone: String
    var languages: [String]
    var markets: [MarketRecord]
    var topics: [TopicRecord]
    var menu: [String]
    var indexesUnreviewed: Bool
    var synonyms: [String: [[String]]]?
    var source: String

    struct TopicRecord: Codable {
        var id: String
        var name: [String: String]
    }

    struct MarketRecord: Codable {
        var id: String
        var name: [String: String]
        var audience: [String: String]
        /// Absent for everywhere.
        var only: [String]?
        var allBut: [String]?
        var rule: String
        var unreviewed: String
        var languages: [String]
        var emergency: String
        var ifUnsure: [String: String]?
        var sideEffects: [String: String]
    }
}

extension ConfigurationRecord {
    init(_ configuration: Configuration) {
        title = configuration.title.byTag
        strapline = configuration.strapline.byTag
        publisher = configuration.publisher.name
        publisherURL = configuration.publisher.url
        funder = configuration.funder.byTag
        controller = configuration.controller
        mistakes = configuration.contact.mistakes
        security = configuration.contact.security
        timeZone = configuration.timeZone
        languages = configuration.languages.map(\.tag)
        markets = configuration.markets.map { MarketRecord($0) }
        topics = configuration.topics.map { TopicRecord(id: $0.id.name, name: $0.name.byTag) }
        menu = configuration.menu.map(\.path)
        indexesUnreviewed = configuration.indexesUnreviewed
        if !configuration.synonyms.isEmpty {
            synonyms = configuration.synonyms.reduce(into: [:]) { $0[$1.key.tag] = $1.value }
        }
        source = configuration.source
    }

    /// Nil when a field holds a value that no configuration has.
    var configuration: Configuration? {
        guard let languages = all(languages, Language.init), let menu = all(menu, ItemID.init),
            let markets = all(markets, \.market),
            let topics = all(
                topics,
                { record in
                    TopicID(record.id).map {
                        Configuration.Topic(id: $0, name: record.name.byLanguage)
                    }
                })
        else { return nil }
        return Configuration(
            title: title.byLanguage, strapline: strapline.byLanguage,
            publisher: Configuration.Party(name: publisher, url: publisherURL),
            funder: funder.byLanguage, controller: controller,
            contact: Configuration.Contact(mistakes: mistakes, security: security),
            timeZone: timeZone, languages: languages, markets: markets, topics: topics, menu: menu,
            indexesUnreviewed: indexesUnreviewed,
            synonyms: (synonyms ?? [:]).reduce(into: [:]) { groups, entry in
                if let language = Language(entry.key) { groups[language] = entry.value }
            },
            source: source)
    }
}

extension ConfigurationRecord.MarketRecord {
    init(_ market: Market) {
        id = market.id.name
        name = market.name.byTag
        audience = market.audience.byTag
        switch market.countries {
        case .everywhere: break
        case .only(let countries): only = countries.sorted()
        case .allBut(let countries): allBut = countries.sorted()
        }
        rule = market.rule.rawValue
        unreviewed = market.unreviewed.rawValue
        languages = market.languages.map(\.tag)
        emergency = market.emergencyNumber
        ifUnsure = market.ifUnsure.isEmpty ? nil : market.ifUnsure.byTag
        sideEffects = market.sideEffects.byTag
    }

    var market: Market? {
        guard let id = MarketID(id), let rule = Market.Rule(rawValue: rule),
            let unreviewed = Market.Unreviewed(rawValue: unreviewed),
            let languages = all(languages, Language.init)
        else { return nil }
        let countries: Market.Countries =
            only.map { .only(Set($0)) } ?? allBut.map { .allBut(Set($0)) } ?? .everywhere
        return Market(
            id: id, name: name.byLanguage, audience: audience.byLanguage, countries: countries,
            rule: rule, unreviewed: unreviewed, languages: languages, emergencyNumber: emergency,
            ifUnsure: ifUnsure?.byLanguage ?? [:], sideEffects: sideEffects.byLanguage)
    }
}

/// Every element transformed; nil when one of them cannot be.
private func all<Element, Result>(
    _ elements: [Element], _ transform: (Element) -> Result?
) -> [Result]? {
    let results = elements.compactMap(transform)
    return results.count == elements.count ? results : nil
}

extension [Language: String] {
    fileprivate var byTag: [String: String] {
        Dictionary<String, String>(uniqueKeysWithValues: map { ($0.key.tag, $0.value) })
    }
}

extension [String: String] {
    fileprivate var byLanguage: [Language: String] {
        reduce(into: [:]) { texts, entry in
            if let language = Language(entry.key) { texts[language] = entry.value }
        }
    }
}
