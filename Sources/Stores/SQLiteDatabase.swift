internal import GRDB

/// An open SQLite file, and how everything that keeps something in it reads and writes.
struct SQLiteDatabase: Sendable {
    let writer: any DatabaseWriter
    /// Where it lies, for messages.
    let path: String

    func reading<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try inOurWords(path) { try writer.read(work) }
    }

    /// Takes the one writer's place from the start, so that nothing it read can have changed when
    /// it writes. Keeps what `work` wrote if it returns true.
    @discardableResult
    func transaction(_ work: (Database) throws -> Bool) throws -> Bool {
        try inOurWords(path) {
            try writer.writeWithoutTransaction { db in
                var keeps = false
                try db.inTransaction(.immediate) {
                    keeps = try work(db)
                    return keeps ? .commit : .rollback
                }
                return keeps
            }
        }
    }
}
