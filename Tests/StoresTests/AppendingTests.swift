import Content
import Publishing
import Stores
import Testing

@Suite("Contract: an append is whole or nothing")
struct AppendingTests {
    /// Two entries are there: `believed` is what the writer takes for the last.
    struct Belief: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let believed: @Sendable (_ first: Entry, _ last: Entry) -> Head
    }

    static let beliefs = [
        Belief(testDescription: "empty") { _, _ in .empty },
        Belief(testDescription: "one behind") { first, _ in Head(first) },
        Belief(testDescription: "one ahead") { _, last in Head(Head(last).next("ahead")) },
        Belief(testDescription: "another entry there") { first, last in
            Head(sequence: last.sequence, hash: first.hash, recorded: last.recorded)
        },
        Belief(testDescription: "written at another time") { first, last in
            Head(sequence: last.sequence, hash: last.hash, recorded: first.recorded)
        },
    ]

    @Test("nothing is written when the journal has moved on", arguments: everyStore, beliefs)
    func moved(factory: any StoreFactory, belief: Belief) throws {
        try withNewStore(of: factory) { store throws in
            let entries = try store.grow("first", "last", blobs: blobs("kept"))
            let before = try store.contents()
            let head = belief.believed(entries[0], entries[1])
            let isWritten = try store.append(
                head.next(["too late"]), blobs: blobs("too late"), erasing: [], after: head)
            #expect(!isWritten)
            #expect(try store.contents() == before)
        }
    }

    /// What is wrong with the last of three entries.
    struct Breach: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let rule: StoreFault.Rule
        let spoil: @Sendable (Entry) -> Entry
    }

    static let breaches = [
        Breach(testDescription: "a gap", rule: .entriesFollow) { $0.with(sequence: 6) },
        Breach(testDescription: "a repetition", rule: .entriesFollow) { $0.with(sequence: 4) },
        Breach(testDescription: "a beginning", rule: .entriesFollow) { $0.with(sequence: 1) },
        Breach(testDescription: "number nought", rule: .entriesFollow) { $0.with(sequence: 0) },
        Breach(testDescription: "a negative number", rule: .entriesFollow) {
            $0.with(sequence: -1)
        },
        Breach(testDescription: "time that runs back", rule: .timeAdvances) {
            $0.with(recorded: $0.recorded.advanced(byMilliseconds: -1001))
        },
        Breach(testDescription: "the hash of the first", rule: .hashesDiffer) {
            $0.with(hash: Head.empty.next("first").hash)
        },
        Breach(testDescription: "an unknown kind", rule: .valuesFit) { $0.with(kind: "deleted") },
        Breach(testDescription: "a kind in capitals", rule: .valuesFit) {
            $0.with(kind: "REVISED")
        },
    ]

    @Test("nothing is written when one entry breaks a rule", arguments: everyStore, breaches)
    func broken(factory: any StoreFactory, breach: Breach) throws {
        try withNewStore(of: factory) { store throws in
            try store.grow("first", "second", blobs: blobs("kept"))
            let before = try store.contents()
            var entries = before.head.next(["third", "fourth", "fifth"])
            entries[2] = breach.spoil(entries[2])
            #expect(throws: StoreFault.broken(breach.rule)) {
                try store.append(entries, blobs: blobs("new"), erasing: [], after: before.head)
            }
            #expect(try store.contents() == before)
            try store.grow("the journal goes on", blobs: blobs("new"))
        }
    }

    @Test("the first entry is number one", arguments: everyStore, [-1, 0, 2, Int64.max])
    func first(factory: any StoreFactory, sequence: Int64) throws {
        try withNewStore(of: factory) { store throws in
            let entry = Head.empty.next("first").with(sequence: sequence)
            #expect(throws: StoreFault.broken(.entriesFollow)) {
                try store.append([entry], blobs: [:], erasing: [], after: .empty)
            }
            #expect(try store.contents() == Contents())
        }
    }

    @Test("two entries may be of the same instant", arguments: everyStore)
    func simultaneous(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            let first = try store.grow("first")[0]
            let second = Head(first).next("second", laterByMilliseconds: 0)
            #expect(try store.append([second], blobs: [:], erasing: [], after: Head(first)))
            #expect(try store.head().recorded == first.recorded)
        }
    }

    @Test("other bytes under the digest of a blob are refused", arguments: everyStore)
    func otherBytes(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            try store.grow("first", blobs: blobs("true"))
            let before = try store.contents()
            #expect(throws: StoreFault.broken(.blobsStay)) {
                try store.grow("second", blobs: [Digest(of: "true"): Array("false".utf8)])
            }
            #expect(try store.contents() == before)
        }
    }

    @Test("an append may bring blobs only, or nothing", arguments: everyStore)
    func noEntries(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            #expect(try store.append([], blobs: [:], erasing: [], after: .empty))
            #expect(try store.append([], blobs: blobs("early"), erasing: [], after: .empty))
            #expect(try store.contents().blobs == blobs("early"))
            #expect(try store.head() == .empty)
        }
    }
}

extension Entry {
    func with(
        sequence: Int64? = nil, recorded: Instant? = nil, kind: String? = nil, hash: Digest? = nil
    ) -> Entry {
        Entry(
            sequence: sequence ?? self.sequence, recorded: recorded ?? self.recorded,
            kind: kind ?? self.kind, subject: subject, body: body, hash: hash ?? self.hash)
    }
}
