import Content
import Foundation
import GRDB
import Publishing
import Readership
import Testing

@testable import Stores

@Suite("SQLite: opening a file")
struct SQLiteOpeningTests {
    private let place: SQLitePlace

    init() throws { place = try SQLitePlace() }

    @Test("makes the file where there is none, and marks it as ours")
    func new() throws {
        let journal = try SQLiteJournal(path: place.path)
        #expect(try journal.head() == .empty)
        try journal.close()
        let outsider = try place.outsider()
        #expect(try outsider.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 5)
        let mark = try outsider.read { try Int32.fetchOne($0, sql: "PRAGMA application_id") }
        #expect(mark == 0x484F_4F46)
        withExtendedLifetime(place) {}
    }

    @Test("takes an empty file, or an empty database, for a new one", arguments: [true, false])
    func emptyFile(isDatabase: Bool) throws {
        try Data().write(to: URL(fileURLWithPath: place.path))
        if isDatabase { try place.tamper("CREATE TABLE a (b); DROP TABLE a") }
        try SQLiteJournal(path: place.path).grow("first")
        #expect(try SQLiteJournal(path: place.path).head().sequence == 1)
        withExtendedLifetime(place) {}
    }

    @Test(
        "notices that its file has gone, or that another lies there", arguments: [true, false])
    func replaced(isGone: Bool) throws {
        let journal = try SQLiteJournal(path: place.path)
        try journal.grow("first")
        let copy = place.folder.appendingPathComponent("copy.sqlite").path
        try FileManager.default.copyItem(atPath: place.path, toPath: copy)
        try FileManager.default.removeItem(atPath: place.path)
        if !isGone { try FileManager.default.moveItem(atPath: copy, toPath: place.path) }
        #expect(throws: StoreFault.replaced(path: place.path)) { try journal.head() }
        withExtendedLifetime(place) {}
    }

    @Test("in a folder that is not there, says that it cannot be opened")
    func unreachable() throws {
        let path = place.folder.appendingPathComponent("nowhere/journal.sqlite").path
        #expect(throws: StoreFault.unreachable(path: path)) { try SQLiteJournal(path: path) }
        withExtendedLifetime(place) {}
    }

    @Test("with a name of any letters")
    func oddName() throws {
        let path = place.folder.appendingPathComponent("what? 100% #1 żółw 'a'.sqlite").path
        try SQLiteJournal(path: path).grow("first")
        #expect(try SQLiteJournal(path: path, readOnly: true).head().sequence == 1)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("through a symbolic link")
    func link() throws {
        let link = place.folder.appendingPathComponent("link.sqlite").path
        try SQLiteJournal(path: place.path).grow("first")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.path)
        try SQLiteJournal(path: link).grow("second")
        #expect(try SQLiteJournal(path: place.path).head().sequence == 2)
        withExtendedLifetime(place) {}
    }

