internal import Dispatch

/// Maps on all processors; results in the order of the elements.
package func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Result
) -> [Result] {
    guard elements.count > 1 else { return elements.map(transform) }
    return [Result](unsafeUninitializedCapacity: elements.count) { buffer, count in
        // Each iteration writes its own slot, so the slots need no lock.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: elements.count) { index in
            (slots.baseAddress! + index).initialize(to: transform(elements[index]))
        }
        count = elements.count
    }
}
