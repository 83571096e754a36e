import Content
import Publishing
import Testing

@Suite("Contract: a store gives back what it was given")
struct KeepingTests {
    @Test("a new journal is empty", arguments: everyStore)
    func empty(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            #expect(try store.contents() == Contents())
            #expect(try store.missing([Digest(of: "a")]) == [Digest(of: "a")])
            #expect(try store.blobs([Digest(of: "a")]).isEmpty)
        }
    }

    @Test(
        "every kind of entry, whole", arguments: everyStore,
        [
            "configured", "revised", "approved", "withdrawn", "reinstated", "moved", "erased",
        ])
    func kinds(factory: any StoreFactory, kind: String) throws {
        try withNewStore(of: factory) { store throws in
            let entry = Head.empty.next("{}", kind: kind, subject: "pages/home")
            #expect(try store.append([entry], blobs: [:], erasing: [], after: .empty))
            #expect(try store.entries(after: 0, limit: 1) == [entry])
            #expect(try store.head() == Head(entry))
        }
    }

    static let oddEntries: [Entry] = [
        Head.empty.next("no subject", subject: nil),
        Head.empty.next("an empty subject", subject: ""),
        Head.empty.next("words of everyone", subject: "pages/żółw-🐢-'quoted'-\"twice\""),
        Head.empty.next("", subject: "an empty body"),
        Head.empty.next("with \u{0} a zero and a \u{1F993}"),
        Head.empty.next(String(repeating: "a long body ", count: 20_000)),
        Head.empty.next("long before 1970", laterByMilliseconds: -4_000_000_000_000),
    ]

    @Test("odd entries too", arguments: everyStore, oddEntries)
    func odd(factory: any StoreFactory, entry: Entry) throws {
        try withNewStore(of: factory) { store throws in
            #expect(try store.append([entry], blobs: [:], erasing: [], after: .empty))
            #expect(try store.entries(after: 0, limit: 1) == [entry])
        }
    }

    static let oddBlobs: [[UInt8]] = [
        [], [0], Array("plain".utf8), Array(0...255), Array(repeating: 0, count: 300_000),
    ]

    @Test("blobs, byte for byte", arguments: everyStore, oddBlobs)
    func blob(factory: any StoreFactory, bytes: [UInt8]) throws {
        try withNewStore(of: factory) { store throws in
            let digest = Digest(of: bytes)
            try store.grow("with a blob", blobs: [digest: bytes])
            #expect(try store.blobs([digest, Digest(of: "another")]) == [digest: bytes])
            #expect(try store.allBlobs() == [digest])
        }
    }

    static let pages: [(after: Int64, limit: Int, expected: [Int64])] = [
        (0, 3, [1, 2, 3]), (3, 3, [4, 5, 6]), (6, 3, [7]), (7, 3, []), (100, 3, []),
        (0, 0, []), (0, 7, [1, 2, 3, 4, 5, 6, 7]), (2, .max, [3, 4, 5, 6, 7]),
    ]

    @Test("entries come in order, as many as asked for", arguments: everyStore, pages)
    func paging(
        factory: any StoreFactory, page: (after: Int64, limit: Int, expected: [Int64])
    ) throws {
        try withNewStore(of: factory) { store throws in
            try store.grow("1", "2", "3", "4", "5", "6", "7")
            let found = try store.entries(after: page.after, limit: page.limit)
            #expect(found.map(\.sequence) == page.expected)
        }
    }

    @Test("a blob that is there already is left alone", arguments: everyStore)
    func again(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            try store.grow("first", blobs: blobs("shared"))
            try store.grow("second", blobs: blobs("shared", "new"))
            #expect(try store.contents().blobs == blobs("shared", "new"))
        }
    }

    @Test("asking for tens of thousands of blobs at once", arguments: everyStore)
    func many(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            let kept = Dictionary(
                uniqueKeysWithValues: (0..<12_001).map { number in
                    (Digest(of: "kept \(number)"), Array("\(number)".utf8))
                })
            let absent = Set((0..<8_001).map { Digest(of: "absent \($0)") })
            try store.grow("all of it", blobs: kept)
            #expect(try store.allBlobs() == Set(kept.keys))
            #expect(try store.missing(absent.union(kept.keys)) == absent)
            #expect(try store.blobs(Array(kept.keys) + absent + kept.keys) == kept)
        }
    }

    @Test("what was appended is there for who opens the journal next", arguments: everyStore)
    func reopened(factory: any StoreFactory) throws {
        try inNewPlace(of: factory) { place throws in
            let written = try place.open().grow("kept", blobs: blobs("kept"))
            let store = try place.open()
            #expect(try store.entries(after: 0, limit: 9) == written)
            #expect(try store.contents().blobs == blobs("kept"))
        }
    }
}
