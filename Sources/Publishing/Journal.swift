package import Content
package import Policy

/// The journal: reading its facts, and writing an entry of facts whole or not at all.
package struct Journal: Sendable {
    package let store: any JournalStore

    package init(_ store: any JournalStore) { self.store = store }

    /// What was read, and where the journal ended then.
    package struct State: Sendable {
        package var history: History
        package var head: Head
    }

    /// Reads every fact.
    package func state() throws -> State {
        var state = State(history: History(), head: .empty)
        try catchUp(&state)
        return state
    }

    /// Takes in the facts written since, and returns them.
    @discardableResult
    package func catchUp(_ state: inout State) throws -> [Fact] {
        let batch = 2_000
        var taken: [Fact] = []
        while true {
            let entries = try store.entries(after: state.head.sequence, limit: batch)
            let facts = concurrentMap(entries) { entry in
                Result { () throws(FactCodec.Refusal) in try FactCodec.decode(entry) }
            }
            for (entry, fact) in zip(entries, facts) {
                let fact = try fact.get()
                // Whoever wrote to the database by hand gets a sentence, and shows nobody anything.
                guard fact.sequence == state.head.sequence + 1,
                    fact.recorded >= state.history.lastRecorded,
                    entry.hash == FactCodec.hash(entry.body, after: state.head.hash)
                else {
                    throw FactCodec.Refusal.notAFact(
                        sequence: fact.sequence, detail: "it does not follow the entry before it")
                }
                state.history.add(fact)
                taken.append(fact)
                state.head = Head(
                    sequence: entry.sequence, hash: entry.hash, recorded: entry.recorded)
            }
            if entries.count < batch { return taken }
        }
    }

    /// What a use case wants written.
    struct Draft {
        var events: [Fact.Event]
        var by: PersonName
        /// Why what is withdrawn, moved, erased or reinstated is: nobody asks why a text is written.
        var reason: String?
        /// From when it counts; nil for from when it is written.
        var effective: Instant?
        var blobs: [Digest: [UInt8]] = [:]
        var erasing: Set<Digest> = []
    }

    /// Reads the journal, lets `decide` say what to write at an instant, and writes it if nobody
    /// else wrote in between; else starts again. Nothing is written when `decide` refuses or drafts
    /// no event.
    func write(
        at now: Instant, _ decide: (History, _ now: Instant) throws -> Draft
    ) throws -> [Fact] {
        var state = try state()
        for _ in 0..<10 {
            let now = try instant(after: state.head, now)
            let draft = try decide(state.history, now)
            if draft.events.isEmpty { return [] }
            let facts = facts(draft, after: state.head, at: now)
            var previous = state.head.hash
            let entries = facts.map { fact in
                let entry = FactCodec.seal(fact, after: previous)
                previous = entry.hash
                return entry
            }
            let missing = try store.missing(Set(draft.blobs.keys))
            let done = try store.append(
                entries, blobs: draft.blobs.filter { missing.contains($0.key) },
                erasing: draft.erasing, after: state.head)
            if done { return facts }
            try catchUp(&state)
        }
        throw PublishingRefusal.busy
    }

    /// Somebody may have written since `now` was read from the clock, and other machines' clocks are
    /// a little off. A writer that is behind by no more than it would wait for another takes the
    /// journal's instant; any other clock is wrong.
    private func instant(after head: Head, _ now: Instant) throws -> Instant {
        guard let last = head.recorded, now < last else { return now }
        guard last.milliseconds - now.milliseconds <= 5_000 else {
            throw PublishingRefusal.clockBehind(journal: last)
        }
        return last
    }

    private func facts(_ draft: Draft, after head: Head, at now: Instant) -> [Fact] {
        draft.events.enumerated().map { offset, event in
            Fact(
                sequence: head.sequence + Int64(offset) + 1, recorded: now,
                effective: draft.effective ?? now, by: draft.by,
                reason: event.asksForReason ? draft.reason : nil, event: event)
        }
    }
}

extension Fact.Event {
    fileprivate var asksForReason: Bool {
        switch self {
        case .withdrawn, .reinstated, .moved, .erased: true
        case .configured, .revised, .approved: false
        }
    }
}
