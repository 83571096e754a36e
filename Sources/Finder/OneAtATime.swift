internal import Dispatch
internal import Foundation
internal import Press
internal import Synchronization

/// A thread of its own, and a short queue before it.
package final class OneAtATime: Turnstile {
    private struct Queue {
        /// How many wait for an answer.
        var waiting = 0
        /// From when as many wait as may, until few do: else each place that is free would be rushed for.
        var isFull = false

        mutating func enter() -> Bool {
            guard !isFull else { return false }
            waiting += 1
            isFull = waiting == OneAtATime.mostWaiting
            return true
        }

        mutating func leave() {
            waiting -= 1
            if waiting <= OneAtATime.fewWaiting { isFull = false }
        }
    }

    private let people = Mutex(Queue())
    private let queue = DispatchQueue(label: "hoofbeat.turnstile", qos: .userInitiated)

    /// More would wait longer than somebody should.
    private static let mostWaiting = 16
    private static let fewWaiting = 4
    /// How many times as long as it worked the thread then rests: on a machine of two processors five times.
    private static let restPerWork =
        10 / Double(ProcessInfo.processInfo.activeProcessorCount)

    /// In seconds: what is read when somebody asks first takes far longer than anything after it.
    private static let longestRest = 0.02

    package init() {}

    package var isFull: Bool { people.withLock { $0.isFull } }

    package func pass<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await pass(after: {}) { try work() }
    }

    /// - Parameter ready: what has to be there before it is one's turn.
    func pass<Ready: Sendable, Value: Sendable>(
        after ready: () async throws -> Ready,
        _ work: @escaping @Sendable (Ready) throws -> Value
    ) async throws -> Value {
        guard people.withLock({ $0.enter() }) else { throw SeekRefusal.busy }
        defer { people.withLock { $0.leave() } }
        let ready = try await ready()
        return try await withCheckedThrowingContinuation { answer in
            queue.async {
                let started = DispatchTime.now()
                answer.resume(with: Result { try work(ready) })
                // Whoever asked has their answer; those behind them wait a little.
                self.rest(since: started)
            }
        }
    }

    /// Where many wait, the thread rests after its work: whoever reads pages keeps most of a small machine,
    /// and whoever searches waits some milliseconds more.
    private func rest(since started: DispatchTime) {
        guard people.withLock({ $0.waiting }) > OneAtATime.fewWaiting else { return }
        let worked = DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds
        let rest = OneAtATime.restPerWork * Double(worked) / 1e9
        Thread.sleep(forTimeInterval: min(rest, OneAtATime.longestRest))
    }
}

/// Does what takes its caller's time on a queue rather than on one of Swift's few threads.
func on<Value: Sendable>(
    _ queue: DispatchQueue, _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { answer in
        queue.async { answer.resume(with: Result { try work() }) }
    }
}
