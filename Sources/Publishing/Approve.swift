package import Content
internal import Foundation
internal import Policy

/// What is to be approved, and how.
package struct ApprovalOrder: Sendable {
    /// The items, each with the digest somebody looked at where they named one. Nil for all.
    package var items: [(item: ItemID, digest: String?)]?
    /// Approve the configuration that waits, too.
    package var configuration: Bool
    package var code: String
    package var prepared: Day
    package var expires: Expiry
    package var markets: [String]
    package var by: PersonName
    /// From when it counts; nil for at once.
    package var from: Instant?

    package init(
        items: [(item: ItemID, digest: String?)]?, configuration: Bool = false, code: String,
        prepared: Day, expires: Expiry, markets: [String], by: PersonName, from: Instant? = nil
    ) {
        self.items = items
        self.configuration = configuration
        self.code = code
        self.prepared = prepared
        self.expires = expires
        self.markets = markets
        self.by = by
        self.from = from
    }

    package enum Expiry: Hashable, Sendable {
        /// The first day not in force, in the edition's time zone.
        case day(Day)
        /// The first instant not in force.
        case instant(Instant)

        func instant(in zone: TimeZone) -> Instant {
            switch self {
            case .day(let day): day.start(in: zone)
            case .instant(let instant): instant
            }
        }
    }
}

extension Journal {
    /// Clears the newest article of each named item for each named market, as one fact.
    ///
    /// - Throws: `PublishingRefusal`, or the store's fault.
    package func approve(_ order: ApprovalOrder, at now: @autoclosure () -> Instant) throws
        -> Approval
    {
        let facts = try write(at: now()) { history, now in
            guard let configuration = history.configuration(at: now),
                let zone = TimeZone(identifier: configuration.timeZone)
            else { throw PublishingRefusal.emptyJournal }
            let expires = try checkedExpiry(order, zone, at: now)
            let markets = try order.markets.map { name in
                guard let id = MarketID(name), let market = configuration.market(id) else {
                    throw PublishingRefusal.unknownMarket(name)
                }
                return market
            }
            var subjects: [Approval.Subject] = []
            // Each subject once, however often it was named: the fact is kept for ever.
            for (item, named) in try chosen(order, history) {
                subjects += try self.subjects(
                    item, named, markets, history, order, at: now)
            }
            if order.configuration {
                subjects.append(try waitingConfiguration(history, by: order.by, at: now))
            }
            guard !subjects.isEmpty else { throw PublishingRefusal.nothingToApprove }
            subjects = subjects.uniqued
            try prove(subjects)
            let approval = Approval(
                code: try order.code.checked("code", limit: 100), prepared: order.prepared,
                expires: expires,
                subjects: subjects)
            return Proposal(
                events: [.approved(approval)], by: order.by, effective: order.from)
        }
        guard case .approved(let approval) = facts.first?.event else {
            throw PublishingRefusal.nothingToApprove
        }
        return approval
    }

    /// What is approved must be there, as it was written.
    private func prove(_ subjects: [Approval.Subject]) throws {
        let digests = subjects.compactMap { subject -> Digest? in
            if case .article(_, _, let digest) = subject { digest } else { nil }
        }
        for start in stride(from: 0, to: digests.count, by: 100) {
            let batch = Array(digests[start..<min(start + 100, digests.count)])
            let found = try blobs(batch)
            if let lost = batch.first(where: { found[$0] == nil }) {
                throw PublishingRefusal.lostBlob(lost)
            }
        }
    }

    private func checkedExpiry(
        _ order: ApprovalOrder, _ zone: TimeZone, at now: Instant
    ) throws -> Instant {
        let prepared = order.prepared.start(in: zone)
        guard prepared <= now else { throw PublishingRefusal.preparedInTheFuture }
        guard order.from.map({ $0 >= now }) ?? true else { throw PublishingRefusal.beginsInThePast }
        let expires = order.expires.instant(in: zone)
        guard expires > prepared else { throw PublishingRefusal.expiresBeforePrepared }
        let latest = order.prepared.adding(months: 24)
        guard expires <= latest.start(in: zone) else {
            throw PublishingRefusal.expiresTooLate(latest: latest)
        }
        guard expires > max(now, order.from ?? now) else {
            throw PublishingRefusal.expiresInThePast
        }
        return expires
    }

    private func chosen(
        _ order: ApprovalOrder, _ history: History
    ) throws -> [(item: ItemID, digest: String?)] {
        guard let items = order.items else {
            return history.livingItems().sorted().map { ($0, nil) }
        }
        for (item, _) in items where history.facts(about: item).isEmpty {
            throw PublishingRefusal.unknownItem(item)
        }
        return items
    }

    private func subjects(
        _ item: ItemID, _ named: String?, _ markets: [Market], _ history: History,
        _ order: ApprovalOrder, at now: Instant
    ) throws -> [Approval.Subject] {
        var subjects: [Approval.Subject] = []
        var newest: [Digest] = []
        for market in markets {
            for language in market.languages {
                let audience = Audience(market.id, language)
                let standing = history.standing(of: item, for: audience, at: now)
                guard let article = standing.newest else { continue }
                let authors = standing.authors + history.authorsElsewhere(of: item, for: audience)
                if let author = authors.first(where: { $0.isSamePerson(as: order.by) }) {
                    throw PublishingRefusal.ownWords(item, author)
                }
                guard history.erasure(of: article, at: now) == nil else {
                    throw PublishingRefusal.erased(item)
                }
                newest.append(article)
                subjects.append(.article(item, audience, article))
            }
        }
        if newest.isEmpty, order.items != nil { throw PublishingRefusal.noArticle(item) }
        // Whoever names a digest has looked at one article: nothing else is cleared with it, and
        // none of the markets is left out unsaid.
        if let named, !newest.allSatisfy({ $0.description.hasPrefix(named) }) {
            throw PublishingRefusal.notNewest(item, named: named, newest: newest)
        }
        return subjects
    }

    private func waitingConfiguration(
        _ history: History, by: PersonName, at now: Instant
    ) throws -> Approval.Subject {
        guard let (configuration, authors) = history.waitingConfiguration(at: now) else {
            throw PublishingRefusal.nothingWaits
        }
        if let author = authors.first(where: { $0.isSamePerson(as: by) }) {
            throw PublishingRefusal.ownConfiguration(author)
        }
        return .configuration(configuration.digest)
    }
}

extension String {
    /// On one line, with single spaces; refused when nothing is left, or when it holds what a
    /// terminal would obey or a reader not see: the journal keeps it for ever, and prints it.
    func checked(_ name: String, limit: Int = 1_000) throws -> String {
        let text = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty else { throw PublishingRefusal.empty(name) }
        guard text.count <= limit else { throw PublishingRefusal.tooLong(name, limit: limit) }
        guard !text.unicodeScalars.contains(where: \.isUnprintable) else {
            throw PublishingRefusal.unprintable(name)
        }
        return text
    }
}
