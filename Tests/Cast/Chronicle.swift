package import Content
package import Policy

/// A journal being written in a test: facts in order, each a step later than the one before unless
/// it says when.
package struct Chronicle {
    package private(set) var facts: [Fact] = []
    /// The articles that revisions named, by digest.
    package private(set) var articles: [Digest: Article] = [:]
    /// Gives an article its digest.
    private let digest: (Article) -> Digest

    package init(digest: @escaping (Article) -> Digest = { Digest(of: $0.body) }) {
        self.digest = digest
    }

    package var history: History { History(facts) }

    package mutating func note(
        _ event: Fact.Event, by: PersonName, at recorded: Instant, from effective: Instant? = nil,
        reason: String? = nil
    ) {
        facts.append(
            Fact(
                sequence: Int64(facts.count) + 1, recorded: recorded,
                effective: effective ?? recorded, by: by, reason: reason, event: event))
    }

    package mutating func configure(
        _ configuration: Configuration, by: PersonName = .ada, at recorded: Instant
    ) {
        note(.configured(configuration), by: by, at: recorded)
    }

    /// Revises an item, in these words for each audience.
    @discardableResult
    package mutating func revise(
        _ item: ItemID, _ words: [Audience: String], by: PersonName = .ada, at recorded: Instant,
        nextReview: String = "2030-01-01", topics: [String] = ["prrt"]
    ) -> [Audience: Digest] {
        var digests: [Audience: Digest] = [:]
        for (audience, words) in words {
            let article = Article.of(
                item, words, language: audience.language, nextReview: nextReview, topics: topics)
            digests[audience] = digest(article)
            articles[digest(article)] = article
        }
        let revision = Revision(
            item: item, sources: [:], parts: [:], articles: digests,
            changes: [.english: .said("First version.")])
        note(.revised(revision), by: by, at: recorded)
        return digests
    }

    /// Writes an article as it is.
    package mutating func revise(
        _ article: Article, for audience: Audience, by: PersonName = .ada, at recorded: Instant
    ) {
        articles[digest(article)] = article
        let revision = Revision(
            item: article.item, sources: [:], parts: [:], articles: [audience: digest(article)],
            changes: [article.language: article.change])
        note(.revised(revision), by: by, at: recorded)
    }

    package mutating func keep(_ article: Article, as digest: Digest) {
        articles[digest] = article
    }

    package mutating func approve(
        _ subjects: [Approval.Subject], until expires: Instant, code: String = "CODE",
        by: PersonName = .bea, at recorded: Instant, from: Instant? = nil
    ) {
        let approval = Approval(
            code: code, prepared: Day("2026-01-01")!, expires: expires, subjects: subjects)
        note(.approved(approval), by: by, at: recorded, from: from)
    }

    package mutating func withdraw(
        _ item: ItemID, at recorded: Instant, from: Instant? = nil, reason: String = "an error"
    ) {
        note(.withdrawn(item), by: .ada, at: recorded, from: from, reason: reason)
    }
}
