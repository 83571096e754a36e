internal import ArgumentParser
internal import Content
internal import Foundation
internal import Publishing

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts a copy in the place of the database, once it has been proved.",
        discussion: help(
            """
            Stop `serve` first. A database that lies there already is kept: --replace gives it another \
            name. What was published after the copy was made is not in it, withdrawals too: look at \
            `hoofbeat journal`, and withdraw again before you serve.

            What readers gave is taken from the database that is replaced, where it can still be read: so \
            no rating or question is lost, and nobody is written to again who had their address deleted. \
            With --readers-of-copy it is as it was when the copy was made.

            A PostgreSQL database that a copy is put into has to be an empty one.

            Examples:
              hoofbeat restore /backup/nets-2026-12-01.sqlite --replace
              hoofbeat restore /backup/nets-2026-12-01.sqlite --database postgres://hoofbeat@db.example/new
            """))

    @Argument(help: "The copy.") var file: String
    @OptionGroup var database: DatabaseOption
    @Flag(help: "Give a database that lies there another name.") var replace = false
    @Flag(help: "Also put back what readers gave, and lose what they gave or deleted since.")
    var readersOfCopy = false

    func run() async throws {
        try await reporting {
            guard FileManager.default.fileExists(atPath: file) else {
                throw StoreFault.absent(path: file)
            }
            let proof =
                DatabaseName.isServer(database.database) ? try restoreServer() : try restoreFile()
            print(proof.words)
            if let last = proof.last { print("Its last fact was written at \(last.rfc3339).") }
            print("The database is restored: \(database.database)")
        }
    }

    private func restoreServer() throws -> Proof {
        let target = database.database
        _ = try prove(file)
        let bar = ProgressBar("Copying")
        do {
            _ = try Outside.get().copy(file, target, false) { bar.update($0, of: $1) }
        } catch StoreRefusal.occupied {
            throw RestoreRefusal.occupied(target)
        }
        return try prove(target)
    }

    private func restoreFile() throws -> Proof {
        let target = database.database
        try refuseInUse(target)
        let part = UnfinishedFile(for: target)
        defer { part.remove() }
        try FileManager.default.copyItem(atPath: file, toPath: part.path)
        let proof = try prove(part.path)
        if !readersOfCopy, FileManager.default.fileExists(atPath: target) {
            try takeReaders(from: target, into: part)
        }
        try setAside(target)
        try part.finish()
        return proof
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

    /// A damaged database may not give them, which must not keep anybody from restoring.
    private func takeReaders(from present: String, into part: UnfinishedFile) throws {
        do {
            if let changed = try Outside.get().carryReaders(present, part.path) {
                note(
                    "What readers gave is as it was just now: \(counted(changed, "row")) differed from "
                        + "the copy.")
            } else {
                note(
                    "What lay there does not go on from this copy, so what readers gave is as in the "
                        + "copy.")
            }
        } catch is StoreRefusal, is StoreFault {
            note("What lay there cannot be read, so what readers gave is as in the copy.")
            part.remove()
            try FileManager.default.copyItem(atPath: file, toPath: part.path)
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
    /// A PostgreSQL database that holds something else.
    case occupied(String)

    var sentence: String {
        switch self {
        case .inUse(let path):
            "\(path) is in use: stop `hoofbeat serve` first"
        case .notWhole(let path, let troubles):
            "\(path) is not whole, and nothing was changed: \(troubles.joined(separator: "; "))"
        case .occupied(let address):
            "\(address) holds something else already, which was left alone: make an empty database with "
                + "`createdb`, and restore into that"
        }
    }
}
