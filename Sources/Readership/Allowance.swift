package import Content

/// How often something may happen in an hour, for each of many keys: in memory, and forgotten within
/// an hour.
///
/// Time is cut into slices from the first use, of which this one and the one before count. So whoever waits for
/// the clock gets twice as much at most.
///
/// No key is kept. Each adds to four counters among many, and the least of them tells how often it came:
/// never too few, and too many only where thousands of times more came than any reader sends (a count-min
/// sketch, Cormode and Muthukrishnan, 2005). So nobody can fill the memory by coming from everywhere.
package struct Allowance<Key: Hashable & Sendable>: Sendable {
    private let limit: UInt16
    private let mask: Int
    private var started: Int64?
    private var before: [UInt16]
    private var current: [UInt16]

    private static var rows: Int { 4 }

    /// - Parameter counters: in each row; a power of two. Eight bytes of memory each, and as much again.
    package init(perHour limit: Int, counters: Int = 1 << 15) {
        precondition(counters.nonzeroBitCount == 1, "counters are found by the bits of a hash")
        precondition(limit < UInt16.max, "a counter has two bytes")
        self.limit = UInt16(limit)
        mask = counters - 1
        before = Array(repeating: 0, count: counters * Self.rows)
        current = before
    }

    /// Counts one more, unless that would be too many.
    ///
    /// - Parameter milliseconds: now.
    package mutating func take(_ key: Key, atMilliseconds milliseconds: Int64) -> Bool {
        turn(milliseconds)
        let hash = UInt64(bitPattern: Int64(key.hashValue))
        var (earlier, now) = (UInt16.max, UInt16.max)
        for row in 0..<Self.rows {
            let place = place(of: hash, row)
            earlier = min(earlier, before[place])
            now = min(now, current[place])
        }
        guard Int(earlier) + Int(now) < limit else { return false }
        for row in 0..<Self.rows {
            let place = place(of: hash, row)
            // Only the least are raised: the others hold what other keys added.
            if current[place] == now { current[place] += 1 }
        }
        return true
    }

    /// Forgets what is too old to count.
    package mutating func forget(atMilliseconds milliseconds: Int64) {
        if started != nil { turn(milliseconds) }
    }

    /// Whether nothing is known of anybody.
    var isEmpty: Bool { (before + current).allSatisfy { $0 == 0 } }

    /// Its counter in a row.
    private func place(of hash: UInt64, _ row: Int) -> Int {
        let (first, second) = (Int(hash & 0xffff_ffff), Int(hash >> 32) | 1)
        return row * (mask + 1) + ((first + row * second) & mask)
    }

    private mutating func turn(_ milliseconds: Int64) {
        guard let start = started, milliseconds >= start else {
            started = milliseconds
            clear(keepingCurrent: false)
            return
        }
        let count = (milliseconds - start) / slice
        guard count > 0 else { return }
        clear(keepingCurrent: count == 1)
        started = start + count * slice
    }

    private mutating func clear(keepingCurrent: Bool) {
        if keepingCurrent { swap(&before, &current) }
        for index in current.indices { current[index] = 0 }
        if !keepingCurrent { for index in before.indices { before[index] = 0 } }
    }
}

/// Two of them, and the minute until somebody forgets (`SourceCounter`), are within an hour.
private let slice: Int64 = 29 * 60_000

/// Counts how often something came from where. `forgetSources` is called at least once in a minute, so that
/// what nobody asks for any more is forgotten as well.
package protocol SourceCounter: Sendable {
    func forgetSources(at now: Instant)
}
