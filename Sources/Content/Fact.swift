/// One thing that happened, as the journal keeps it for ever.
package struct Fact: Hashable, Sendable {
    /// 1 for the first; each fact is one more than the one before.
    package let sequence: Int64
    /// When it was written. Never earlier than the fact before.
    package let recorded: Instant
    /// From when it is meant to count.
    package let effective: Instant
    package let by: PersonName
    /// Why, where a reason is asked for.
    package let reason: String?
    package let event: Event

    package init(
        sequence: Int64, recorded: Instant, effective: Instant, by: PersonName, reason: String?,
        event: Event
    ) {
        self.sequence = sequence
        self.recorded = recorded
        self.effective = effective
        self.by = by
        self.reason = reason
        self.event = event
    }

    /// When it counts: the later of the two, so nothing counts before it was known.
    package var counts: Instant { max(recorded, effective) }

    package enum Event: Hashable, Sendable {
        case configured(Configuration)
        case revised(Revision)
        case approved(Approval)
        case withdrawn(ItemID)
        case reinstated(ItemID)
        case moved(ItemID, to: ItemID)
        case erased(Digest)
    }
}

extension Fact.Event {
    /// The items it is about.
    package var items: Set<ItemID> {
        switch self {
        case .revised(let revision): [revision.item]
        case .withdrawn(let item), .reinstated(let item), .moved(let item, _): [item]
        case .approved(let approval):
            approval.subjects.reduce(into: []) { items, subject in
                if case .article(let item, _, _) = subject { items.insert(item) }
            }
        case .configured, .erased: []
        }
    }
}

/// One state of an item: its source, its parts, and the article it became for each audience.
package struct Revision: Hashable, Sendable {
    package let item: ItemID
    /// The source in each language that has one.
    package let sources: [Language: Digest]
    /// What it shows besides its own words; each language's parts as one digest.
    package let parts: [Language: Digest]
    package let articles: [Audience: Digest]
    /// What changed, in each language: the words for those who follow.
    package let changes: [Language: Item.Change]
    /// The topics it stands under, in each language. Empty in what was written before revisions said so.
    package let topics: [Language: [TopicID]]

    package init(
        item: ItemID, sources: [Language: Digest], parts: [Language: Digest],
        articles: [Audience: Digest], changes: [Language: Item.Change],
        topics: [Language: [TopicID]] = [:]
    ) {
        self.item = item
        self.sources = sources
        self.parts = parts
        self.articles = articles
        self.changes = changes
        self.topics = topics
    }
}

/// One code that clears a list of articles, each for one audience, for a while.
package struct Approval: Hashable, Sendable {
    /// As it is printed on the page: `NET-INT-000123`.
    package let code: String
    /// The date of preparation, printed beside the code. It clears nothing by itself.
    package let prepared: Day
    /// The first instant not in force.
    package let expires: Instant
    package let subjects: [Subject]

    package init(code: String, prepared: Day, expires: Instant, subjects: [Subject]) {
        self.code = code
        self.prepared = prepared
        self.expires = expires
        self.subjects = subjects
    }

    /// What it clears.
    package enum Subject: Hashable, Sendable {
        case article(ItemID, Audience, Digest)
        /// A configuration that shows more counts once somebody else has approved it. Such an
        /// approval does not lapse: what it let in is narrowed by another configuration.
        case configuration(Digest)
    }
}
