internal import Dispatch
internal import Synchronization

/// Writes what many callers give at once in one transaction: whatever comes while the disk is busy goes
/// with the next. Each caller is told when their own is durable, and not before.
final class BatchWriter<Element: Sendable>: Sendable {
    private let write: @Sendable ([Element]) throws -> Void
    /// The disk makes its caller wait, which none of Swift's few threads should.
    private let queue: DispatchQueue
    private let waiting = Mutex<[Waiting]>([])
    /// Whether somebody will look again when the next transaction may start.
    private let isTimed = Mutex(false)
    private let done = Mutex(BatchFigures())
    /// When the next transaction may start.
    private let next = Mutex(DispatchTime.now())

    private struct Waiting: Sendable {
        let element: Element
        let answer: CheckedContinuation<Void, any Error>
    }

    /// - Parameter write: writes all of them or none; they are durable when it returns.
    init(_ label: String, _ write: @escaping @Sendable ([Element]) throws -> Void) {
        self.write = write
        queue = DispatchQueue(label: label)
    }

    var figures: BatchFigures { done.withLock { $0 } }

    /// Returns when it is durable.
    func keep(_ element: Element) async throws {
        try await withCheckedThrowingContinuation { answer in
            let count = waiting.withLock { waiting -> Int? in
                guard waiting.count < mostWaiting else { return nil }
                waiting.append(Waiting(element: element, answer: answer))
                return waiting.count
            }
            switch count {
            case nil: answer.resume(throwing: Crowded())
            case 1?: wake()
            case enough?: queue.async { self.writeSome() }
            default: break
            }
        }
    }

    /// One timer at a time: where many come, setting one for each would take as much as writing.
    private func wake() {
        let isNew = isTimed.withLock { isTimed in
            defer { isTimed = true }
            return !isTimed
        }
        guard isNew else { return }
        queue.asyncAfter(deadline: next.withLock { $0 }) {
            self.isTimed.withLock { $0 = false }
            // It may have been set before a transaction that others began.
            let isEarly = self.next.withLock { $0 } > .now()
            let isFew = self.waiting.withLock { $0.count < enough }
            if isEarly, isFew { self.wake() } else { self.writeSome() }
        }
    }

    private func writeSome() {
        let (batch, hasMore) = waiting.withLock { waiting in
            let batch = Array(waiting.prefix(mostAtOnce))
            waiting.removeFirst(batch.count)
            return (batch, !waiting.isEmpty)
        }
        // They went with those before, since there were enough.
        guard !batch.isEmpty else { return }
        next.withLock { $0 = .now() + pause }
        let result = Result { try write(batch.map { $0.element }) }
        if case .success = result { done.withLock { $0.add(batch.count) } }
        for one in batch { one.answer.resume(with: result) }
        // Whoever came meanwhile saw that others were waiting, and woke nobody.
        if hasMore { wake() }
    }
}

/// More are waiting for the disk than it can take just now.
struct Crowded: Error {}

/// What was kept since the program began: numbers, and nothing else.
package struct BatchFigures: Hashable, Sendable {
    package private(set) var kept = 0
    package private(set) var transactions = 0

    fileprivate mutating func add(_ count: Int) {
        kept += count
        transactions += 1
    }
}

/// Between the starts of two transactions, while few wait. A disk that is asked hundreds of times a
/// second has everybody on the machine wait for it, and a reader does not notice twenty milliseconds.
private let pause = DispatchTimeInterval.milliseconds(20)
/// So many fill a transaction well enough that nobody gains by waiting.
private let enough = 8
/// In one transaction, so that none keeps others waiting for long.
private let mostAtOnce = 512
/// More than the disk writes in a few seconds: further ones are told to come back.
private let mostWaiting = 10_000
