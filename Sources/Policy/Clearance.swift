package import Content

/// Proof that an article may be shown to an audience. Only `Clearance` makes one (the
/// initialiser is fileprivate), so code that takes a `Cleared` need not check, and cannot forget.
package struct Cleared: Hashable, Sendable {
    package let item: ItemID
    package let audience: Audience
    package let article: Digest
    package let basis: Basis

    fileprivate init(_ item: ItemID, _ audience: Audience, _ article: Digest, _ basis: Basis) {
        self.item = item
        self.audience = audience
        self.article = article
        self.basis = basis
    }

    package enum Basis: Hashable, Sendable {
        case approved(code: String, prepared: Day, expires: Instant, by: PersonName)
        /// Nobody has approved it, and the market shows such articles with a notice.
        case unreviewed
    }
}

/// Why an item is not shown.
package enum Refusal: Error, Hashable, Sendable {
    /// There is no such item for this audience.
    case unknown
    /// Its approval has ended, or it has none and the market withholds what nobody approved.
    case lapsed(since: Instant?)
    case withdrawn(at: Instant, reason: String?)
    case moved(to: ItemID)
    /// The law demanded that its words be removed.
    case erased(at: Instant, reason: String?)
}

/// What is shown to one audience at one instant.
package struct Clearance: Sendable {
    private let history: History
    private let audience: Audience
    private let now: Instant
    /// Nil where no configuration in force knows the audience.
    private let market: Market?

    fileprivate init(_ history: History, _ audience: Audience, at now: Instant) {
        (self.history, self.audience, self.now) = (history, audience, now)
        let market = history.configuration(at: now)?.market(audience.market)
        self.market =
            market.flatMap { $0.languages.contains(audience.language) ? $0 : nil }
    }

    /// Decides whether, and as which article, an item is shown.
    ///
    /// It is the article under the latest approval in force. Never approved there, and the market
    /// shows such articles with a notice: the newest. Else it has lapsed. A withdrawal ends every
    /// approval before it; a later approval, or a reinstatement where unreviewed articles are
    /// shown, brings the item back.
    package func verdict(on item: ItemID) throws(Refusal) -> Cleared {
        guard let market else { throw .unknown }
        let standing = history.standing(of: item, for: audience, at: now)
        guard standing.newest != nil || !standing.grants.isEmpty else { throw .unknown }
        if let target = standing.movedTo, hasStood(target, market) { throw .moved(to: target) }
        if let withdrawal = standing.withdrawal {
            throw .withdrawn(at: withdrawal.counts, reason: withdrawal.reason)
        }
        if let grant = standing.grants.last(where: { now < $0.expires }) {
            return try cleared(item, grant.article, grant.basis)
        }
        guard standing.grants.isEmpty, market.unreviewed == .showWithNotice,
            let newest = standing.newest
        else { throw .lapsed(since: standing.grants.map(\.expires).max()) }
        return try cleared(item, newest, .unreviewed)
    }

    /// Whether anything has ever been shown to the audience at the target of a move. Until then the
    /// old address answers as before, so that nothing goes dark in between.
    private func hasStood(_ target: ItemID, _ market: Market) -> Bool {
        history.facts(about: target).contains { fact in
            guard fact.counts <= now else { return false }
            switch fact.event {
            case .revised(let revision):
                return market.unreviewed == .showWithNotice && revision.articles[audience] != nil
            case .approved(let approval):
                return approval.subjects.contains {
                    if case .article(_, audience, _) = $0 { true } else { false }
                }
            default: return false
            }
        }
    }

    private func cleared(
        _ item: ItemID, _ article: Digest, _ basis: Cleared.Basis
    ) throws(Refusal) -> Cleared {
        if let erasure = history.erasure(of: article, at: now) {
            throw .erased(at: erasure.counts, reason: erasure.reason)
        }
        return Cleared(item, audience, article, basis)
    }
}

extension History {
    /// What is shown to an audience at `now`.
    package func clearance(for audience: Audience, at now: Instant) -> Clearance {
        Clearance(self, audience, at: now)
    }

    /// Whether, and as which article, an item is shown to an audience at `now`.
    package func verdict(
        on item: ItemID, for audience: Audience, at now: Instant
    ) throws(Refusal) -> Cleared {
        try clearance(for: audience, at: now).verdict(on: item)
    }
}
