import Content
import Foundation
import GRDB
import Publishing
import Testing

@testable import Stores

@Suite("SQLite: what only SQLite would let pass")
struct SQLiteRuleTests {
    private let place: SQLitePlace

    init() throws { place = try SQLitePlace() }

    /// Each would quietly remove a row, without a DELETE trigger being asked.
    static let replacements = [
        "INSERT OR REPLACE INTO entries SELECT 1, recorded, 'moved', subject, body, hash "
            + "FROM entries WHERE sequence = 2",
        "REPLACE INTO entries SELECT 3, recorded, 'moved', subject, body, hash "
            + "FROM entries WHERE sequence = 2",
        "UPDATE OR REPLACE entries SET sequence = 1 WHERE sequence = 2",
        "INSERT OR REPLACE INTO blobs SELECT digest, digest FROM blobs",
        "INSERT OR REPLACE INTO blobs (rowid, digest, bytes) SELECT 1, hash, body FROM entries",
        "INSERT INTO blobs (digest, bytes) SELECT digest, digest FROM blobs WHERE true "
            + "ON CONFLICT (digest) DO UPDATE SET bytes = excluded.bytes",
        "INSERT INTO entries SELECT 2, recorded, 'moved', subject, body, hash FROM entries "
            + "WHERE true ON CONFLICT DO UPDATE SET kind = 'moved'",
        "INSERT OR IGNORE INTO entries SELECT 9, recorded, kind, subject, body, hash "
            + "FROM entries WHERE sequence = 2",
    ]

    @Test("no row is replaced, whatever the connection", arguments: replacements, [true, false])
    func replaced(sql: String, isOurs: Bool) throws {
        let journal = try SQLiteJournal(path: place.path)
        try journal.grow("first", "second", blobs: blobs("kept"))
        let before = try journal.contents()
        let error = #expect(throws: StoreFault.self) {
            if isOurs {
                try inOurWords(place.path) {
                    try journal.file.writer.write { try $0.execute(sql: sql) }
                }
            } else {
                try place.tamper(sql)
            }
        }
        guard case .broken = error else {
            Issue.record("not a broken rule: \(String(describing: error))")
            return
        }
        #expect(try journal.contents() == before)
        withExtendedLifetime(place) {}
    }

    @Test("replacing a blob by itself changes nothing")
    func replacedByItself() throws {
        let journal = try SQLiteJournal(path: place.path)
        try journal.grow("first", blobs: blobs("kept"))
        try place.tamper("INSERT OR REPLACE INTO blobs SELECT digest, bytes FROM blobs")
        #expect(try journal.contents().blobs == blobs("kept"))
        withExtendedLifetime(place) {}
    }

    static let misfits = [
        "INSERT INTO blobs VALUES (NULL, x'00')",
        "INSERT INTO blobs VALUES ('\(String(repeating: "a", count: 32))', x'00')",
        "INSERT INTO blobs VALUES (zeroblob(32), 'text')",
        "INSERT INTO blobs VALUES (zeroblob(32), NULL)",
        "INSERT INTO entries VALUES (1, 'today', 'moved', NULL, x'', zeroblob(32))",
        "INSERT INTO entries VALUES (1, 1.5, 'moved', NULL, x'', zeroblob(32))",
        "INSERT INTO entries VALUES (1, 1, 'moved', NULL, 'text', zeroblob(32))",
        "INSERT INTO entries VALUES (1, 1, NULL, NULL, x'', zeroblob(32))",
        "INSERT INTO entries VALUES (1, 1, 'moved', NULL, x'', zeroblob(33))",
    ]

    @Test("a value of another type does not fit", arguments: misfits)
    func types(sql: String) throws {
        try SQLiteJournal(path: place.path).close()
        #expect(throws: StoreFault.broken(.valuesFit)) { try place.tamper(sql) }
        withExtendedLifetime(place) {}
    }

    @Test("a row without a number does not get one by itself")
    func unnumbered() throws {
        try SQLiteJournal(path: place.path).close()
        #expect(throws: StoreFault.broken(.entriesFollow)) {
            try place.tamper(
                "INSERT INTO entries VALUES (NULL, 1, 'moved', NULL, x'', zeroblob(32))")
        }
        withExtendedLifetime(place) {}
    }

    @Test("what was erased is in none of the files, even while the journal is open")
    func overwritten() throws {
        let journal = try SQLiteJournal(path: place.path)
        let secret = String(repeating: "what nobody may read any more ", count: 2_000)
        try journal.grow("first", blobs: blobs(secret, "kept"))
        #expect(try holding(secret) != [])
        try journal.erase(Digest(of: secret))
        #expect(try holding(secret) == [])
        #expect(try journal.contents().blobs == blobs("kept"))
        try journal.close()
        #expect(try holding(secret) == [])
    }

    @Test("a reader holds back the overwriting only until the next append")
    func heldBack() throws {
        let journal = try SQLiteJournal(
            path: place.path, readOnly: false, schema: .current, waitSeconds: 0.02)
        let secret = String(repeating: "what nobody may read any more ", count: 2_000)
        try journal.grow("first", blobs: blobs(secret))
        let reader = try place.outsider()
        try reader.inDatabase { db in
            try db.execute(sql: "BEGIN")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM blobs") == 1)
            try journal.erase(Digest(of: secret))
            #expect(try journal.allBlobs().isEmpty)
            try db.execute(sql: "COMMIT")
        }
        #expect(try holding(secret) != [])
        try journal.grow("third")
        #expect(try holding(secret) == [])
    }

    /// The files that have a part of `text` in them.
    private func holding(_ text: String) throws -> [String] {
        let part = Data(text.utf8.prefix(30))
        return try place.files().filter { $0.value.range(of: part) != nil }.keys.sorted()
    }
}
