internal import Synchronization

/// What became of letters since the program began: numbers, and nothing else.
package final class LetterCount: Sendable {
    private let handedOver = Atomic<Int>(0)
    private let addressesGone = Atomic<Int>(0)
    private let away = Atomic<Bool>(false)

    package init() {}

    /// Letters that a mail server or a folder took.
    package var handed: Int { handedOver.load(ordering: .relaxed) }
    /// Addresses that a mail server said are nobody's.
    package var gone: Int { addressesGone.load(ordering: .relaxed) }
    /// Whether nothing was taken when it was last tried.
    package var isAway: Bool { away.load(ordering: .relaxed) }

    func countHanded() { handedOver.add(1, ordering: .relaxed) }

    func countGone() { addressesGone.add(1, ordering: .relaxed) }

    func note(isAway: Bool) { away.store(isAway, ordering: .relaxed) }
}
