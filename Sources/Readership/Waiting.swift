internal import Dispatch

/// Where somebody waits for a disk or a database, which none of Swift's few threads should.
struct WaitingRoom: Sendable {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label) }

    /// Longer than a database lets one wait. Whoever has waited for others all this time would wait as long
    /// again, and is told instead.
    private static let most = DispatchTimeInterval.seconds(6)

    func wait<Value: Sendable>(for work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { answer in
            let end = DispatchTime.now() + WaitingRoom.most
            queue.async {
                answer.resume(
                    with: Result {
                        guard .now() < end else { throw Crowded() }
                        return try work()
                    })
            }
        }
    }
}
