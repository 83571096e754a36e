import Content
import Synchronization
import Testing

@Suite("Mapping on all processors")
struct ConcurrentMapTests {
    /// Tells when it is gone.
    private final class Told: Sendable {
        let number: Int
        let gone: @Sendable () -> Void

        init(_ number: Int, gone: @escaping @Sendable () -> Void) {
            (self.number, self.gone) = (number, gone)
        }

        deinit { gone() }
    }

    @Test("keeps the order", arguments: [0, 1, 2, 1_000])
    func order(count: Int) {
        let numbers = Array(0..<count)
        #expect(concurrentMap(numbers) { $0 * 2 } == numbers.map { $0 * 2 })
        #expect(concurrentMap(lettingGoOf: numbers) { $0 * 2 } == numbers.map { $0 * 2 })
    }

    @Test("and lets go of each element once it is mapped, before the rest is")
    func lettingGo() {
        let gone = Mutex(0)
        let elements = (0..<1_000).map { number in
            Told(number) { gone.withLock { $0 += 1 } }
        }
        let goneBefore = concurrentMap(lettingGoOf: consume elements) { element in
            (element.number, gone.withLock { $0 })
        }
        #expect(gone.withLock { $0 } == 1_000)
        // No more are there than processors have one at hand.
        #expect(goneBefore.map(\.1).max()! > 900)
    }
}
