internal import Dispatch
internal import Foundation
internal import Publishing
internal import Synchronization

/// Some connections to one database, opened when they are needed and kept.
///
/// While the server is away, one thread tries to reach it, ever less often, and everybody else is
/// told so at once: no reader waits for a connection that will not come.
final class PostgresPool: Sendable {
    let address: PostgresAddress
    private let isReading: Bool
    private let state = Mutex(State())
    /// How many more may be in use.
    private let room = DispatchSemaphore(value: PostgresPool.mostConnections)

    private struct State {
        var idle: [PostgresConnection] = []
        /// Why nobody is let in to try; nil while the server is there.
        var away: StoreFault?
        var isClosed = false
    }

    private static let mostConnections = 8
    static let waitSeconds = 5.0
    /// Between two tries: doubled from the first to the last.
    private static let (firstPause, lastPause) = (0.1, 1.0)

    init(_ address: PostgresAddress, isReading: Bool) {
        (self.address, self.isReading) = (address, isReading)
    }

    /// Lends a connection on which `begin` has succeeded: so one that died while nobody used it is
    /// noticed before anything was done with it, and another takes its place.
    func lend<Value>(
        begin: (PostgresConnection) throws -> Void, _ work: (PostgresConnection) throws -> Value
    ) throws -> Value {
        guard room.wait(timeout: .now() + PostgresPool.waitSeconds) == .success else {
            throw StoreFault.busy
        }
        defer { room.signal() }
        let connection = try begun(begin)
        defer { takeBack(connection) }
        do { return try work(connection) } catch {
            noteSilence(of: connection, error)
            throw error
        }
    }

    /// A server that says nothing has nothing to say to anybody: the next one need not wait to learn that.
    private func noteSilence(of connection: PostgresConnection, _ error: any Error) {
        guard connection.isSilent, let fault = error as? StoreFault else { return }
        noteAway(fault)
    }

    private func noteAway(_ fault: StoreFault) {
        let isFirst = state.withLock { state in
            defer { (state.away, state.idle) = (fault, []) }
            return state.away == nil
        }
        if isFirst { keepTrying() }
    }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }

    private func begun(_ begin: (PostgresConnection) throws -> Void) throws -> PostgresConnection {
        if let connection = state.withLock({ $0.idle.popLast() }) {
            do {
                try begin(connection)
                return connection
            } catch {
                guard connection.isBroken else {
                    connection.rollBack()
                    takeBack(connection)
                    throw error
                }
                if connection.isSilent {
                    noteSilence(of: connection, error)
                    throw error
                }
                // Its neighbours have died with it.
                state.withLock { $0.idle = [] }
            }
        }
        let connection = try connect()
        do { try begin(connection) } catch {
            noteSilence(of: connection, error)
            connection.rollBack()
            takeBack(connection)
            throw error
        }
        return connection
    }

    private func takeBack(_ connection: PostgresConnection) {
        guard !connection.isBroken, connection.isIdle else { return }
        state.withLock { state in
            if !state.isClosed { state.idle.append(connection) }
        }
    }
}

extension PostgresPool {
    private func connect() throws -> PostgresConnection {
        if let reason = state.withLock({ $0.isClosed ? StoreFault.closed : $0.away }) {
            throw reason
        }
        do {
            return try PostgresConnection(address, isReading: isReading)
        } catch let fault as StoreFault {
            noteAway(fault)
            throw fault
        }
    }

    /// On a thread of its own, until the server is there again, or nobody needs it any more.
    private func keepTrying() {
        let thread = Thread { [weak self] in
            var pause = PostgresPool.firstPause
            while let pool = self, !pool.isBack() {
                Thread.sleep(forTimeInterval: pause)
                pause = min(2 * pause, PostgresPool.lastPause)
            }
        }
        thread.name = "hoofbeat.postgres"
        thread.start()
    }

    private func isBack() -> Bool {
        let result = Result { try PostgresConnection(address, isReading: isReading) }
        return state.withLock { state in
            switch result {
            case .success(let connection):
                state.away = nil
                if !state.isClosed { state.idle.append(connection) }
            case .failure(let error): state.away = error as? StoreFault ?? state.away
            }
            return state.away == nil || state.isClosed
        }
    }
}
