internal import Content
internal import Dispatch
internal import Synchronization

/// A task that one node does at a time. While it is being done, the database is told again and again that it
/// is ours: so another node takes over soon when we are gone, however long a piece of the work takes.
final class Hold: Sendable {
    private let store: any FollowStore
    private let task: String
    /// This node's name among several.
    private let holder: [UInt8]
    private let times = Mutex(Times())
    private let queue = DispatchQueue(label: "hoofbeat.hold")

    private struct Times {
        var since = Instant.distantPast
        var until = Instant.distantPast
    }

    private static let milliseconds: Int64 = 10_000
    private static let pause = DispatchTimeInterval.seconds(3)

    init(_ store: any FollowStore, _ task: String, as holder: [UInt8]) {
        (self.store, self.task, self.holder) = (store, task, holder)
    }

    /// When it was last taken. Whatever was written by an earlier instant was there for all to read by then.
    var since: Instant { times.withLock { $0.since } }

    func isOurs(at now: Instant) -> Bool { times.withLock { now < $0.until } }

    /// Takes it, or keeps it.
    ///
    /// - Returns: false while another node has it.
    func take(at now: Instant) throws -> Bool {
        let until = now.advanced(byMilliseconds: Hold.milliseconds)
        let isOurs = try store.hold(task, as: holder, until: until, at: now)
        times.withLock { times in
            times = isOurs ? Times(since: now, until: until) : Times()
        }
        return isOurs
    }

    func release() throws {
        times.withLock { $0 = Times() }
        try store.release(task, by: holder)
    }

    /// Keeps it while `work` is done. Where the database does not answer, our time runs out.
    func keeping<Value>(
        _ clock: @escaping @Sendable () -> Instant, isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + Hold.pause, repeating: Hold.pause)
        timer.setEventHandler { _ = try? self.take(at: clock()) }
        timer.resume()
        defer { timer.cancel() }
        return try await work()
    }
}