    @Test("by many at once, when it is not there yet", arguments: 0..<5)
    func together(round: Int) async throws {
        let path = place.path
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask { _ = try SQLiteJournal(path: path).head() }
            }
            try await group.waitForAll()
        }
        try SQLiteJournal(path: path).grow("first")
        withExtendedLifetime(place) {}
    }

    @Test("by many who come and go, and each time may be the last to leave")
    func comings() async throws {
        let path = place.path
        let ballast = String(repeating: "ballast ", count: 50_000)
        try SQLiteJournal(path: path).grow("first", blobs: blobs(ballast))
        try await withThrowingTaskGroup { group in
            for guest in 0..<2 {
                group.addTask {
                    for visit in 0..<20 {
                        let journal = try SQLiteJournal(path: path)
                        try persist("\(guest) \(visit)", in: journal)
                        try journal.close()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try SQLiteJournal(path: path).head().sequence == 41)
        withExtendedLifetime(place) {}
    }

    @Test("brings a file of the schema before to this one, and loses nothing")
    func previous() throws {
        let earlier = SQLiteSchema(steps: Array(SQLiteSchema.current.steps.dropLast()))
        do {
            let old = try SQLiteJournal(
                path: place.path, readOnly: false, schema: earlier, waitSeconds: 5)
            try old.grow("kept", blobs: blobs("kept"))
            try old.close()
        }
        let journal = try SQLiteJournal(path: place.path)
        #expect(try journal.head().sequence == 1)
        #expect(try journal.contents().blobs == blobs("kept"))
        #expect(try SQLReadership(journal.database).marks().isEmpty)
        #expect(try SQLQuestions(journal.database).questions(at: Instant(milliseconds: 0)).isEmpty)
        withExtendedLifetime(place) {}
    }

    @Test("syncs each append to the disk, in a log, and forbids what SQLite would let pass")
    func pragmas() throws {
        let journal = try SQLiteJournal(path: place.path)
        let found = try journal.file.writer.writeWithoutTransaction { db in
            try [
                "journal_mode", "synchronous", "recursive_triggers", "foreign_keys",
                "secure_delete", "busy_timeout",
            ].map {
                try String.fetchOne(db, sql: "PRAGMA \($0)") ?? ""
            }
        }
        #expect(found == ["wal", "2", "1", "1", "1", "5000"])
        withExtendedLifetime(place) {}
    }

    @Test("leaves one file behind when it is closed, or let go", arguments: [true, false])
    func closing(isClosed: Bool) throws {
        do {
            let journal = try SQLiteJournal(path: place.path)
            try journal.grow("first", blobs: blobs("kept"))
            #expect(try journal.contents().blobs == blobs("kept"))
            #expect(try place.files().count == 3)
            if isClosed { try journal.close() }
        }
        #expect(try place.files().keys.sorted() == ["journal.sqlite"])
    }

    @Test("is over once it is closed")
    func closed() throws {
        let journal = try SQLiteJournal(path: place.path)
        try journal.close()
        try journal.close()
        #expect(throws: (any Error).self) { try journal.head() }
        #expect(throws: (any Error).self) { try journal.grow("late") }
        withExtendedLifetime(place) {}
    }

    @Test("a sound file has no damage")
    func sound() throws {
        let journal = try SQLiteJournal(path: place.path)
        try journal.grow("first", blobs: blobs("kept"))
        #expect(try journal.damage().isEmpty)
        withExtendedLifetime(place) {}
    }
}

@Suite("SQLite: opening a file for reading")
struct SQLiteReadingTests {
    private let place: SQLitePlace

    init() throws { place = try SQLitePlace() }

    @Test("reads what is there, and refuses to write")
    func readOnly() throws {
        try SQLiteJournal(path: place.path).grow("first", blobs: blobs("kept"))
        let before = try Data(contentsOf: URL(fileURLWithPath: place.path))
        let reader = try SQLiteJournal(path: place.path, readOnly: true)
        #expect(try reader.contents().blobs == blobs("kept"))
        #expect(throws: StoreFault.readOnly) { try reader.grow("second") }
        try reader.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == before)
        withExtendedLifetime(place) {}
    }

    @Test("makes nothing where there is nothing", arguments: [true, false])
    func absent(isEmptyFile: Bool) throws {
        if isEmptyFile { try Data().write(to: URL(fileURLWithPath: place.path)) }
        let before = try place.files()
        #expect(throws: StoreFault.absent(path: place.path)) {
            try SQLiteJournal(path: place.path, readOnly: true)
        }
        #expect(try place.files() == before)
    }

    @Test("sees what a writer appends meanwhile")
    func live() throws {
        let writer = try SQLiteJournal(path: place.path)
        try writer.grow("first")
        let reader = try SQLiteJournal(path: place.path, readOnly: true)
        try writer.grow("second")
        #expect(try reader.head().sequence == 2)
        withExtendedLifetime(place) {}
    }
}
