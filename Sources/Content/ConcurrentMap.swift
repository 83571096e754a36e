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

/// The same, letting go of each element as soon as it is mapped, so that a large edition is not in memory
/// beside all that is made of it.
package func concurrentMap<Element: Sendable, Result: Sendable>(
    lettingGoOf elements: consuming [Element], _ transform: @Sendable (Element) -> Result
) -> [Result] {
    // Each iteration takes its own element, so they need no lock.
    nonisolated(unsafe) let slots = UnsafeMutableBufferPointer<Element>.allocate(
        capacity: elements.count)
    defer { slots.deallocate() }
    _ = slots.initialize(from: consume elements)
    return concurrentMap(Array(slots.indices)) { index in
        transform(slots.moveElement(from: index))
    }
}
