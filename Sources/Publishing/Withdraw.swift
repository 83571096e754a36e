package import Content
internal import Policy

extension Journal {
    /// Ends every approval of the items. Only a later approval, or `reinstate`, brings them back.
    package func withdraw(
        _ items: [ItemID], reason: String, by: PersonName, at now: @autoclosure () -> Instant
    ) throws {
        let reason = try reason.checked("reason")
        _ = try write(at: now()) { history, now in
            for item in items {
                guard !history.facts(about: item).isEmpty else {
                    throw PublishingRefusal.unknownItem(item)
                }
                guard !history.isWithdrawnEverywhere(item, at: now) else {
                    throw PublishingRefusal.alreadyWithdrawn(item)
                }
            }
            return Proposal(events: items.uniqued.map { .withdrawn($0) }, by: by, reason: reason)
        }
    }

    /// Brings withdrawn items back where unreviewed articles are shown.
    package func reinstate(
        _ items: [ItemID], reason: String, by: PersonName, at now: @autoclosure () -> Instant
    ) throws {
        let reason = try reason.checked("reason")
        _ = try write(at: now()) { history, now in
            let showing = history.configuration(at: now)?.markets.filter {
                $0.unreviewed == .showWithNotice
            }
            for item in items {
                guard history.isWithdrawnSomewhere(item, at: now) else {
                    throw PublishingRefusal.notWithdrawn(item)
                }
                guard showing?.isEmpty == false else {
                    throw PublishingRefusal.reinstatesNothing(item)
                }
            }
            return Proposal(events: items.uniqued.map { .reinstated($0) }, by: by, reason: reason)
        }
    }

    /// Sends readers of one address to another for good. It counts as soon as something has been
    /// written at the other, so nothing goes dark in between.
    package func move(
        _ item: ItemID, to target: ItemID, reason: String, by: PersonName,
        at now: @autoclosure () -> Instant
    ) throws {
        let reason = try reason.checked("reason")
        _ = try write(at: now()) { history, now in
            guard item != target else { throw PublishingRefusal.movesOntoItself(item) }
            guard item != .home else { throw PublishingRefusal.homeStays }
            guard !history.facts(about: item).isEmpty else {
                throw PublishingRefusal.unknownItem(item)
            }
            // Where nothing was ever written at its target, a move was a slip, and is corrected by another.
            if let last = history.target(of: item), history.hasFacts(about: last) {
                throw PublishingRefusal.alreadyMoved(item)
            }
            var next: ItemID? = target
            while let step = next {
                guard step != item else { throw PublishingRefusal.movesInACircle(item) }
                next = history.target(of: step)
            }
            return Proposal(events: [.moved(item, to: target)], by: by, reason: reason)
        }
    }

    /// Removes a blob where the law demands it. Its hash stays, and so does the fact that it was
    /// removed, by whom and why.
    package func erase(
        _ digest: Digest, reason: String, by: PersonName, at now: @autoclosure () -> Instant
    ) throws {
        let reason = try reason.checked("reason")
        _ = try write(at: now()) { _, _ in
            guard try store.missing([digest]).isEmpty else {
                throw PublishingRefusal.unknownDigest(digest)
            }
            return Proposal(events: [.erased(digest)], by: by, reason: reason, erasing: [digest])
        }
    }
}

extension History {
    /// For which of the edition's audiences the item is withdrawn.
    private func withdrawals(of item: ItemID, at now: Instant) -> [Bool] {
        (configuration(at: now)?.audiences ?? []).map {
            standing(of: item, for: $0, at: now).withdrawal != nil
        }
    }

    /// Whether the item is withdrawn for every audience: nothing has brought it back for any.
    func isWithdrawnEverywhere(_ item: ItemID, at now: Instant) -> Bool {
        withdrawals(of: item, at: now).allSatisfy { $0 }
    }

    func isWithdrawnSomewhere(_ item: ItemID, at now: Instant) -> Bool {
        withdrawals(of: item, at: now).contains(true)
    }

    /// Where an item has been moved to, as the latest facts about it say.
    func target(of item: ItemID) -> ItemID? {
        var target: ItemID?
        for fact in facts(about: item).sorted(by: { $0.sequence < $1.sequence }) {
            switch fact.event {
            case .moved(_, let to): target = to
            case .revised: target = nil
            case .configured, .approved, .withdrawn, .reinstated, .erased: break
            }
        }
        return target
    }
}
