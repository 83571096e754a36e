import Content
import Foundation
import Publishing
import Testing

@testable import Stores

@Suite("PostgreSQL: opening a database")
struct PostgresOpeningTests {
    private let place: PostgresPlace

    init() throws { place = try PostgresPlace() }

    private var name: String { get throws { try place.address.description } }

    private func text(_ sql: String) throws -> String? {
        try PostgresConnection(place.address, isReading: false).execute(sql).text
    }

    @Test("makes the tables where there are none, and says of which version they are")
    func new() throws {
        #expect(try place.open().head() == .empty)
        #expect(
            try text("SELECT max(version) FROM hoofbeat_schema")
                == "\(PostgresSchema.current.version)")
        withExtendedLifetime(place) {}
    }

    @Test("by many at once, when they are not there yet", arguments: 0..<3)
    func together(round: Int) async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask { _ = try place.open().head() }
            }
            try await group.waitForAll()
        }
        try place.open().grow("first")
        #expect(try text("SELECT count(*) FROM hoofbeat_schema") == "1")
        withExtendedLifetime(place) {}
    }

    @Test("brings tables of the schema before to this one, and loses nothing")
    func previous() throws {
        let earlier = PostgresSchema(steps: Array(PostgresSchema.current.steps.dropLast()))
        let old = try PostgresJournal(place.address, readOnly: false, schema: earlier)
        try old.grow("kept", blobs: blobs("kept"))
        let before = try old.contents()
        try old.close()
        let journal = try place.journal()
        #expect(try journal.contents() == before)
        #expect(try SQLReadership(journal.database).marks().isEmpty)
        #expect(try text("SELECT count(*) FROM hoofbeat_schema") == "2")
        try journal.grow("and on it goes")
        withExtendedLifetime(place) {}
    }

    /// Opens it both ways and expects to be refused.
    private func refusals() throws -> [StoreRefusal?] {
        try [false, true].map { readOnly in
            try #require(throws: StoreRefusal.self) {
                try PostgresJournal(place.address, readOnly: readOnly)
            }
        }
    }

    @Test("refuses a database of a newer program")
    func newer() throws {
        let later = PostgresSchema(
            steps: PostgresSchema.current.steps + ["CREATE TABLE later (a text)"])
        try PostgresJournal(place.address, readOnly: false, schema: later).grow("kept")
        let refusal = StoreRefusal.newer(
            path: try name, found: later.version, known: later.version - 1)
        #expect(try refusals() == [refusal, refusal])
        withExtendedLifetime(place) {}
    }

    @Test(
        "refuses a database of something else",
        arguments: ["CREATE TABLE entries (a text)", "CREATE VIEW a AS SELECT 1"])
    func foreign(sql: String) throws {
        try place.tamper(sql)
        let refusal = StoreRefusal.foreign(path: try name)
        #expect(try refusals() == [refusal, refusal])
        withExtendedLifetime(place) {}
    }

    @Test(
        "refuses a journal whose guards were taken away or changed",
        arguments: [
            "DROP TRIGGER entries_are_not_changed ON entries",
            "ALTER TABLE entries DISABLE TRIGGER entries_come_in_order",
            "ALTER TABLE blobs ENABLE TRIGGER blobs_are_not_removed",
            "DROP INDEX erasures",
            "ALTER TABLE entries DROP CONSTRAINT entries_hash_key",
            "ALTER TABLE entries ADD COLUMN more text",
            "CREATE OR REPLACE FUNCTION entries_stay() RETURNS trigger LANGUAGE plpgsql "
                + "AS 'BEGIN RETURN NEW; END'",
            "CREATE TABLE more (a text)",
        ])
    func unguarded(sql: String) throws {
        try place.open().grow("first")
        try place.tamper(sql)
        for refusal in try refusals() {
            guard case .damaged(try name, let detail) = refusal else {
                Issue.record("it is \(String(describing: refusal))")
                continue
            }
            #expect(detail.hasPrefix("its schema was altered: "))
        }
        withExtendedLifetime(place) {}
    }

    @Test("for reading, makes nothing where there is nothing, and writes nothing")
    func readOnly() throws {
        #expect(throws: StoreFault.absent(path: try name)) {
            try PostgresJournal(place.address, readOnly: true)
        }
        #expect(try text("SELECT to_regclass('hoofbeat_schema') IS NULL") == "t")
        try place.open().grow("first", blobs: blobs("kept"))
        let reader = try PostgresJournal(place.address, readOnly: true)
        #expect(try reader.contents().blobs == blobs("kept"))
        #expect(throws: StoreFault.readOnly) { try reader.grow("second") }
        withExtendedLifetime(place) {}
    }

    @Test("is over once it is closed")
    func closed() throws {
        let journal = try place.journal()
        try journal.close()
        try journal.close()
        #expect(throws: StoreFault.closed) { try journal.head() }
        withExtendedLifetime(place) {}
    }

    @Test("keeps what it acknowledges on the disk, whatever the server usually does")
    func durable() throws {
        let url = place.url + "%20-csynchronous_commit%3Doff"
        let connection = try PostgresConnection(try PostgresAddress(url), isReading: false)
        #expect(try connection.execute("SHOW synchronous_commit").text == "on")
        withExtendedLifetime(place) {}
    }
}

