import Content
import Foundation
import GRDB
import Publishing
import Testing

@testable import Stores

@Suite("SQLite: no room, no patience")
struct SQLiteLimitTests {
    private let place: SQLitePlace

    init() throws { place = try SQLitePlace() }

    @Test("an append that the disk has no room for leaves nothing behind", arguments: [2, 8, 30])
    func full(pages: Int) throws {
        let journal = try SQLiteJournal(path: place.path)
        try journal.grow("first", blobs: blobs("kept"))
        let before = try journal.contents()
        try setLimit(of: journal, pages: pages)
        #expect(throws: StoreFault.full) {
            let large = String(repeating: "x", count: 500_000)
            try journal.grow("second", blobs: blobs("small", large))
        }
        #expect(try journal.contents() == before)
        try setLimit(of: journal, pages: 1_000_000)
        try journal.grow("there is room again", blobs: blobs("small"))
        #expect(try journal.damage().isEmpty)
        withExtendedLifetime(place) {}
    }

    /// Allows so many pages more than there are.
    private func setLimit(of journal: SQLiteJournal, pages: Int) throws {
        try journal.file.writer.writeWithoutTransaction { db in
            let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(count + pages)")
        }
    }

    @Test("readers do not wait for a writer, and see nothing of what is not appended yet")
    func unblocked() throws {
        let journal = try SQLiteJournal(
            path: place.path, readOnly: false, schema: .current, waitSeconds: 0.02)
        try journal.grow("first", blobs: blobs("kept"))
        let before = try journal.contents()
        try whileWriting {
            #expect(try journal.contents() == before)
            let reader = try SQLiteJournal(path: place.path, readOnly: true)
            #expect(try reader.contents() == before)
            let other = try SQLiteJournal(path: place.path)
            #expect(try other.contents() == before)
        }
        withExtendedLifetime(place) {}
    }

    @Test("a writer gives up when another keeps the journal too long, and may try again")
    func busy() throws {
        let journal = try SQLiteJournal(
            path: place.path, readOnly: false, schema: .current, waitSeconds: 0.02)
        try journal.grow("first")
        try whileWriting {
            #expect(throws: StoreFault.busy) { try journal.grow("second") }
        }
        try journal.grow("second")
        #expect(try journal.head().sequence == 2)
        withExtendedLifetime(place) {}
    }

    /// Does `work` while another connection has written something and not yet said whether it
    /// keeps it.
    private func whileWriting(_ work: () throws -> Void) throws {
        try place.outsider().inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            try db.execute(sql: "INSERT INTO blobs VALUES (zeroblob(32), zeroblob(100000))")
            try work()
            try db.execute(sql: "ROLLBACK")
        }
    }
}
