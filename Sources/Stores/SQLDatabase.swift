/// A database, and how everything that keeps something in it reads and writes: SQLite and PostgreSQL
/// alike, so that a store is written once, over this.
package protocol SQLDatabase: Sendable {
    /// Where it is, for messages: a path, or an address without its password.
    var path: String { get }

    /// Reads what was there at one instant, whatever others write meanwhile.
    func reading<Value>(_ work: (any SQLSession) throws -> Value) throws -> Value

    /// One transaction: all of it is durable when this returns, and nothing is written when it throws.
    ///
    /// It takes the one writer's place from the start, so nothing that it read can have changed when it
    /// writes. `work` may run again from its beginning where a connection broke under it, so it
    /// changes nothing but the database.
    ///
    /// - Throws: what `work` threw, or `StoreFault`; a rule that the database keeps by itself is
    ///   `StoreFault.broken`.
    @discardableResult
    func writing<Value>(_ work: (any SQLSession) throws -> Value) throws -> Value
}

/// A transaction, for as long as the work in it lasts. In the SQL, `$1`, `$2` … stand in the order of
/// their numbers, so that both databases can be given their values by position. A statement is prepared
/// once for each connection, so what varies belongs among the values.
package protocol SQLSession {
    /// Hands over the rows of a query one after another. `body` may run other statements, but not
    /// this one.
    func each(_ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Void) throws

    /// - Returns: how many rows were changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int

    /// One statement again and again, without waiting for each answer where there is a server to wait
    /// for. Nothing is kept where one of them fails.
    func runEach(_ sql: String, _ values: [[SQLValue]]) throws
}

extension SQLSession {
    package func rows(_ sql: String, _ values: [SQLValue] = []) throws -> [SQLRow] {
        try rows(sql, values) { $0 }
    }

    /// What `read` makes of each row.
    package func rows<Value>(
        _ sql: String, _ values: [SQLValue] = [], _ read: (SQLRow) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try each(sql, values) { found.append(try read($0)) }
        return found
    }

    /// The first row; nil where there is none.
    package func row(_ sql: String, _ values: [SQLValue] = []) throws -> SQLRow? {
        try rows(sql, values).first
    }

    @discardableResult
    package func run(_ sql: String) throws -> Int { try run(sql, []) }

    package func runEach(_ sql: String, _ values: [[SQLValue]]) throws {
        for values in values { try run(sql, values) }
    }
}

/// A value of a column, or for one. Numbers with a fraction have no place in our tables.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}
