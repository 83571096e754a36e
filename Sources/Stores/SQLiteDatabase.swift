internal import Foundation
internal import GRDB
internal import Publishing

/// An open SQLite file.
struct SQLiteDatabase: SQLDatabase {
    let writer: any DatabaseWriter
    /// Where it lies, for messages.
    let path: String
    /// Nil for one in memory.
    let identity: FileIdentity?

    func reading<Value>(_ work: (any SQLSession) throws -> Value) throws -> Value {
        try inOurWords(path) { try writer.read { db in try work(SQLiteSession(db: db)) } }
    }

    @discardableResult
    func writing<Value>(_ work: (any SQLSession) throws -> Value) throws -> Value {
        try transaction { db in try work(SQLiteSession(db: db)) }
    }

    /// The same with what only SQLite understands.
    @discardableResult
    func transaction<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try inOurWords(path) {
            try writer.writeWithoutTransaction { db in
                var result: Value?
                try db.inTransaction(.immediate) {
                    result = try work(db)
                    // What is written to a file that has no name any more is lost, and nobody would know.
                    try requireSameFile()
                    return .commit
                }
                guard let result else { preconditionFailure("a transaction ran its work") }
                return result
            }
        }
    }
}

extension SQLiteDatabase {
    /// SQLite goes on with the file it has opened when another is put in its place, or none.
    func requireSameFile() throws {
        guard let identity, FileIdentity(of: path) != identity else { return }
        throw StoreFault.replaced(path: path)
    }
}

/// A transaction of SQLite.
private struct SQLiteSession: SQLSession {
    let db: Database

    func each(_ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: StatementArguments(values))
        while let row = try rows.next() {
            try body(SQLRow(try row.databaseValues.enumerated().map(SQLValue.init)))
        }
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        return db.changesCount
    }
}

extension SQLValue: DatabaseValueConvertible {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> SQLValue? {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .blob(let data): .bytes(Array(data))
        case .double: nil
        }
    }

    fileprivate init(_ column: Int, _ value: DatabaseValue) throws {
        guard let known = SQLValue.fromDatabaseValue(value) else {
            throw UnreadableColumn(column, "of a type that our tables have")
        }
        self = known
    }
}
