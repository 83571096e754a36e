internal import Content
internal import Foundation
internal import GRDB
internal import Publishing

/// Runs `work`, and says in the words of the port what SQLite has to say about it.
func inOurWords<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch let error as DatabaseError {
        throw error.inOurWords(path)
    } catch let error as RowDecodingError {
        throw StoreRefusal.damaged(path: path, detail: "\(error)")
    }
}

extension DatabaseError {
    fileprivate func inOurWords(_ path: String) -> any Error {
        switch resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            StoreRefusal.damaged(path: path, detail: message ?? "\(self)")
        case .SQLITE_CONSTRAINT:
            StoreFault.broken(message.flatMap(StoreFault.Rule.init) ?? .valuesFit)
        case .SQLITE_FULL: StoreFault.full
        // The second: too many tried to open the log at once, or one of them holds it for long.
        case .SQLITE_BUSY, .SQLITE_PROTOCOL: StoreFault.busy
        case .SQLITE_READONLY: StoreFault.readOnly
        case .SQLITE_IOERR: StoreFault.disk(path: path)
        case .SQLITE_CANTOPEN: StoreFault.unreachable(path: path)
        default: self
        }
    }
}

extension Entry {
    /// Reads a row of `JournalSQL.entries`.
    init(_ row: Row) throws {
        self.init(
            sequence: try row.decode(Int64.self, atIndex: 0),
            recorded: Instant(milliseconds: try row.decode(Int64.self, atIndex: 1)),
            kind: try row.decode(String.self, atIndex: 2),
            subject: try row.decode(String?.self, atIndex: 3),
            body: Array(try row.decode(Data.self, atIndex: 4)),
            hash: try row.digest(atIndex: 5))
    }

    /// For `JournalSQL.insertEntry`.
    var arguments: StatementArguments {
        [sequence, recorded.milliseconds, kind, subject, Data(body), hash.data]
    }
}

extension Head {
    /// Reads a row of `JournalSQL.head`.
    init(_ row: Row) throws {
        self.init(
            sequence: try row.decode(Int64.self, atIndex: 0),
            hash: try row.digest(atIndex: 1),
            recorded: Instant(milliseconds: try row.decode(Int64.self, atIndex: 2)))
    }
}

extension Row {
    func digest(atIndex index: Int) throws -> Digest {
        let bytes = Array(try decode(Data.self, atIndex: index))
        guard let digest = Digest(bytes) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "a digest of \(bytes.count) bytes")
        }
        return digest
    }
}

extension Digest {
    var data: Data { Data(bytes) }
}
