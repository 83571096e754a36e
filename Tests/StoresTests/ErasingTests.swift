import Content
import Publishing
import Stores
import Testing

@Suite("Contract: a blob goes only when an entry says so, and then for ever")
struct ErasingTests {
    private let secret = Digest(of: "secret")

    @Test("erased in the transaction that says so", arguments: everyStore)
    func together(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            try store.grow("first", blobs: blobs("secret", "kept"))
            try store.erase(secret)
            #expect(try store.contents().blobs == blobs("kept"))
            #expect(try store.missing([secret]) == [secret])
            #expect(try store.head().sequence == 2)
        }
    }

    @Test("erased after an entry said so", arguments: everyStore)
    func afterwards(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            let first = try store.grow("first", blobs: blobs("secret"))[0]
            let entry = Head(first).next(erasing: secret)
            #expect(try store.append([entry], blobs: [:], erasing: [], after: Head(first)))
            #expect(try store.allBlobs() == [secret])
            #expect(try store.append([], blobs: [:], erasing: [secret], after: Head(entry)))
            #expect(try store.allBlobs().isEmpty)
        }
    }

    /// Entries that do not say that the secret is erased.
    static let others: [Entry] = [
        Head.empty.next("of another kind", kind: "withdrawn", subject: "\(Digest(of: "secret"))"),
        Head.empty.next(erasing: Digest(of: "another")),
        Head.empty.next(
            "in capitals", kind: "erased",
            subject: "\(Digest(of: "secret"))".uppercased()),
        Head.empty.next("of nothing", kind: "erased", subject: nil),
    ]

    @Test("refused, and nothing written, when no entry says so", arguments: everyStore, others)
    func unsaid(factory: any StoreFactory, entry: Entry) throws {
        try withNewStore(of: factory) { store throws in
            #expect(try store.append([], blobs: blobs("secret"), erasing: [], after: .empty))
            let before = try store.contents()
            #expect(throws: StoreFault.broken(.onlyErasedBlobsGo)) {
                try store.append(
                    [entry], blobs: blobs("new"), erasing: [secret], after: .empty)
            }
            #expect(try store.contents() == before)
        }
    }

    @Test("refused for a blob that was never there, too", arguments: everyStore)
    func neverThere(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            #expect(throws: StoreFault.broken(.onlyErasedBlobsGo)) {
                try store.append([], blobs: [:], erasing: [secret], after: .empty)
            }
        }
    }

    @Test("an erased blob never comes back", arguments: everyStore)
    func comeback(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            try store.grow("first", blobs: blobs("secret"))
            try store.erase(secret)
            let before = try store.contents()
            #expect(throws: StoreFault.broken(.erasedBlobsStayAway)) {
                try store.grow("again", blobs: blobs("new", "secret"))
            }
            #expect(try store.contents() == before)
        }
    }

    @Test("what is erased twice is erased", arguments: everyStore)
    func twice(factory: any StoreFactory) throws {
        try withNewStore(of: factory) { store throws in
            try store.grow("first", blobs: blobs("secret"))
            try store.erase(secret)
            #expect(try store.append([], blobs: [:], erasing: [secret], after: try store.head()))
            #expect(try store.allBlobs().isEmpty)
        }
    }
}
