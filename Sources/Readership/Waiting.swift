internal import Dispatch

/// Where somebody waits for a disk or a database, which none of Swift's few threads should.
struct WaitingRoom: Sendable {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label) }

    func wait<Value: Sendable>(for work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { answer in
            queue.async { answer.resume(with: Result { try work() }) }
        }
    }
}
