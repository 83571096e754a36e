package import Content

/// The facts of a journal, arranged so that a verdict is quick. A value: a prefix of the same
/// journal makes the same history, whoever folds it and whenever.
package struct History: Sendable {
    /// The sequence of the last fact taken in; 0 before the first.
    package private(set) var lastSequence: Int64 = 0
    package private(set) var lastRecorded = Instant.distantPast
    /// The items anybody has written, in the order of their names.
    package private(set) var items: [ItemID] = []
    /// For each item, its facts in the order in which they begin to count.
    private var factsByItem: [ItemID: [Fact]] = [:]
    private var configuring: [Fact] = []
    private var erasures: [Digest: Fact] = [:]
    /// The items that were ever moved to another, by that other.
    private var movedHere: [ItemID: Set<ItemID>] = [:]
    /// Every instant at which a verdict may change, ascending and without repetition.
    private var moments: [Instant] = []

    package init(_ facts: some Sequence<Fact> = []) {
        for fact in facts { add(fact) }
    }

    /// Takes in the next fact of the journal.
    package mutating func add(_ fact: Fact) {
        precondition(fact.sequence == lastSequence + 1, "facts come in the journal's order")
        precondition(fact.recorded >= lastRecorded, "recorded instants only increase")
        (lastSequence, lastRecorded) = (fact.sequence, fact.recorded)
        insertMoment(fact.counts)
        switch fact.event {
        case .configured:
            History.insert(fact, into: &configuring)
        case .erased(let digest):
            erasures[digest] = erasures[digest] ?? fact
        case .approved(let approval):
            insertMoment(approval.expires)
            add(fact, approval)
        case .revised(let revision): insert(fact, about: revision.item)
        case .withdrawn(let item), .reinstated(let item): insert(fact, about: item)
        case .moved(let item, let target):
            movedHere[target, default: []].insert(item)
            insert(fact, about: item)
        }
    }

    /// Under each item stands only what was approved of it: an approval of ten thousand items would
    /// otherwise be read ten thousand times.
    private mutating func add(_ fact: Fact, _ approval: Approval) {
        for (item, subjects) in Dictionary(grouping: approval.subjects, by: \.item) {
            let part = Fact(
                sequence: fact.sequence, recorded: fact.recorded, effective: fact.effective,
                by: fact.by, reason: fact.reason,
                event: .approved(
                    Approval(
                        code: approval.code, prepared: approval.prepared,
                        expires: approval.expires, subjects: subjects)))
            if let item {
                insert(part, about: item)
            } else {
                History.insert(part, into: &configuring)
            }
        }
    }

    private mutating func insert(_ fact: Fact, about item: ItemID) {
        if factsByItem[item] == nil { items.insert(item, at: place(of: item)) }
        History.insert(fact, into: &factsByItem[item, default: []])
    }

    /// The first place in `items` whose name is not before it.
    private func place(of item: ItemID) -> Int {
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if items[middle] < item { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Static, so that the dictionary it inserts into is changed in place, not copied.
    private static func insert(_ fact: Fact, into facts: inout [Fact]) {
        var index = facts.endIndex
        while index > 0, facts[index - 1].counts > fact.counts { index -= 1 }
        facts.insert(fact, at: index)
    }

    private mutating func insertMoment(_ moment: Instant) {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] < moment { low = middle + 1 } else { high = middle }
        }
        if low < moments.count, moments[low] == moment { return }
        moments.insert(moment, at: low)
    }
}

extension History {
    /// An item's facts in the order in which they begin to count; of an approval, its part.
    package func facts(about item: ItemID) -> [Fact] { factsByItem[item] ?? [] }

    /// The items that were ever moved to this one.
    func origins(of item: ItemID) -> [ItemID] { movedHere[item]?.sorted() ?? [] }

    package func hasFacts(about item: ItemID) -> Bool { factsByItem[item] != nil }

    package func erasure(of digest: Digest, at now: Instant) -> Fact? {
        guard let fact = erasures[digest], fact.counts <= now else { return nil }
        return fact
    }

    /// The first instant after `now` at which a verdict may change, as far as the facts tell; nil
    /// when none is known.
    package func nextChange(after now: Instant) -> Instant? {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] <= now { low = middle + 1 } else { high = middle }
        }
        return low < moments.count ? moments[low] : nil
    }

    /// The instants after `now` at which a verdict may change, ascending, at most `limit`.
    package func changes(after now: Instant, limit: Int) -> [Instant] {
        Array(moments.lazy.filter { $0 > now }.prefix(limit))
    }

    /// The items on which a verdict at `now` may differ from the one that this journal, as it was
    /// `earlier`, gave at `then`; nil when it may be any.
    package func touched(
        since earlier: History, at then: Instant, by now: Instant
    ) -> Set<ItemID>? {
        let isNew = { (instant: Instant) in then < instant && instant <= now }
        guard then <= now, earlier.lastSequence <= lastSequence,
            earlier.configuring.count == configuring.count,
            earlier.erasures.count == erasures.count,
            !configuring.contains(where: { isNew($0.counts) }),
            !erasures.values.contains(where: { isNew($0.counts) })
        else { return nil }
        let changed = factsByItem.filter { item, facts in
            facts.count != earlier.factsByItem[item]?.count
                || facts.contains { $0.moments.contains(where: isNew) }
        }
        // A move counts once something was shown at its target.
        return changed.keys.reduce(into: []) { touched, item in
            touched.insert(item)
            touched.formUnion(movedHere[item] ?? [])
        }
    }

    /// The facts that set or approve the configuration, in the order in which they count.
    package var configurationFacts: [Fact] { configuring }
}

extension Fact {
    /// When it begins to count and, for an approval, when it ends.
    var moments: [Instant] {
        if case .approved(let approval) = event { [counts, approval.expires] } else { [counts] }
    }
}

extension Approval.Subject {
    /// Nil for a configuration.
    fileprivate var item: ItemID? {
        if case .article(let item, _, _) = self { item } else { nil }
    }
}
