internal import Content

/// How often something may happen in an hour, for each of many keys: in memory, and forgotten within
/// two hours at most.
///
/// Time is cut into hours from the first use. What happened in the hour before counts by the part of
/// it that is less than an hour ago, as if it had been spread evenly. So nobody gets twice as much by
/// waiting for the clock.
package struct Allowance<Key: Hashable & Sendable>: Sendable {
    private let limit: Int
    /// How many keys are remembered. Above it everybody is refused who is not known yet: whoever can
    /// come from so many sources is no reader.
    private let mostKeys: Int
    private var started: Int64?
    private var before: [Key: Int] = [:]
    private var current: [Key: Int] = [:]

    package init(perHour limit: Int, mostKeys: Int = 100_000) {
        (self.limit, self.mostKeys) = (limit, mostKeys)
    }

    /// Counts one more, unless that would be too many.
    ///
    /// - Parameter milliseconds: now.
    package mutating func take(_ key: Key, atMilliseconds milliseconds: Int64) -> Bool {
        turn(milliseconds)
        let elapsed = Double(milliseconds - (started ?? milliseconds)) / Double(hour)
        let recent = Double(before[key] ?? 0) * (1 - elapsed) + Double(current[key] ?? 0)
        guard recent + 1 <= Double(limit), current[key] != nil || current.count < mostKeys else {
            return false
        }
        current[key, default: 0] += 1
        return true
    }

    private mutating func turn(_ milliseconds: Int64) {
        guard let start = started, milliseconds >= start else {
            (started, before, current) = (milliseconds, [:], [:])
            return
        }
        let hours = (milliseconds - start) / hour
        guard hours > 0 else { return }
        (before, current) = (hours == 1 ? current : [:], [:])
        started = start + hours * hour
    }
}

private let hour: Int64 = 3_600_000
