internal import Foundation
internal import Synchronization

/// Waits on a connection of its own for what other nodes tell
/// (https://www.postgresql.org/docs/15/sql-notify.html).
final class PostgresListener: Sendable {
    private let address: PostgresAddress
    private let channel: String
    private let isOver = Mutex(false)
    private let told: AsyncStream<Void>.Continuation

    /// How long it may take to notice that nobody waits any more.
    private static let lookMilliseconds: Int32 = 500
    private static let (firstPause, lastPause) = (0.1, 1.0)

    private init(
        _ address: PostgresAddress, _ channel: String, _ told: AsyncStream<Void>.Continuation
    ) {
        (self.address, self.channel, self.told) = (address, channel, told)
    }

    static func listen(_ address: PostgresAddress, _ channel: String) -> AsyncStream<Void> {
        let (stream, told) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listener = PostgresListener(address, channel, told)
        told.onTermination = { _ in listener.isOver.withLock { $0 = true } }
        let thread = Thread { listener.run() }
        thread.name = "hoofbeat.listening"
        thread.start()
        return stream
    }

    /// Whoever waits looks at the journal now and then in any case, so a connection that breaks is no
    /// news for anybody.
    private func run() {
        var pause = PostgresListener.firstPause
        while !isOver.withLock({ $0 }) {
            do {
                let connection = try PostgresConnection(address, isReading: true)
                try connection.execute("LISTEN \(channel)")
                pause = PostgresListener.firstPause
                // What was told before we listened was told to nobody.
                told.yield()
                try relay(from: connection)
            } catch {
                Thread.sleep(forTimeInterval: pause)
                pause = min(2 * pause, PostgresListener.lastPause)
            }
        }
    }

    private func relay(from connection: PostgresConnection) throws {
        while !isOver.withLock({ $0 }) {
            var waiting = pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, PostgresListener.lookMilliseconds) > 0 else { continue }
            if try connection.takeNotices() { told.yield() }
        }
    }
}
