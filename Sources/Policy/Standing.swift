package import Content

/// What the facts that count at an instant make of an item for one audience.
package struct Standing: Sendable {
    /// The article of the latest revision that has one for the audience.
    package fileprivate(set) var newest: Digest?
    /// Who wrote it.
    package fileprivate(set) var author: PersonName?
    /// Approvals since the last withdrawal, in the order in which they began to count.
    package fileprivate(set) var grants: [Grant] = []
    package fileprivate(set) var withdrawal: Fact?
    package fileprivate(set) var movedTo: ItemID?

    package struct Grant: Sendable {
        package let article: Digest
        package let basis: Cleared.Basis
        package let expires: Instant
    }

    fileprivate mutating func take(_ fact: Fact, about item: ItemID, for audience: Audience) {
        switch fact.event {
        case .revised(let revision):
            guard let article = revision.articles[audience] else { return }
            (newest, author) = (article, fact.by)
            // Somebody wrote at the old address again, so it no longer leads elsewhere. What was
            // withdrawn there stays withdrawn.
            movedTo = nil
        case .approved(let approval):
            for case .article(item, audience, let article) in approval.subjects {
                grants.append(Grant(article, by: fact, approval))
                withdrawal = nil
            }
        case .withdrawn:
            grants = []
            withdrawal = fact
        case .reinstated:
            withdrawal = nil
        case .moved(_, let target):
            grants = []
            movedTo = target
        case .configured, .erased: break
        }
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

    /// Whether an item has been revised by `now`, for anybody.
    package func isKnown(_ item: ItemID, at now: Instant) -> Bool {
        facts(about: item).contains { fact in
            guard case .revised = fact.event else { return false }
            return fact.counts <= now
        }
    }
}
