/// An item printed, in one language, with the passages for other markets left out.
///
/// Its bytes are kept under their SHA-256 and never printed again, so that an upgrade of the
/// program changes frames only. It holds no market or address of its own: links to other items
/// begin with `~/`, which the frame replaces, so one approval can clear one article for several
/// markets.
package struct Article: Hashable, Sendable {
    package var item: ItemID
    package var kind: ItemKind
    package var language: Language
    package var title: String
    package var summary: String
    package var otherNames: [String]
    /// Words under which it is found, which are shown to nobody.
    package var searchedAs: [String]
    package var order: Int?
    package var discussesMedicine: Bool
    package var topics: [TopicID]
    package var reviewed: Day
    package var nextReview: Day
    package var change: Item.Change
    package var standing: Standing?
    /// The rows of a treatment, in their order.
    package var cells: [Cell]
    package var questions: [String]
    /// HTML of the text.
    package var body: String
    /// HTML of the numbered references, empty when there are none.
    package var notes: String
    /// The headings of `body`, for a table of contents.
    package var contents: [Heading]
    /// What a study says of itself in a few words.
    package var study: StudyFacts?
    /// How a term is said.
    package var saidAs: String?
    /// Glossary terms it explains, for their lists of where they are used.
    package var explains: [String]
    /// Of an entry of a directory: where it is, and what it offers.
    package var place: Place?
    /// How it reads; nil where nobody measured it.
    package var measures: Measures?

    package init(
        item: ItemID, kind: ItemKind, language: Language, title: String, summary: String,
        otherNames: [String] = [], searchedAs: [String] = [], order: Int? = nil,
        discussesMedicine: Bool = false,
        topics: [TopicID] = [], reviewed: Day, nextReview: Day, change: Item.Change,
        standing: Standing? = nil, cells: [Cell] = [], questions: [String] = [],
        body: String = "", notes: String = "", contents: [Heading] = [],
        study: StudyFacts? = nil, saidAs: String? = nil, explains: [String] = [],
        place: Place? = nil, measures: Measures? = nil
    ) {
        self.item = item
        self.kind = kind
        self.language = language
        self.title = title
        self.summary = summary
        self.otherNames = otherNames
        self.searchedAs = searchedAs
        self.order = order
        self.discussesMedicine = discussesMedicine
        self.topics = topics
        self.reviewed = reviewed
        self.nextReview = nextReview
        self.change = change
        self.standing = standing
        self.cells = cells
        self.questions = questions
        self.body = body
        self.notes = notes
        self.contents = contents
        self.study = study
        self.saidAs = saidAs
        self.explains = explains
        self.place = place
        self.measures = measures
    }

    package enum Standing: Hashable, Sendable {
        case licensed
        case practice
        /// The HTML of the notice, without which it cannot be built.
        case investigational(notice: String)
    }

    package struct Cell: Hashable, Sendable {
        package var row: Treatment.Row
        package var html: String

        package init(row: Treatment.Row, html: String) { (self.row, self.html) = (row, html) }
    }

    package struct Heading: Hashable, Sendable {
        package var level: Int
        package var anchor: String
        package var title: String

        package init(level: Int, anchor: String, title: String) {
            (self.level, self.anchor, self.title) = (level, anchor, title)
        }
    }

    package struct Place: Hashable, Sendable {
        /// Nil for one that is at home nowhere.
        package var country: Country?
        package var towns: [DirectoryEntry.Town]
        /// The services of its directory that a source tells of.
        package var offers: [String]
        /// Nil in articles that were printed before it was kept.
        package var said: Said?

        package init(
            country: Country?, towns: [DirectoryEntry.Town], offers: [String], said: Said? = nil
        ) {
            (self.country, self.towns, self.offers) = (country, towns, offers)
            self.said = said
        }

        /// What is said of an entry beside its name, wherever it is listed.
        package struct Said: Hashable, Sendable {
            /// What it offers, in words; of a service, under its name.
            package var offers: [Offer]
            /// What a reader should ask about.
            package var unknown: [String]
            package var languages: String?
            /// What it rests on, and how old that is.
            package var dated: String
            package var site: String?

            package init(
                offers: [Offer], unknown: [String], languages: String?, dated: String,
                site: String?
            ) {
                self.offers = offers
                self.unknown = unknown
                self.languages = languages
                self.dated = dated
                self.site = site
            }
        }

        package struct Offer: Hashable, Sendable {
            package var service: String?
            package var words: String

            package init(service: String?, words: String) {
                (self.service, self.words) = (service, words)
            }
        }
    }

    package struct StudyFacts: Hashable, Sendable {
        package var name: String
        package var year: Int?
        package var design: String
        package var people: Int?
        package var treatments: [String]
        /// Slugs of pages in `about`.
        package var tumours: [String]
        package var registered: String?

        package init(
            name: String, year: Int?, design: String, people: Int?, treatments: [String],
            registered: String?, tumours: [String] = []
        ) {
            self.tumours = tumours
            self.name = name
            self.year = year
            self.design = design
            self.people = people
            self.treatments = treatments
            self.registered = registered
        }
    }
}
