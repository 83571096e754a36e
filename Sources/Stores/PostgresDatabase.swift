internal import Foundation
internal import Publishing

/// A PostgreSQL database: the tables in the first schema of the connection's search path.
struct PostgresDatabase: SQLDatabase {
    let pool: PostgresPool
    /// Where it is, for messages.
    var path: String { pool.address.description }
    let isReading: Bool

    init(_ address: PostgresAddress, isReading: Bool) {
        pool = PostgresPool(address, isReading: isReading)
        self.isReading = isReading
    }

    func reading<Value>(_ work: (any SQLSession) throws -> Value) throws -> Value {
        try transaction(
            begin: { connection in
                connection.mayWait = false
                try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }, work,
            end: { try $0.execute("COMMIT") })
    }

    @discardableResult
    func writing<Value>(_ work: (any SQLSession) throws -> Value) throws -> Value {
        guard !isReading else { throw StoreFault.readOnly }
        var transaction = ""
        return try self.transaction(
            begin: { connection in
                connection.mayWait = true
                transaction = try connection.execute(PostgresDatabase.beginWriting).text ?? ""
            },
            work, end: { try commit($0, transaction) })
    }

    /// One writer at a time, for all that we keep and on every node, as on SQLite: so what is written
    /// once behaves the same on both, and two nodes never wait for each other's rows in a circle. The
    /// statements behind see whatever was written by who had the place before: that is what READ
    /// COMMITTED is here for. The last column tells what became of it, should we not hear.
    private static let beginWriting = """
        BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
        SELECT pg_advisory_xact_lock(\(PostgresSchema.writersPlace));
        SELECT pg_current_xact_id()
        """

    private func transaction<Value>(
        begin: (PostgresConnection) throws -> Void,
        _ work: (any SQLSession) throws -> Value, end: (PostgresConnection) throws -> Void
    ) throws -> Value {
        do {
            return try pool.lend(begin: begin) { connection in
                do {
                    let value = try work(PostgresSession(connection: connection))
                    try end(connection)
                    return value
                } catch {
                    connection.rollBack()
                    throw error
                }
            }
        } catch let error as UnreadableColumn {
            throw StoreRefusal.damaged(path: path, detail: error.detail)
        }
    }

    /// If the connection breaks in the middle of it, the server is asked what came of it.
    private func commit(_ connection: PostgresConnection, _ transaction: String) throws {
        do {
            // A transaction in which something failed ends, without a word, by being rolled back.
            guard try connection.execute("COMMIT").command == "COMMIT" else {
                throw StoreFault.refused(database: path, reason: "the transaction had failed")
            }
        } catch  where connection.isBroken {
            switch fate(of: transaction, begunOn: connection.serverStarted) {
            case .committed: return
            case .aborted: throw error
            case .unknown: throw StoreFault.uncertain(database: path)
            }
        }
    }
}

extension PostgresDatabase {
    private enum Fate { case committed, aborted, unknown }

    /// What became of a transaction whose end we did not hear of; asked for some seconds, since the
    /// server may just be starting again.
    ///
    /// A server that crashed may give the number of a transaction that it lost to another one. So there
    /// only that it was not committed is certain.
    private func fate(of transaction: String, begunOn start: String) -> Fate {
        let end = Date(timeIntervalSinceNow: PostgresPool.waitSeconds)
        while Date() < end {
            do {
                // Not one of the pool: whoever waits for those may wait for us.
                let connection = try PostgresConnection(pool.address, isReading: true)
                switch try connection.execute("SELECT pg_xact_status('\(transaction)')").text {
                case "committed":
                    return connection.serverStarted == start ? .committed : .unknown
                case "aborted": return .aborted
                case "in progress": break
                default: return .unknown
                }
            } catch StoreFault.away {
                // Not there yet.
            } catch StoreFault.broken {
                // The server has not come to a transaction of this number: it has lost ours.
                return .aborted
            } catch {
                return .unknown
            }
            Thread.sleep(forTimeInterval: 0.1)
        }
        return .unknown
    }
}

/// A transaction of PostgreSQL.
struct PostgresSession: SQLSession {
    let connection: PostgresConnection

    func each(_ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
        let result = try connection.execute(sql, values)
        for number in 0..<result.count { try body(try result.row(number)) }
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try connection.execute(sql, values).changedRows
    }

    func runEach(_ sql: String, _ values: [[SQLValue]]) throws {
        let most = PostgresConnection.mostAhead
        for start in stride(from: 0, to: values.count, by: most) {
            try connection.executeEach(sql, values[start..<min(start + most, values.count)])
        }
    }
}
