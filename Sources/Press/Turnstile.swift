/// Lets through, one after another, what takes more than sending a page that is printed: searches, and lists by
/// place. Whoever reads pages has the rest of the machine.
package protocol Turnstile: Sendable {
    /// Whether more wait than can be let through soon, so that whoever comes now is refused. Told at once: it
    /// may be asked where nothing may wait.
    var isFull: Bool { get }

    /// - Throws: `SeekRefusal.busy` where it is full; what the work throws.
    func pass<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value
}
