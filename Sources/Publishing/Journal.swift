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

        /// Takes in the next entry. Whoever wrote to the database by hand gets a sentence, and
        /// shows nobody anything.
        fileprivate mutating func take(_ entry: Entry, _ fact: Fact) throws(FactCodec.Refusal) {
            guard fact.sequence == head.sequence + 1, fact.recorded >= history.lastRecorded,
                entry.hash == FactCodec.hash(entry.body, after: head.hash)
            else {
                throw .notAFact(
                    sequence: fact.sequence, detail: "it does not follow the entry before it")
            }
            history.add(fact)
            head = Head(sequence: entry.sequence, hash: entry.hash, recorded: entry.recorded)
        }
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
        var taken: [Fact] = []
        while true {
            // Several pieces at once, since nothing that was written ever changes; not all of them,
            // since a long journal is larger than what is kept of it.
            let end = min(try store.head().sequence, state.head.sequence + 8_000)
            guard end > state.head.sequence else { return taken }
            let starts = Array(stride(from: state.head.sequence, to: end, by: 125))
            let pieces = concurrentMap(starts) { start in
                Result { try read(after: start, limit: Int(min(125, end - start))) }
            }
            for piece in pieces {
                for (entry, fact) in try piece.get() {
                    try state.take(entry, fact)
                    taken.append(fact)
                }
            }
        }
    }

    private func read(after sequence: Int64, limit: Int) throws -> [(Entry, Fact)] {
        try store.entries(after: sequence, limit: limit).map { ($0, try FactCodec.decode($0)) }
    }

    /// The bytes of those blobs that are there, each proved to be what its name says: an approval
    /// is of a digest, so other bytes under it were approved by nobody.
    func blobs(_ digests: [Digest]) throws -> [Digest: [UInt8]] {
        let found = try store.blobs(digests)
        for (digest, bytes) in found where Digest(of: bytes) != digest {
            throw PublishingRefusal.alteredBlob(digest)
        }
        return found
    }

    /// What a use case wants written.
    struct Proposal {
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
    /// else wrote in between; else starts again. Nothing is written when `decide` refuses or proposes
    /// no event.
    ///
    /// - Parameter now: read when something is decided, and again when it is written and nobody else can
    ///   write: printing takes a while, and so does waiting for others. Whoever tells readers of all that
    ///   was recorded before some instant must be able to know when that is all of it.
    func write(
        at now: @autoclosure () -> Instant, _ decide: (History, _ now: Instant) throws -> Proposal
    ) throws -> [Fact] {
        var state = try state()
        for _ in 0..<10 {
            let proposal = try decide(state.history, try instant(after: state.head, now()))
            if proposal.events.isEmpty { return [] }
            var facts: [Fact] = []
            let missing = try store.missing(Set(proposal.blobs.keys))
            let done = try store.append(
                try seal(proposal, after: state.head, at: now(), &facts),
                blobs: proposal.blobs.filter { missing.contains($0.key) },
                erasing: proposal.erasing, after: state.head)
            if done { return facts }
            try catchUp(&state)
        }
        throw PublishingRefusal.busy
    }

    private func seal(
        _ proposal: Proposal, after head: Head, at now: Instant, _ facts: inout [Fact]
    ) throws -> [Entry] {
        facts = self.facts(proposal, after: head, at: try instant(after: head, now))
        return FactCodec.seal(facts, after: head.hash)
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

    private func facts(_ proposal: Proposal, after head: Head, at now: Instant) -> [Fact] {
        proposal.events.enumerated().map { offset, event in
            Fact(
                sequence: head.sequence + Int64(offset) + 1, recorded: now,
                effective: proposal.effective ?? now, by: proposal.by,
                reason: event.asksForReason ? proposal.reason : nil, event: event)
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
