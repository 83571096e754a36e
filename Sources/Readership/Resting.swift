internal import Content

/// Letters that were not taken, each of which is tried again after a while, ever less often: so that one
/// address that nobody can write to just now holds up nobody else. In memory alone: a new start tries all.
struct Resting: Sendable {
    private var rests: [[UInt8]: Rest] = [:]

    private struct Rest {
        var until: Instant
        var milliseconds: Int64
    }

    private static let (first, last): (Int64, Int64) = (5_000, 3_600_000)
    private static let most = 100_000

    var count: Int { rests.count }

    /// Nil where it may be tried now.
    func until(_ id: [UInt8], at now: Instant) -> Instant? {
        rests[id].flatMap { now < $0.until ? $0.until : nil }
    }

    /// When the next of them is to be tried again.
    func next(after now: Instant) -> Instant {
        rests.values.map(\.until).filter { now < $0 }.min() ?? .distantFuture
    }

    /// - Parameter isLong: whether nothing but a change by the operator can help.
    mutating func rest(_ id: [UInt8], isLong: Bool, at now: Instant) {
        if rests.count >= Resting.most { rests = [:] }
        let before = rests[id]?.milliseconds ?? Resting.first / 2
        let pause = isLong ? Resting.last : min(2 * before, Resting.last)
        rests[id] = Rest(until: now.advanced(byMilliseconds: pause), milliseconds: pause)
    }

    /// Forgets what was tried again long ago and did not come back: it was taken.
    mutating func forgetTaken(at now: Instant) {
        let past = now.advanced(byMilliseconds: -Resting.last)
        if rests.values.contains(where: { $0.until < past }) {
            rests = rests.filter { past <= $0.value.until }
        }
    }
}
