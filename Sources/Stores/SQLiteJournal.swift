package import Content
internal import Dispatch
internal import Foundation
internal import GRDB
package import Publishing
internal import Synchronization

/// A journal in one SQLite file, through GRDB.
///
/// Readers and a writer do not wait for each other, in this process and in others: the file has a
/// write-ahead log. Two writers do, for at most five seconds. What `append` acknowledged survives
/// a power cut.
package final class SQLiteJournal: JournalStore {
    static let waitSeconds = 5.0

    let file: SQLiteDatabase
    /// For what else is kept in the same file.
    package var database: any SQLDatabase { file }
    /// Whether the log may still hold bytes that were erased.
    private let logHoldsErased = Mutex(false)

    /// Opens the journal in a file, and makes the file where there is none.
    ///
    /// - Parameters:
    ///   - path: the file. SQLite keeps two more beside it, `-wal` and `-shm`, while it is open.
    ///   - readOnly: never writes, and makes nothing. Reading still needs the two files beside it.
    /// - Throws: `StoreRefusal` when the file cannot be used, which then keeps its bytes;
    ///   `StoreFault.absent` when there is nothing to read.
    package convenience init(path: String, readOnly: Bool = false) throws {
        try self.init(
            path: path, readOnly: readOnly, schema: .current,
            waitSeconds: SQLiteJournal.waitSeconds)
    }

    init(path: String, readOnly: Bool, schema: SQLiteSchema, waitSeconds: Double) throws {
        let found = try SQLiteFile.look(at: path, knowing: schema)
        if case .empty = found, readOnly { throw StoreFault.absent(path: path) }
        if !readOnly { SQLiteJournal.makeFile(path) }
        var configuration = SQLiteJournal.configuration
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(waitSeconds)
        let pool = try SQLiteJournal.patiently(waitSeconds) { [configuration] in
            try inOurWords(path) { try DatabasePool(path: path, configuration: configuration) }
        }
        file = SQLiteDatabase(writer: pool, path: path, identity: FileIdentity(of: path))
        if !readOnly { try prepare(found, schema) }
    }

    /// What readers write is for nobody else on the machine. SQLite gives the files beside it the same
    /// rights. Where it cannot be made, SQLite says why.
    static func makeFile(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Foundation.close(descriptor) }
    }

    /// While another process makes or recovers the log, SQLite says that it is busy without waiting as it
    /// was told to (https://sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY In WAL Mode").
    private static func patiently<Value>(
        _ seconds: Double, _ work: () throws -> Value
    ) throws -> Value {
        let end = DispatchTime.now() + seconds
        while true {
            do {
                return try work()
            } catch StoreFault.busy where DispatchTime.now() < end {
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// An empty journal that is gone when this is let go: for a writer's preview.
    package static func inMemory() throws -> SQLiteJournal {
        let journal = SQLiteJournal(try DatabaseQueue(configuration: configuration))
        try journal.prepare(.empty, .current)
        return journal
    }

    private init(_ queue: DatabaseQueue) {
        file = SQLiteDatabase(writer: queue, path: ":memory:", identity: nil)
    }

    private static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.label = "journal"
        configuration.prepareDatabase { db in
            // Twice as fast as 4096 for articles of a dozen kilobytes. Counts only for a new file.
            try db.execute(sql: "PRAGMA page_size = 8192")
            try db.execute(sql: "PRAGMA recursive_triggers = ON")
            // What is erased is overwritten with zeros.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // A quarter of a megabyte for each connection. The bytes of articles are read once, and a
            // server that stays up for months should not keep them twice.
            try db.execute(sql: "PRAGMA cache_size = -256")
            // A log that one large append has made long is cut when it starts again.
            try db.execute(sql: "PRAGMA journal_size_limit = 16777216")
        }
        return configuration
    }

    private func prepare(_ found: SQLiteFile, _ schema: SQLiteSchema) throws {
        try inOurWords(file.path) {
            // GRDB chooses NORMAL for a pool, which may lose the last appends in a power cut.
            try file.writer.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
        }
        if case .journal(schema.version) = found { return }
        try file.transaction { db in try schema.migrate(db, path: file.path) }
    }

    /// Folds the log into the file and lets go of both. Whatever is asked afterwards is refused.
    package func close() throws {
        // The writer must be the last to go: a reader that goes last leaves the log behind.
        if let pool = file.writer as? DatabasePool { pool.releaseMemory() }
        try inOurWords(file.path) { try file.writer.close() }
    }

    /// What SQLite finds wrong with the whole file, indexes included; empty when it is sound.
    /// It does not know what the bytes should be: the hashes do.
    package func damage() throws -> [String] {
        let problems = try file.reading { session in
            try session.rows("PRAGMA integrity_check") { try $0.text(0) }
        }
        return problems == ["ok"] ? [] : problems
    }
}

extension SQLiteJournal {
    /// Of another file nobody's withdrawals would be seen any more, so that is a fault.
    package func head() throws -> Head {
        try file.requireSameFile()
        return try file.reading { try $0.head() }
    }

    package func entries(after sequence: Int64, limit: Int) throws -> [Entry] {
        precondition(limit >= 0, "a number of entries is not negative")
        return try file.reading { try $0.entries(after: sequence, limit: limit) }
    }

    package func blobs(_ digests: [Digest]) throws -> [Digest: [UInt8]] {
        try file.reading { try $0.blobs(digests) }
    }

    package func missing(_ digests: Set<Digest>) throws -> Set<Digest> {
        try file.reading { try $0.missing(digests) }
    }

    package func allBlobs() throws -> Set<Digest> { try file.reading { try $0.allBlobs() } }

    package func append(
        _ entries: @autoclosure () throws -> [Entry], blobs: [Digest: [UInt8]],
        erasing: Set<Digest>, after head: Head
    ) throws -> Bool {
        let isWritten = try file.writing { session in
            try session.append(entries, blobs: blobs, erasing: erasing, after: head)
        }
        if isWritten, !erasing.isEmpty { logHoldsErased.withLock { $0 = true } }
        clearLog()
        return isWritten
    }

    /// Folds the log into the file and cuts it to nothing, if it may hold bytes that were erased.
    ///
    /// A reader in the middle of something can prevent it; the next append then tries again, and
    /// so does closing. It must not throw: what was appended is appended.
    private func clearLog() {
        logHoldsErased.withLock { holds in
            guard holds else { return }
            do {
                let isBusy = try file.writer.writeWithoutTransaction { db in
                    try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                }
                holds = isBusy != false
            } catch {
                holds = true
            }
        }
    }
}
