import Content
import Publishing
import Stores
import Testing

@Suite("Contract: the database keeps the rules against everyone")
struct TamperingTests {
    /// Two entries and one blob are there.
    static let attempts: [(sql: String, rule: StoreFault.Rule)] = [
        ("UPDATE entries SET kind = 'moved' WHERE sequence = 1", .entriesStay),
        ("UPDATE entries SET recorded = recorded", .entriesStay),
        ("UPDATE entries SET sequence = sequence + 10", .entriesStay),
        ("DELETE FROM entries WHERE sequence = 2", .entriesStay),
        ("DELETE FROM entries", .entriesStay),
        (copy("1, recorded, kind, subject, body, hash"), .entriesFollow),
        (copy("4, recorded, kind, subject, body, hash"), .entriesFollow),
        (copy("3, recorded - 1, kind, subject, body, hash"), .timeAdvances),
        (copy("3, recorded, kind, subject, body, hash"), .hashesDiffer),
        (copy("3, recorded, 'gone', subject, body, (SELECT digest FROM blobs)"), .valuesFit),
        (copy("3, recorded, kind, subject, body, body"), .valuesFit),
        ("UPDATE blobs SET bytes = digest", .blobsStay),
        ("UPDATE blobs SET digest = digest", .blobsStay),
        ("INSERT INTO blobs SELECT digest, digest FROM blobs", .blobsStay),
        ("INSERT INTO blobs SELECT body, body FROM entries", .valuesFit),
        ("DELETE FROM blobs", .onlyErasedBlobsGo),
        ("INSERT INTO blobs SELECT hash, body FROM entries; DELETE FROM blobs", .onlyErasedBlobsGo),
    ]

    /// Inserts what the second entry is made of, in other words.
    private static func copy(_ columns: String) -> String {
        "INSERT INTO entries SELECT \(columns) FROM entries WHERE sequence = 2"
    }

    @Test("no statement gets around them", arguments: everyStore, attempts)
    func statement(
        factory: any StoreFactory, attempt: (sql: String, rule: StoreFault.Rule)
    ) throws {
        try inNewPlace(of: factory) { place throws in
            let store = try place.open()
            try store.grow("first", "second", blobs: blobs("kept"))
            let before = try store.contents()
            #expect(throws: StoreFault.broken(attempt.rule)) { try place.tamper(attempt.sql) }
            #expect(try store.contents() == before)
        }
    }

    @Test("an erased blob is not let in by hand", arguments: everyStore)
    func erased(factory: any StoreFactory) throws {
        try inNewPlace(of: factory) { place throws in
            let store = try place.open()
            let head = Head(try store.grow("first")[0])
            let sealed = head.next(erasing: try #require(head.hash))
            #expect(try store.append([sealed], blobs: [:], erasing: [], after: head))
            #expect(throws: StoreFault.broken(.erasedBlobsStayAway)) {
                try place.tamper("INSERT INTO blobs SELECT hash, body FROM entries")
            }
            #expect(try store.allBlobs().isEmpty)
        }
    }
}
