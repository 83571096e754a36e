package import Content
internal import Policy

/// What is wrong with a journal, each as one sentence.
package struct Verification: Hashable, Sendable {
    package var facts = 0
    package var blobs = 0
    package var troubles: [String] = []
    /// The hash of the last entry: whoever has it can tell whether anything before was changed.
    package var hash: Digest?

    package var isWhole: Bool { troubles.isEmpty }
}

extension Journal {
    /// Proves the journal: every entry follows from the one before, every fact can be read, every
    /// blob is what its name says and is named by a fact, and every blob a fact names is there or was
    /// erased.
    package func verify(progress: ((Int) -> Void)? = nil) throws -> Verification {
        var verification = Verification()
        var previous: Entry?
        var named: Set<Digest> = []
        var erased: Set<Digest> = []
        while true {
            let entries = try store.entries(after: previous?.sequence ?? 0, limit: 1_000)
            for entry in entries {
                verification.check(entry, after: previous)
                if let fact = verification.decoded(entry) {
                    named.formUnion(fact.blobs)
                    if case .erased(let digest) = fact.event { erased.insert(digest) }
                }
                previous = entry
                verification.facts += 1
            }
            progress?(verification.facts)
            if entries.count < 1_000 { break }
        }
        verification.hash = previous?.hash
        try check(named: named, erased: erased, &verification)
        return verification
    }

    private func check(
        named: Set<Digest>, erased: Set<Digest>, _ verification: inout Verification
    ) throws {
        let all = try store.allBlobs()
        verification.blobs = all.count
        for digest in named.subtracting(all).subtracting(erased).sorted(by: digestOrder) {
            verification.troubles.append("the blob \(digest) is named by a fact and is not there")
        }
        for digest in all.intersection(erased).sorted(by: digestOrder) {
            verification.troubles.append("the blob \(digest) was erased and is still there")
        }
        for digest in all.subtracting(named).sorted(by: digestOrder) {
            verification.troubles.append("the blob \(digest) is there and no fact names it")
        }
        let ordered = all.sorted(by: digestOrder)
        for start in stride(from: 0, to: ordered.count, by: 500) {
            let batch = Array(ordered[start..<min(start + 500, ordered.count)])
            for (digest, bytes) in try store.blobs(batch) where Digest(of: bytes) != digest {
                verification.troubles.append(
                    "the blob \(digest) holds other bytes than its name says")
            }
        }
    }

    private func digestOrder(_ left: Digest, _ right: Digest) -> Bool {
        left.description < right.description
    }
}

extension Verification {
    fileprivate mutating func check(_ entry: Entry, after previous: Entry?) {
        if entry.sequence != (previous?.sequence ?? 0) + 1 {
            troubles.append("entry \(entry.sequence) follows entry \(previous?.sequence ?? 0)")
        }
        if let previous, entry.recorded < previous.recorded {
            troubles.append("entry \(entry.sequence) is older than the entry before it")
        }
        if entry.hash != FactCodec.hash(entry.body, after: previous?.hash) {
            troubles.append("entry \(entry.sequence) does not match its hash")
        }
    }

    fileprivate mutating func decoded(_ entry: Entry) -> Fact? {
        do {
            return try FactCodec.decode(entry)
        } catch {
            switch error {
            case .notAFact(_, let detail):
                troubles.append("entry \(entry.sequence) cannot be read: \(detail)")
            case .unknownSchema(_, let schema):
                troubles.append(
                    "a newer hoofbeat wrote entry \(entry.sequence) (schema \(schema))")
            }
            return nil
        }
    }
}

extension Fact {
    /// The blobs a fact names.
    fileprivate var blobs: [Digest] {
        switch event {
        case .revised(let revision):
            Array(revision.sources.values) + Array(revision.articles.values)
        case .configured(let configuration): [configuration.digest]
        case .approved, .withdrawn, .reinstated, .moved, .erased: []
        }
    }
}
