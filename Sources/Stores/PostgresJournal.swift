package import Content
package import Publishing

/// A journal in a PostgreSQL database, through libpq. Any number of nodes may have it open.
///
/// What `append` acknowledged is on the server's disk. While the server is away, everything throws
/// `StoreFault.away` at once, and it works again by itself when the server is there again.
package final class PostgresJournal: JournalStore {
    let server: PostgresDatabase
    /// For what else is kept in the same database.
    package var database: any SQLDatabase { server }

    /// On which every node is told that something was appended.
    static let channel = "hoofbeat_journal"

    /// Connects, and makes the tables where there are none.
    ///
    /// - Throws: `StoreRefusal` when what is there cannot be used, which is then left alone;
    ///   `StoreFault.absent` when there is nothing to read; `StoreFault.away`.
    package convenience init(_ address: PostgresAddress, readOnly: Bool = false) throws {
        try self.init(address, readOnly: readOnly, schema: .current)
    }

    init(_ address: PostgresAddress, readOnly: Bool, schema: PostgresSchema) throws {
        server = PostgresDatabase(address, isReading: readOnly)
        let path = address.description
        let found = try server.reading { try schema.look($0.ours, path: path) }
        if found == .empty, readOnly { throw StoreFault.absent(path: path) }
        guard !readOnly, found != .journal(version: schema.version) else { return }
        try server.writing { try schema.migrate($0.ours, path: path) }
    }

    package func close() throws { server.pool.close() }

    /// Something for each time that somebody, here or on another node, appended; and whenever we may
    /// have missed it. It ends when whoever waits for it does.
    package func changes() -> AsyncStream<Void> {
        PostgresListener.listen(server.pool.address, PostgresJournal.channel)
    }
}

extension PostgresJournal {
    package func head() throws -> Head { try server.reading { try $0.head() } }

    package func entries(after sequence: Int64, limit: Int) throws -> [Entry] {
        precondition(limit >= 0, "a number of entries is not negative")
        return try server.reading { try $0.entries(after: sequence, limit: limit) }
    }

    package func blobs(_ digests: [Digest]) throws -> [Digest: [UInt8]] {
        try server.reading { try $0.blobs(digests) }
    }

    package func missing(_ digests: Set<Digest>) throws -> Set<Digest> {
        try server.reading { try $0.missing(digests) }
    }

    package func allBlobs() throws -> Set<Digest> { try server.reading { try $0.allBlobs() } }

    package func append(
        _ entries: @autoclosure () throws -> [Entry], blobs: [Digest: [UInt8]],
        erasing: Set<Digest>, after head: Head
    ) throws -> Bool {
        var written: [Entry] = []
        do {
            return try server.writing { session in
                let isWritten = try session.append(
                    {
                        written = try entries()
                        return written
                    }, blobs: blobs, erasing: erasing, after: head)
                if isWritten, !written.isEmpty {
                    try session.run("SELECT pg_notify('\(PostgresJournal.channel)', '')")
                }
                return isWritten
            }
        } catch StoreFault.uncertain(let database) {
            // No two entries are the same, so it can be seen as soon as the server is there.
            guard let last = written.last,
                case .success(let found) = Result(catching: {
                    try self.entries(after: last.sequence - 1, limit: 1)
                })
            else { throw StoreFault.uncertain(database: database) }
            return found == [last]
        }
    }
}

extension SQLSession {
    /// For the schema, which is of one database.
    fileprivate var ours: PostgresSession {
        guard let session = self as? PostgresSession else {
            preconditionFailure("a PostgreSQL database gives sessions of its own")
        }
        return session
    }
}
