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
    } catch let error as UnreadableColumn {
        throw StoreRefusal.damaged(path: path, detail: error.detail)
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
