internal import Foundation
internal import GRDB
internal import Publishing

extension SQLiteJournal {
    /// Writes all there is to a new file, as it is at one instant, while others read and write. What was
    /// erased is not in it: not even where the database still has the room that it took.
    ///
    /// - Throws: `StoreFault.exists` where a file lies there already, which keeps its bytes.
    package func backUp(to target: String) throws {
        guard !FileManager.default.fileExists(atPath: target) else {
            throw StoreFault.exists(path: target)
        }
        SQLiteJournal.makeFile(target)
        do { try copy(to: target) } catch {
            unlink(target)
            throw error
        }
    }

    private func copy(to target: String) throws {
        try inOurWords(target) {
            // A connection of its own, so that it takes no writer's place.
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(SQLiteJournal.waitSeconds)
            let reader = try DatabaseQueue(path: file.path, configuration: configuration)
            try reader.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [target])
            }
            try reader.close()
        }
    }
}