@Suite("PostgreSQL: what only PostgreSQL would let pass")
struct PostgresRuleTests {
    /// Each before a statement that a trigger refuses.
    static let tricks = [
        "TRUNCATE entries",
        "TRUNCATE entries, blobs CASCADE",
        "SET session_replication_role = replica; DELETE FROM entries",
        "INSERT INTO entries SELECT 1, recorded, 'moved', subject, body, hash FROM entries "
            + "WHERE sequence = 2 ON CONFLICT (sequence) DO UPDATE SET kind = 'moved'",
        "MERGE INTO entries USING (SELECT 1 AS one) AS s ON sequence = one "
            + "WHEN MATCHED THEN DELETE",
        "WITH gone AS (DELETE FROM blobs RETURNING *) SELECT count(*) FROM gone",
        "COPY entries (sequence, recorded, kind, body, hash) FROM PROGRAM "
            + "'printf \"9\\t0\\trevised\\t\\t\\n\"'",
        "TRUNCATE blobs",
        // A table of the same name that stands before ours.
        "CREATE TEMP TABLE entries AS SELECT 'erased' AS kind, encode(digest, 'hex') AS subject "
            + "FROM blobs; DELETE FROM blobs",
    ]

    @Test("nothing is changed or removed", arguments: tricks)
    func refused(sql: String) throws {
        let place = try PostgresPlace()
        let store = try place.open()
        try store.grow("first", "second", blobs: blobs("kept"))
        let before = try store.contents()
        #expect(throws: StoreFault.self) { try place.tamper(sql) }
        #expect(try store.contents() == before)
        withExtendedLifetime(place) {}
    }
}

@Suite("PostgreSQL: an address, and what is told of it")
struct PostgresAddressTests {
    @Test(
        "is shown without its password",
        arguments: [
            ("postgres://ada:secret@db.example:5433/nets", "postgres://ada@db.example:5433/nets"),
            (
                "postgres://db.example/nets?user=ada&password=secret",
                "postgres://ada@db.example/nets"
            ),
            ("postgresql:///nets?host=/run/pg", "postgres:///run/pg/nets"),
            ("postgres://a,b:5433/nets", "postgres://a,b:,5433/nets"),
        ])
    func shown(url: String, name: String) throws {
        #expect(try PostgresAddress(url).description == name)
    }

    @Test(
        "is refused without being repeated",
        arguments: [
            "postgres://ada:half/secret@db.example/nets",
            "postgres://ada:12/secret@db.example/nets",
            "postgres://ada:secret@db.example:port/nets", "postgres://ada:100%@db.example/nets",
            "postgres://db.example/nets?secret=1", "nets.sqlite",
        ])
    func refused(url: String) {
        #expect(throws: StoreFault.unreadableAddress) { try PostgresAddress(url) }
    }

    @Test("no message holds its password")
    func silent() throws {
        let address = try PostgresAddress("postgres://ada:secret@127.0.0.1:1/nets")
        let fault = try #require(throws: StoreFault.self) { try PostgresJournal(address) }
        #expect("\(fault)".contains("127.0.0.1"))
        #expect(!"\(fault)".contains("secret"))
        #expect(address.cleaned("it is\n secret  indeed") == "it is … indeed")
    }
}
