import Foundation
import GRDB
import Publishing
import Readership
import Testing

@testable import Stores

/// A kind of store, as the contract knows it. Another store passes the contract when its factory
/// stands in `everyStore` and the suites are green.
protocol StoreFactory: Sendable, CustomTestStringConvertible {
    /// Where nobody has written yet; another place each time, gone when it is let go.
    func newPlace() throws -> any JournalPlace
}

/// Where one journal is kept.
protocol JournalPlace: AnyObject, Sendable {
    /// A store over this journal. Asked again, it gives another over the same journal, where there
    /// can be more than one.
    func open() throws -> any JournalStore

    /// All that readers give us, in the same database.
    func openDatabase() throws -> any SQLDatabase

    /// What somebody does to the journal with the database's own tools, behind the store's back.
    ///
    /// - Throws: `StoreFault.broken` when a rule of the journal prevents it.
    func tamper(_ sql: String) throws
}

let everyStore: [any StoreFactory] = [SQLiteOnDisk(), SQLiteInMemory(), PostgreSQL()]

/// Gives `work` a new place, and keeps the place until it is done.
func inNewPlace(
    of factory: any StoreFactory, _ work: (any JournalPlace) throws -> Void
) throws {
    let place = try factory.newPlace()
    try withExtendedLifetime(place) { try work(place) }
}

func withNewStore(
    of factory: any StoreFactory, _ work: (any JournalStore) throws -> Void
) throws {
    try inNewPlace(of: factory) { place in try work(try place.open()) }
}

struct SQLiteOnDisk: StoreFactory {
    var testDescription: String { "SQLite, a file" }

    func newPlace() throws -> any JournalPlace { try SQLitePlace() }
}

struct SQLiteInMemory: StoreFactory {
    var testDescription: String { "SQLite, in memory" }

    func newPlace() throws -> any JournalPlace { try MemoryPlace() }
}

/// A folder of its own, with room for one journal.
final class SQLitePlace: JournalPlace {
    let folder: URL
    var path: String { folder.appendingPathComponent("journal.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("hoofbeat-stores-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            Issue.record(error, "a test's folder cannot be removed")
        }
    }

    func open() throws -> any JournalStore { try SQLiteJournal(path: path) }

    func openDatabase() throws -> any SQLDatabase { try SQLiteJournal(path: path).database }

    func tamper(_ sql: String) throws {
        let outsider = try outsider()
        try inOurWords(path) { try outsider.write { db in try db.execute(sql: sql) } }
        try outsider.close()
    }

    /// A connection such as any other program has: without what we ask of ours.
    func outsider() throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA recursive_triggers = OFF")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Everything in the folder, byte for byte.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            files[name] = try Data(contentsOf: folder.appendingPathComponent(name))
        }
        return files
    }
}

private final class MemoryPlace: JournalPlace {
    private let journal: SQLiteJournal

    init() throws { journal = try SQLiteJournal.inMemory() }

    func open() throws -> any JournalStore { journal }

    func openDatabase() throws -> any SQLDatabase { journal.database }

    func tamper(_ sql: String) throws {
        try inOurWords("in memory") { try journal.file.writer.write { try $0.execute(sql: sql) } }
    }
}
