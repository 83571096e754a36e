internal import Content

/// An item as its file or entry tells it, with what its texts point at.
struct ItemDraft: Sendable {
    let id: ItemID
    let language: Language
    let place: Item.Place
    /// Nil when too little is known of it. Its name is known all the same, so that what points at
    /// it does not become a second finding for the same mistake.
    var item: Item?
    var traces = Traces()
    /// Whether a number about health needs a citation beside it.
    var citesNumbers = true
}

/// What the readers of items have to know of the rest of the edition.
struct Surroundings: Sendable {
    var languages: [Language]
    /// Nil when `edition.yaml` could not be read; then nothing is checked against it.
    var topics: Set<TopicID>?
    /// The day to compare review dates with.
    var today: Day?
}

extension Item.About {
    /// Reads the fields every item has. Where one is missing, a stand-in takes its place, so that a
    /// preview can show a page that is being written; the finding keeps it from being revised.
    init(
        _ fields: inout Fields, title: String?, summary: String?, fallback: String,
        _ surroundings: Surroundings
    ) {
        let reviewed = fields.neededDay("reviewed")
        let nextReview = fields.neededDay("next-review")
        let change = fields.neededText("change") ?? ""
        let epoch = Day(ordinal: 0)
        self.init(
            title: title ?? fallback, summary: summary ?? "", reviewed: reviewed ?? epoch,
            nextReview: nextReview ?? reviewed ?? epoch,
            change: change == "minor" ? .minor : .said(change),
            topics: fields.topics(among: surroundings.topics), order: fields.count("order"),
            discussesMedicine: fields.flag("medicine") ?? false,
            searchedAs: fields.texts("searched-as"))
        noteDates(reviewed, nextReview, fields, surroundings.today)
    }

    private func noteDates(_ reviewed: Day?, _ nextReview: Day?, _ fields: Fields, _ today: Day?) {
        guard let nextReview else { return }
        if let reviewed, nextReview <= reviewed {
            fields.margin.note(
                .reviewOrder, line: fields.line(of: "next-review"),
                "The next review, \(nextReview), is not after the last, \(reviewed).",
                remedy: "Correct one of the two days.")
        }
        if let today, nextReview <= today {
            fields.margin.note(
                .reviewPassed, line: fields.line(of: "next-review"),
                "The review that was due on \(nextReview) is overdue.",
                remedy: "Check the text against its sources, then set `reviewed` and `next-review`."
            )
        }
    }

    /// Pages about the site itself speak of nobody's health.
    var isAboutSite: Bool { topics.contains { $0.name == "site" } }
}

extension Fields {
    fileprivate mutating func neededDay(_ key: String) -> Day? {
        needed(key) == nil ? nil : day(key)
    }

    fileprivate mutating func topics(among known: Set<TopicID>?) -> [TopicID] {
        guard needed("topics") != nil else { return [] }
        return texts("topics").compactMap { name in
            if let topic = TopicID(name), known?.contains(topic) ?? true { return topic }
            margin.note(
                .unknownTopic, line: line(of: "topics"), "There is no topic \(quoted(name)).",
                remedy: "Write a key of `topics` in edition.yaml, or add it there.")
            return nil
        }
    }
}
