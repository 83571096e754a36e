package import Content

/// What the facts that count at an instant make of an item for one audience.
package struct Standing: Sendable {
    /// The article of the latest revision that has one for the audience.
    package fileprivate(set) var newest: Digest?
    /// Who had a hand in it: everybody who wrote since the text that was last approved.
    package var authors: [PersonName] { drafts.map(\.author) }
    /// The newest article and those before it, back to the one that was last approved.
    private var drafts: [(article: Digest, author: PersonName)] = []
    /// Approvals since the last withdrawal, in the order in which they began to count.
    package fileprivate(set) var grants: [Grant] = []
    package fileprivate(set) var withdrawal: Fact?
    /// The place of the last withdrawal in the journal.
    private var withdrawnIn: Int64 = 0
    package fileprivate(set) var movedTo: ItemID?

    package struct Grant: Sendable {
        package let article: Digest
        package let basis: Cleared.Basis
        package let expires: Instant
    }

    fileprivate mutating func take(_ fact: Fact, about item: ItemID, for audience: Audience) {
        switch fact.event {
        case .revised(let revision):
            // Somebody wrote at the old address again, so it no longer leads elsewhere, for anybody,
            // and begins afresh. What was withdrawn there stays withdrawn.
            if movedTo != nil { (movedTo, newest, grants, drafts) = (nil, nil, [], []) }
            guard let article = revision.articles[audience] else { return }
            newest = article
            drafts.append((article, fact.by))
        // Whoever approved it for a later day did not know why it would be withdrawn.
        case .approved where fact.sequence < withdrawnIn: break
        case .approved(let approval):
            for case .article(item, audience, let article) in approval.subjects {
                grants.append(Grant(article, by: fact, approval))
                withdrawal = nil
                settle(article)
            }
        case .withdrawn:
            grants = []
            withdrawal = fact
            withdrawnIn = max(withdrawnIn, fact.sequence)
        case .reinstated:
            withdrawal = nil
        case .moved(_, let target): movedTo = target
        case .configured, .erased: break
        }
    }

    /// What was written before an approved text has been read by its approver.
    private mutating func settle(_ article: Digest) {
        guard let approved = drafts.lastIndex(where: { $0.article == article }) else { return }
        drafts.removeFirst(approved)
    }
}

extension Standing.Grant {
    fileprivate init(_ article: Digest, by fact: Fact, _ approval: Approval) {
        self.article = article
        expires = approval.expires
        basis = .approved(
            code: approval.code, prepared: approval.prepared, expires: approval.expires,
            by: fact.by)
    }
}

extension History {
    /// The facts that count at `now`, folded in the order in which they began to count.
    package func standing(
        of item: ItemID, for audience: Audience, at now: Instant
    ) -> Standing {
        var standing = Standing()
        for fact in facts(about: item) {
            guard fact.counts <= now else { break }
            standing.take(fact, about: item, for: audience)
        }
        return standing
    }

    /// Who wrote what stood at an address from which an item has moved here before anything was written
    /// here: the words came along, and nobody approves their own. Nobody once they have been approved here.
    package func authorsElsewhere(
        of item: ItemID, for audience: Audience
    ) -> [PersonName] {
        let isApproved = facts(about: item).contains { fact in
            guard case .approved(let approval) = fact.event else { return false }
            return approval.subjects.contains {
                if case .article(_, audience, _) = $0 { true } else { false }
            }
        }
        guard !isApproved else { return [] }
        let first = facts(about: item).map(\.sequence).min() ?? .max
        return origins(of: item).flatMap { origin -> [PersonName] in
            let moves = facts(about: origin).filter { fact in
                if case .moved(_, item) = fact.event { fact.sequence < first } else { false }
            }
            guard let move = moves.last else { return [] }
            var before = Standing()
            for fact in facts(about: origin) where fact.sequence < move.sequence {
                before.take(fact, about: origin, for: audience)
            }
            return before.authors + authorsElsewhere(of: origin, for: audience)
        }
    }

    /// The first instant after `now` from which the item is not shown to the audience as the same
    /// article any more, as far as the facts tell; nil when none is known, or nothing is shown.
    package func endOfShowing(
        _ item: ItemID, to audience: Audience, after now: Instant
    ) -> Instant? {
        guard let shown = article(of: item, for: audience, at: now) else { return nil }
        return facts(about: item).flatMap(\.moments).filter { $0 > now }.sorted()
            .first { article(of: item, for: audience, at: $0) != shown }
    }

    private func article(of item: ItemID, for audience: Audience, at now: Instant) -> Digest? {
        do { return try verdict(on: item, for: audience, at: now).article } catch { return nil }
    }
}
