internal import Foundation
internal import GRDB
internal import Publishing

/// What stands at the path of a journal.
enum SQLiteFile {
    /// Nothing, or a file or database that is still empty.
    case empty
    case journal(version: Int)

    /// Looks without leaving a trace: whatever is there keeps its bytes, and gets no log beside it.
    ///
    /// - Throws: `StoreRefusal` when it is damaged, newer than `schema`, or not ours.
    static func look(at path: String, knowing schema: SQLiteSchema) throws -> SQLiteFile {
        guard !isFolder(path) else { throw StoreFault.notAFile(path: path) }
        var seen: Traces?
        while true {
            let traces = try Traces(at: path)
            do {
                return try look(at: path, traces, schema)
            } catch let refusal as StoreRefusal {
                // We read a still file without a lock. If somebody began to write meanwhile, we
                // may have seen one page from before and the next from after: that is no damage.
                guard case .damaged = refusal, traces.isStill, traces != seen else {
                    throw refusal
                }
                seen = traces
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private static func look(
        at path: String, _ traces: Traces, _ schema: SQLiteSchema
    ) throws -> SQLiteFile {
        guard traces.size > 0 else { return .empty }
        // SQLite takes a file of one byte for an empty one, and would write over it.
        guard traces.size > 1 else {
            throw StoreRefusal.damaged(path: path, detail: "file is not a database")
        }
        return try inOurWords(path) {
            try reader(of: path, isStill: traces.isStill).read { db in try judge(db, path, schema) }
        }
    }

    /// A connection that reads and nothing else.
    private static func reader(of path: String, isStill: Bool) throws -> DatabaseQueue {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(SQLiteJournal.waitSeconds)
        // Even a reader makes a log where there is none, and cannot remove it. Without a log
        // nobody is writing, so the file may be read as one that never changes, without locks
        // (https://sqlite.org/uri.html#uriimmutable).
        return try DatabaseQueue(
            path: isStill ? file.absoluteString + "?immutable=1" : file.path,
            configuration: configuration)
    }

    private static func judge(
        _ db: Database, _ path: String, _ schema: SQLiteSchema
    ) throws -> SQLiteFile {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let objects = try SQLiteSchema.objects(in: db)
        if application == 0, version == 0, objects.isEmpty { return .empty }
        guard application == SQLiteSchema.applicationID else {
            throw StoreRefusal.foreign(path: path)
        }
        guard version <= schema.version else {
            throw StoreRefusal.newer(path: path, found: version, known: schema.version)
        }
        let expected = version > 0 ? try schema.objects(atVersion: version) : [:]
        try refuseAltered(objects, expected: expected, path)
        try refuseDamaged(db, path)
        return .journal(version: version)
    }

    /// A journal whose triggers were taken away may have been changed since.
    private static func refuseAltered(
        _ found: [String: String], expected: [String: String], _ path: String
    ) throws {
        let names = Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }
        guard names.isEmpty else {
            let list = names.sorted().joined(separator: ", ")
            throw StoreRefusal.damaged(path: path, detail: "its schema was altered: \(list)")
        }
    }

    /// Takes less than a second for each gigabyte, which is cheap against approving on top of
    /// damage.
    private static func refuseDamaged(_ db: Database, _ path: String) throws {
        let problem = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
        guard problem == "ok" else {
            throw StoreRefusal.damaged(path: path, detail: problem ?? "it cannot be checked")
        }
    }
}

/// By what one can tell that nobody wrote to a file between two looks, some time apart.
///
/// The file is not opened for it: when a process closes a file, it lets go of all the locks that
/// it has on it, those of other connections too (https://sqlite.org/howtocorrupt.html, 2.2).
private struct Traces: Equatable {
    let size: UInt64
    private let modified: Date?
    /// Whether no write-ahead log is beside it.
    let isStill: Bool

    init(at path: String) throws {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        isStill = !FileManager.default.fileExists(atPath: file + "-wal")
        let exists = FileManager.default.fileExists(atPath: file)
        let attributes = exists ? try FileManager.default.attributesOfItem(atPath: file) : [:]
        size = attributes[.size] as? UInt64 ?? 0
        modified = attributes[.modificationDate] as? Date
    }
}
