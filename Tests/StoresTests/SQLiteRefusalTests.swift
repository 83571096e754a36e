import Cast
import Content
import Foundation
import GRDB
import Publishing
import Testing

@testable import Stores

@Suite("SQLite: a file that cannot be used is refused, and keeps its bytes")
struct SQLiteRefusalTests {
    private let place: SQLitePlace

    init() throws { place = try SQLitePlace() }

    /// Opens it both ways and expects to be refused.
    private func refusals() throws -> [StoreRefusal?] {
        let before = try place.files()
        let refusals = try [false, true].map { readOnly in
            try #require(throws: StoreRefusal.self) {
                try SQLiteJournal(path: place.path, readOnly: readOnly)
            }
        }
        #expect(try place.files() == before)
        return refusals
    }

    private func isDamaged(_ refusal: StoreRefusal?) -> Bool {
        guard case .damaged(place.path, let detail) = refusal else { return false }
        return !detail.isEmpty
    }

    @Test(
        "a database of something else",
        arguments: [
            "CREATE TABLE entries (a)",
            "CREATE TABLE a (b); PRAGMA application_id = 7; PRAGMA user_version = 1",
            "PRAGMA application_id = 7",
            "PRAGMA user_version = 3",
            "PRAGMA journal_mode = WAL; CREATE TABLE a (b)",
        ])
    func foreign(sql: String) throws {
        let outsider = try place.outsider()
        try outsider.writeWithoutTransaction { try $0.execute(sql: sql) }
        try outsider.close()
        #expect(try refusals() == [.foreign(path: place.path), .foreign(path: place.path)])
    }

    @Test("a journal of a newer program, closed or left open by a crash", arguments: [true, false])
    func newer(isClosed: Bool) throws {
        let later = SQLiteSchema(
            steps: SQLiteSchema.current.steps + ["CREATE TABLE later (a TEXT) STRICT"])
        try SQLiteJournal(path: place.path).grow("kept")
        let upgraded = try SQLiteJournal(
            path: place.path, readOnly: false, schema: later, waitSeconds: 5)
        #expect(try upgraded.head().sequence == 1)
        if isClosed { try upgraded.close() }
        let refusal = StoreRefusal.newer(
            path: place.path, found: later.version, known: later.version - 1)
        #expect(try refusals() == [refusal, refusal])
        withExtendedLifetime(upgraded) {}
    }

    @Test(
        "text and nonsense",
        arguments: [
            Data("No database at all, but long enough to be one. ".utf8),
            Data(repeating: 0, count: 20_000),
            Data("SQLite format 3\0".utf8) + Data(repeating: 0xA5, count: 9_000),
        ])
    func nonsense(bytes: Data) throws {
        try bytes.write(to: URL(fileURLWithPath: place.path))
        #expect(try refusals().allSatisfy(isDamaged))
    }

    @Test("half of a journal", arguments: [1, 2, 3, 10])
    func half(part: Int) throws {
        let bytes = try someJournal()
        try bytes.prefix(bytes.count * part / 11).write(to: URL(fileURLWithPath: place.path))
        #expect(try refusals().allSatisfy(isDamaged))
    }

    @Test("a journal with a page of zeros", arguments: 1..<6)
    func holed(page: Int) throws {
        var bytes = try someJournal()
        bytes.resetBytes(in: page * 8192..<(page + 1) * 8192)
        try bytes.write(to: URL(fileURLWithPath: place.path))
        #expect(try refusals().allSatisfy(isDamaged))
    }

    @Test(
        "a journal whose guards were taken away or changed",
        arguments: [
            "DROP TRIGGER entries_are_not_changed",
            "DROP INDEX erasures",
            "CREATE TRIGGER quiet BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END",
            "ALTER TABLE entries ADD COLUMN more TEXT",
            "PRAGMA user_version = 0",
            "PRAGMA user_version = -1",
        ])
    func unguarded(sql: String) throws {
        _ = try someJournal()
        try place.tamper(sql)
        #expect(try refusals().allSatisfy(isDamaged))
    }

    @Test("a flipped bit is noticed or does no harm", arguments: seeds(40))
    func flipped(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        var bytes = try someJournal()
        let path = place.path
        let spot = Int.random(in: bytes.indices, using: &numbers)
        bytes[spot] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        try bytes.write(to: URL(fileURLWithPath: path))
        do {
            _ = try SQLiteJournal(path: path).contents()
        } catch is StoreRefusal {
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
    }

    /// The bytes of a closed journal of some pages.
    private func someJournal() throws -> Data {
        let journal = try SQLiteJournal(path: place.path)
        try journal.grow("first", "second", blobs: blobs(String(repeating: "long ", count: 9_000)))
        try journal.grow("third", blobs: blobs("short"))
        try journal.close()
        return try Data(contentsOf: URL(fileURLWithPath: place.path))
    }
}
