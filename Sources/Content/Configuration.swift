/// What an edition says of itself in `edition.yaml`: who publishes it, for whom, under which rule.
package struct Configuration: Hashable, Sendable {
    /// The site's name, for each language.
    package var title: [Language: String]
    package var strapline: [Language: String]
    package var publisher: Party
    /// Who pays, in words, for each language.
    package var funder: [Language: String]
    /// Who answers for personal data. Nil until the operator names somebody; e-mail stays off.
    package var controller: String?
    package var contact: Contact
    /// An identifier of the IANA time zone database: a date is a day there.
    package var timeZone: String
    /// The first language is the one an unknown reader gets.
    package var languages: [Language]
    package var markets: [Market]
    package var topics: [Topic]
    /// Items in the main menu.
    package var menu: [ItemID]
    /// Whether search engines may list pages that nobody has approved.
    package var indexesUnreviewed: Bool
    /// Words and phrases that mean the same to whoever searches, for each language. Nobody is shown them.
    package var synonyms: [Language: [[String]]]
    /// The text it was read from.
    package var source: String

    package init(
        title: [Language: String], strapline: [Language: String], publisher: Party,
        funder: [Language: String], controller: String?, contact: Contact, timeZone: String,
        languages: [Language], markets: [Market], topics: [Topic], menu: [ItemID],
        indexesUnreviewed: Bool, synonyms: [Language: [[String]]] = [:], source: String
    ) {
        self.title = title
        self.strapline = strapline
        self.publisher = publisher
        self.funder = funder
        self.controller = controller
        self.contact = contact
        self.timeZone = timeZone
        self.languages = languages
        self.markets = markets
        self.topics = topics
        self.menu = menu
        self.indexesUnreviewed = indexesUnreviewed
        self.synonyms = synonyms
        self.source = source
    }

    package struct Party: Hashable, Sendable {
        package var name: String
        package var url: String?

        package init(name: String, url: String?) { (self.name, self.url) = (name, url) }
    }

    package struct Contact: Hashable, Sendable {
        /// Where a reader reports a mistake; nil until the operator names it.
        package var mistakes: String?
        /// Where a security researcher writes; nil until the operator names it.
        package var security: String?

        package init(mistakes: String?, security: String?) {
            (self.mistakes, self.security) = (mistakes, security)
        }
    }

    package struct Topic: Hashable, Sendable {
        package var id: TopicID
        package var name: [Language: String]

        package init(id: TopicID, name: [Language: String]) { (self.id, self.name) = (id, name) }
    }

    package func market(_ id: MarketID) -> Market? { markets.first { $0.id == id } }

    /// Every market in each of its languages, in the order of the file.
    package var audiences: [Audience] {
        markets.flatMap { market in market.languages.map { Audience(market.id, $0) } }
    }

    package var digest: Digest { Digest(of: source) }
}

/// A named audience: countries in or out, languages, and how the rule is kept.
package struct Market: Hashable, Sendable {
    package var id: MarketID
    package var name: [Language: String]
    /// Whom it is written for, as a phrase that completes "Written for": each language.
    package var audience: [Language: String]
    package var countries: Countries
    package var rule: Rule
    package var unreviewed: Unreviewed
    package var languages: [Language]
    package var emergencyNumber: String
    /// Whom to ask who is not sure whether it is an emergency, as plain text, for each language;
    /// empty where there is nobody to name.
    package var ifUnsure: [Language: String]
    /// How to report a side effect, as plain text, for each language.
    package var sideEffects: [Language: String]

    package init(
        id: MarketID, name: [Language: String], audience: [Language: String],
        countries: Countries, rule: Rule, unreviewed: Unreviewed, languages: [Language],
        emergencyNumber: String, ifUnsure: [Language: String] = [:],
        sideEffects: [Language: String]
    ) {
        self.id = id
        self.name = name
        self.audience = audience
        self.countries = countries
        self.rule = rule
        self.unreviewed = unreviewed
        self.languages = languages
        self.emergencyNumber = emergencyNumber
        self.ifUnsure = ifUnsure
        self.sideEffects = sideEffects
    }

    /// What an edition can give each market otherwise, as `edition.yaml` calls it.
    package static let settings = [
        "countries", "rule", "unreviewed", "languages", "emergency", "audience", "if-unsure",
        "side-effects",
    ]

    /// Whether its number is that of all its countries. A market that only leaves some out has
    /// readers whose number is another.
    package var emergencyNumberHolds: Bool {
        if case .only = countries { true } else { false }
    }

    /// ISO 3166-1 alpha-2 codes, in upper case.
    package enum Countries: Hashable, Sendable {
        case everywhere
        case only(Set<String>)
        case allBut(Set<String>)

        package func contains(_ country: String) -> Bool {
            switch self {
            case .everywhere: true
            case .only(let countries): countries.contains(country)
            case .allBut(let countries): !countries.contains(country)
            }
        }
    }

    /// How the rule about countries is kept, from the weakest to the strongest.
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        /// A notice on every page.
        case stated
        /// The page of choices asks where the reader lives.
        case asked
        /// Readers known to be elsewhere get 451.
        case enforced
    }

    /// What happens to articles that nobody has approved.
    package enum Unreviewed: String, Hashable, Sendable, CaseIterable {
        case showWithNotice = "show-with-notice"
        case withhold
    }
}
