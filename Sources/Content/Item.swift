/// A thing with its own address and its own approval, in one language, as its author wrote it.
package struct Item: Hashable, Sendable {
    package let id: ItemID
    package let language: Language
    package let about: About
    package let matter: Matter
    /// Where it stands in the edition's folder, for findings.
    package let place: Place
    /// The very text it was read from, in UTF-8. With its parts it is what an editor compares and
    /// approves.
    package let source: [UInt8]

    package init(
        id: ItemID, language: Language, about: About, matter: Matter, place: Place, source: [UInt8]
    ) {
        self.id = id
        self.language = language
        self.about = about
        self.matter = matter
        self.place = place
        self.source = source
    }

    package init(
        id: ItemID, language: Language, about: About, matter: Matter, place: Place, source: String
    ) {
        self.init(
            id: id, language: language, about: about, matter: matter, place: place,
            source: Array(source.utf8))
    }

    /// What every item says of itself.
    package struct About: Hashable, Sendable {
        package var title: String
        package var summary: String
        /// When its writers last checked it against its sources.
        package var reviewed: Day
        /// From this day its page says that the check is overdue.
        package var nextReview: Day
        package var change: Change
        package var topics: [TopicID]
        /// Place among its neighbours; those without one come last, by title.
        package var order: Int?
        /// Medicines are discussed, so the page says how to report a side effect.
        package var discussesMedicine: Bool
        /// Words under which it is found besides its own. Nobody is shown them. Of a term they mean
        /// the same as its name.
        package var searchedAs: [String]

        package init(
            title: String, summary: String, reviewed: Day, nextReview: Day, change: Change,
            topics: [TopicID], order: Int? = nil, discussesMedicine: Bool = false,
            searchedAs: [String] = []
        ) {
            self.title = title
            self.summary = summary
            self.reviewed = reviewed
            self.nextReview = nextReview
            self.change = change
            self.topics = topics
            self.order = order
            self.discussesMedicine = discussesMedicine
            self.searchedAs = searchedAs
        }
    }

    /// What changed since the last revision, for the people who follow.
    package enum Change: Hashable, Sendable {
        case said(String)
        /// Nobody is told.
        case minor

        package var text: String {
            switch self {
            case .said(let text): text
            case .minor: "minor"
            }
        }
    }

    package enum Matter: Hashable, Sendable {
        case page(Markup)
        case treatment(Treatment)
        case question(Question)
        case term(Term)
        case study(Study)
        case entry(DirectoryEntry)
    }

    package struct Place: Hashable, Sendable {
        package let file: String
        package let line: Int

        package init(file: String, line: Int) { (self.file, self.line) = (file, line) }
    }

    package var kind: ItemKind {
        switch matter {
        case .page: .page
        case .treatment: .treatment
        case .question: .question
        case .term: .term
        case .study: .study
        case .entry(let entry): entry.directory == .clinics ? .clinic : .group
        }
    }
}

package enum ItemKind: String, Hashable, Sendable, CaseIterable {
    case page, treatment, question, term, study, clinic, group
}

/// A treatment, in the rows that every treatment has, so that any two can be compared.
package struct Treatment: Hashable, Sendable {
    package var otherNames: [String]
    package var standing: Standing
    package var rows: Rows
    /// Questions to take to the team.
    package var questions: [String]
    package var body: Markup

    package init(
        otherNames: [String], standing: Standing, rows: Rows, questions: [String], body: Markup
    ) {
        self.otherNames = otherNames
        self.standing = standing
        self.rows = rows
        self.questions = questions
        self.body = body
    }

    /// How far a treatment has come. An investigational one cannot be built without the notice its
    /// readers must see, so no template has to remember to print it.
    package enum Standing: Hashable, Sendable {
        case licensed
        /// A procedure, or a use that practice has established and no licence covers.
        case practice
        case investigational(notice: Markup)
    }

    /// The questions every treatment answers, in the order in which they are shown.
    package enum Row: String, Hashable, Sendable, CaseIterable {
        case inShort = "in-short"
        case whatItIs = "what-it-is"
        case whoFor = "who-for"
        case howGiven = "how-given"
        case place = "where"
        case benefits
        case harmsCommon = "harms-common"
        case harmsSerious = "harms-serious"
        case getHelp = "get-help"
        case dailyLife = "daily-life"
        case ifNot = "if-not"
        case howSure = "how-sure"
        case standing
    }

    /// A text for every row: one that lacks a row cannot be built.
    package struct Rows: Hashable, Sendable {
        private let texts: [Row: Markup]

        /// Nil when a row is missing or empty.
        package init?(_ texts: [Row: Markup]) {
            guard Row.allCases.allSatisfy({ texts[$0]?.isEmpty == false }) else { return nil }
            self.texts = texts
        }

        package subscript(row: Row) -> Markup { texts[row]! }
    }
}

/// A word explained.
package struct Term: Hashable, Sendable {
    package var name: String
    /// One or two plain sentences, without links, citations or numbers: it is shown in place.
    package var meaning: String
    /// How it is said: `key sixty-seven`.
    package var saidAs: String?
    /// Other names, which are found in texts too.
    package var otherNames: [String]
    package var more: Markup
    /// Whether its names are found in texts and explained there.
    package var isFoundInTexts: Bool

    package init(
        name: String, meaning: String, saidAs: String?, otherNames: [String], more: Markup,
        isFoundInTexts: Bool
    ) {
        self.name = name
        self.meaning = meaning
        self.saidAs = saidAs
        self.otherNames = otherNames
        self.more = more
        self.isFoundInTexts = isFoundInTexts
    }
}
