package import Content

/// Something that became of an item, for the people of one audience who follow it.
package struct News: Hashable, Sendable {
    package let item: ItemID
    package let kind: Kind
    /// When it came about: when the facts began to count, or an approval ended.
    package let at: Instant
    /// The topics of what was shown before and after it, so that whoever follows one that the item leaves is
    /// told as well; nil where the revisions do not say.
    package let topics: Set<TopicID>?

    package enum Kind: Hashable, Sendable {
        case new
        /// Its own words changed; what changed, in its writers' words, the oldest first.
        case changed([String])
        case withdrawn(reason: String?)
        /// Its approval ended.
        case lapsed
        /// It is shown again after it was not.
        case returned

        /// Nothing is shown after it.
        package var isEnd: Bool {
            switch self {
            case .withdrawn, .lapsed: true
            case .new, .changed, .returned: false
            }
        }
    }

    package init(item: ItemID, kind: Kind, at instant: Instant, topics: Set<TopicID>? = nil) {
        (self.item, self.kind, self.at, self.topics) = (item, kind, instant, topics)
    }
}

extension History {
    /// What became of an item for an audience up to `now`, the oldest first.
    ///
    /// It is worked out from what was shown before and after each instant at which a verdict may have
    /// changed. A change of what the item shows besides its own words, such as a reference, is no
    /// news; nor is one that its writer called minor.
    package func news(of item: ItemID, for audience: Audience, until now: Instant) -> [News] {
        var teller = Teller(history: self, item: item, audience: audience)
        return moments(of: item, until: now).compactMap { teller.news(at: $0) }
    }

    private func moments(of item: ItemID, until now: Instant) -> [Instant] {
        let facts = facts(about: item)
        let erased = facts.compactMap { fact -> [Instant]? in
            guard case .revised(let revision) = fact.event else { return nil }
            return revision.articles.values.compactMap { erasure(of: $0, at: now)?.counts }
        }
        let all =
            facts.flatMap(\.moments) + configurationFacts.map(\.counts) + erased.flatMap { $0 }
        return Set(all).filter { $0 <= now }.sorted()
    }
}

extension History {
    /// The topics of the revision that became an article; nil where it was written before revisions said so.
    fileprivate func topics(
        of article: Digest, _ item: ItemID, _ audience: Audience
    ) -> [TopicID]? {
        for fact in facts(about: item) {
            if case .revised(let revision) = fact.event, revision.articles[audience] == article {
                return revision.topics[audience.language]
            }
        }
        return nil
    }
}

/// Looks at an item at one instant after the other.
private struct Teller {
    let history: History
    let item: ItemID
    let audience: Audience
    /// What the people saw last; nil before they ever saw it.
    private var lastShown: Digest?
    private var isShown = false

    init(history: History, item: ItemID, audience: Audience) {
        self.history = history
        self.item = item
        self.audience = audience
    }

    mutating func news(at now: Instant) -> News? {
        let before = lastShown
        return kind(at: now).map { kind in
            News(item: item, kind: kind, at: now, topics: topics(of: [before, lastShown]))
        }
    }

    /// Of the revisions that became these articles; nil where none of them says any.
    private func topics(of articles: [Digest?]) -> Set<TopicID>? {
        let known = Set(articles.compactMap(\.self)).compactMap { article in
            history.topics(of: article, item, audience)
        }
        return known.isEmpty ? nil : known.reduce(into: []) { $0.formUnion($1) }
    }

    private mutating func kind(at now: Instant) -> News.Kind? {
        do {
            let article = try history.verdict(on: item, for: audience, at: now).article
            defer { (lastShown, isShown) = (article, true) }
            guard let lastShown else { return .new }
            if !isShown { return .returned }
            return lastShown == article ? nil : changed(from: lastShown, to: article, at: now)
        } catch {
            defer { isShown = false }
            return isShown ? ending(error) : nil
        }
    }

    /// An address that leads elsewhere is no loss to whoever follows it.
    private func ending(_ refusal: Refusal) -> News.Kind? {
        switch refusal {
        case .withdrawn(_, let reason), .erased(_, let reason): .withdrawn(reason: reason)
        case .lapsed: .lapsed
        case .moved, .unknown: nil
        }
    }

    /// What the writers said of every change of its own words since the one that was shown.
    private func changed(from old: Digest, to new: Digest, at now: Instant) -> News.Kind? {
        let revisions = history.facts(about: item).compactMap { fact -> Revision? in
            guard case .revised(let revision) = fact.event, fact.counts <= now else { return nil }
            return revision
        }
        let place = { (digest: Digest) in
            revisions.lastIndex { $0.articles[audience] == digest }
        }
        guard let first = place(old), let last = place(new), first < last else {
            // An earlier text was approved again.
            return .changed([])
        }
        let language = audience.language
        let notes = zip(revisions[first..<last], revisions[(first + 1)...last]).compactMap {
            before, after -> String? in
            guard before.sources[language] != after.sources[language],
                case .said(let note) = after.changes[language]
            else { return nil }
            return note
        }
        return notes.isEmpty ? nil : .changed(notes)
    }
}
