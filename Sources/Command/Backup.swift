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
            is a good one. A file that is there already is left alone. A PostgreSQL database is copied \
            into such a file, too.

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
            let part = UnfinishedFile(for: file)
            defer { part.remove() }
            let bar = ProgressBar("Copying")
            try open.backUp(part.path) { bar.update($0, of: $1) }
            try open.journal.close()
            let proof = try prove(part.path)
            try part.finish()
            print("\(proof.words)\nThe copy is whole: \(file)")
        }
    }
}

/// What a proof found in a file.
struct Proof {
    let words: String
    let last: Instant?
}

func prove(_ path: String) throws -> Proof {
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
struct UnfinishedFile {
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
