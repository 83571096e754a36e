internal import Dispatch
internal import Synchronization

/// Writes ratings, many in one transaction: whoever comes while the disk is busy goes with the next.
/// Each writer is told when their own is durable, and not before.
final class RatingWriter: Sendable {
    private let store: any ReadershipStore
    /// The disk makes its caller wait, which none of Swift's few threads should.
    private let queue = DispatchQueue(label: "hoofbeat.ratings")
    private let waiting = Mutex<[Waiting]>([])
    private let done = Mutex(Ratings.Done())
    /// When the next transaction may start.
    private let next = Mutex(DispatchTime.now())

    private struct Waiting: Sendable {
        let rating: KeptRating
        let answer: CheckedContinuation<Void, any Error>
    }

    /// Between the starts of two transactions. A disk that is asked four hundred times a second has
    /// everybody on the machine wait for it, and a reader does not notice five milliseconds.
    private static let pause = DispatchTimeInterval.milliseconds(5)
    /// In one transaction, so that none keeps others waiting for long.
    private static let mostAtOnce = 512
    /// More than the disk writes in a few seconds: further ones are told to come back.
    private static let mostWaiting = 10_000

    init(_ store: any ReadershipStore) { self.store = store }

    var figures: Ratings.Done { done.withLock { $0 } }

    /// Returns when it is durable.
    func keep(_ rating: KeptRating) async throws {
        try await withCheckedThrowingContinuation { answer in
            let count = waiting.withLock { waiting -> Int? in
                guard waiting.count < RatingWriter.mostWaiting else { return nil }
                waiting.append(Waiting(rating: rating, answer: answer))
                return waiting.count
            }
            switch count {
            case nil: answer.resume(throwing: RatingRefusal.crowded)
            case 1?: wake()
            default: break
            }
        }
    }

    private func wake() {
        queue.asyncAfter(deadline: next.withLock { $0 }) { self.write() }
    }

    private func write() {
        next.withLock { $0 = .now() + RatingWriter.pause }
        let (batch, hasMore) = waiting.withLock { waiting in
            let batch = Array(waiting.prefix(RatingWriter.mostAtOnce))
            waiting.removeFirst(batch.count)
            return (batch, !waiting.isEmpty)
        }
        let result = Result { try store.keep(batch.map(\.rating)) }
        if case .success = result { done.withLock { $0.add(batch.count) } }
        for one in batch { one.answer.resume(with: result) }
        // Whoever came meanwhile saw that others were waiting, and woke nobody.
        if hasMore { wake() }
    }
}
