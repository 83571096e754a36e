internal import ArgumentParser
internal import Content
internal import Foundation
internal import Publishing

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Copies the database to a new file, also while it is served, and proves the copy.",
        discussion: help(
            """
            The copy is one file that holds everything but the operator's key, which does not belong \
            beside it. It has its name only once it is whole and has been proved: a file of that name \
            is a good one. A file that is there already is left alone.

            Example:
              hoofbeat backup /backup/nets-2026-12-01.sqlite
            """))

    @Argument(help: "The new file.") var file: String
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        try await reporting {
            guard !FileManager.default.fileExists(atPath: file) else {
                throw StoreFault.exists(path: file)
            }
            let open = try database.open(.reading)
            guard let backUp = open.backUp else { throw RestoreRefusal.server }
            let part = UnfinishedFile(for: file)
            defer { part.remove() }
            try backUp(part.path)
            try open.journal.close()
            let proof = try prove(part.path)
            try part.finish()
            print("\(proof.words)\nThe copy is whole: \(file)")
        }
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts a copy in the place of the database, once it has been proved.",
        discussion: help(
            """
            Stop `serve` first. A database that lies there already is kept: --replace gives it another \
            name. Whatever was written after the copy was made is not in it, withdrawals too: look at \
            `hoofbeat journal`, and withdraw again before you serve.

            Example:
              hoofbeat restore /backup/nets-2026-12-01.sqlite --replace
            """))

    @Argument(help: "The copy.") var file: String
    @OptionGroup var database: DatabaseOption
    @Flag(help: "Give a database that lies there another name.") var replace = false

    func run() async throws {
        try await reporting {
            let target = database.database
            guard !DatabaseName.isServer(target) else { throw RestoreRefusal.server }
            guard FileManager.default.fileExists(atPath: file) else {
                throw StoreFault.absent(path: file)
            }
            try refuseInUse(target)
            let part = UnfinishedFile(for: target)
            defer { part.remove() }
            try FileManager.default.copyItem(atPath: file, toPath: part.path)
            let proof = try prove(part.path)
            try setAside(target)
            try part.finish()
            print(proof.words)
            if let last = proof.last { print("Its last fact was written at \(last.rfc3339).") }
            print("The database is restored: \(target)")
        }
    }

    /// Whoever has it open would go on with the old one. The last who closes a database removes the log
    /// beside it: if it is still there after we did, we were not the last.
    private func refuseInUse(_ target: String) throws {
        guard FileManager.default.fileExists(atPath: target) else { return }
        guard replace else { throw StoreFault.exists(path: target) }
        do {
            try Outside.get().open(target, .writing).journal.close()
        } catch is StoreRefusal {
            // It is damaged, which may be why it is to be replaced.
            return
        }
        if FileManager.default.fileExists(atPath: target + "-wal") {
            throw RestoreRefusal.inUse(target)
        }
    }

    /// Nothing is lost, not even by a slip.
    private func setAside(_ target: String) throws {
        guard FileManager.default.fileExists(atPath: target) else { return }
        let stamp = Outside.get().now().rfc3339.replacing(":", with: "")
        let aside = "\(target).before-\(stamp)"
        for ending in ["", "-wal", "-shm"]
        where FileManager.default.fileExists(atPath: target + ending) {
            try FileManager.default.moveItem(atPath: target + ending, toPath: aside + ending)
        }
        note("What lay there is kept: \(aside)")
    }
}

enum RestoreRefusal: Error {
    case inUse(String)
    case notWhole(String, [String])
    /// A PostgreSQL database, which has tools of its own.
    case server

    var sentence: String {
        switch self {
        case .inUse(let path):
            "\(path) is in use: stop `hoofbeat serve` first"
        case .notWhole(let path, let troubles):
            "\(path) is not whole, and nothing was changed: \(troubles.joined(separator: "; "))"
        case .server:
            "a PostgreSQL database is copied with `pg_dump --format=custom`, and put back with "
                + "`pg_restore`; `hoofbeat verify` proves what came of it, and `hoofbeat copy` makes a file "
                + "of it"
        }
    }
}

/// What a proof found in a file.
private struct Proof {
    let words: String
    let last: Instant?
}

private func prove(_ path: String) throws -> Proof {
    let journal = Journal(try Outside.get().open(path, .reading).journal)
    defer { closing(journal) }
    let verification = try journal.verify()
    guard verification.troubles.isEmpty else {
        throw RestoreRefusal.notWhole(path, verification.troubles)
    }
    return Proof(
        words: "\(counted(verification.facts, "fact")), \(counted(verification.blobs, "blob")), "
            + "last hash \(verification.hash?.description ?? "none")",
        last: try journal.store.head().recorded)
}

/// It was read only, so closing can lose nothing.
private func closing(_ journal: Journal) {
    do { try journal.store.close() } catch { note("A file could not be closed: \(error)") }
}

/// A file under another name until it is whole and on the disk.
private struct UnfinishedFile {
    let target: String
    var path: String { target + ".part" }

    init(for target: String) { self.target = target }

    func finish() throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.synchronize()
        try file.close()
        try FileManager.default.moveItem(atPath: path, toPath: target)
    }

    func remove() {
        for ending in ["", "-wal", "-shm"] {
            let path = path + ending
            guard FileManager.default.fileExists(atPath: path) else { continue }
            do { try FileManager.default.removeItem(atPath: path) } catch {
                note("\(path) could not be removed: \(error.localizedDescription)")
            }
        }
    }
}
