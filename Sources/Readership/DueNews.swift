package import Content
package import Foundation
package import Press

/// What one follower is to be told in one letter.
package struct DueNews: Hashable, Sendable {
    /// In the order in which it came about.
    package let news: [TopicNews]
    /// With this letter, everything up to here is told.
    package let until: Instant
}

extension Follower {
    /// What is due, and when something will be.
    package enum Due: Hashable, Sendable {
        case now(DueNews)
        /// Something came about, and waits for its round.
        case later(Instant)
        case nothing
    }

    /// Worked out from what came about and what was handed over, and from nothing else: so it is the
    /// same however often, and by whomever, it is asked, until somebody notes that it was handed over.
    ///
    /// - Parameters:
    ///   - news: all that ever became of items, in the order in which it came about.
    ///   - zone: where weeks and months begin.
    package func due(_ news: [TopicNews], in zone: TimeZone, at now: Instant) -> Due {
        guard ended == nil else { return .nothing }
        // A binary search: of thousands of followers, most were told most of it.
        let untold = news[news.partitionPoint { $0.at > told }...].filter { $0.at <= now }
        let theirs = untold.filter(concerns)
        guard let first = theirs.first else { return .nothing }
        let closing = frequency.round(after: first.at, in: zone)
        guard closing <= now else { return .later(closing) }
        return .now(
            DueNews(
                news: theirs.filter { $0.at < closing },
                until: closing.advanced(byMilliseconds: -1)))
    }

    private func concerns(_ news: TopicNews) -> Bool {
        news.topics.contains { topic in topics[topic].map { $0 < news.at } ?? false }
    }
}

extension Frequency {
    /// When a letter goes out that tells of something: always later than it.
    func round(after instant: Instant, in zone: TimeZone) -> Instant {
        switch self {
        case .immediately: instant.advanced(byMilliseconds: Frequency.sharedMilliseconds)
        case .weekly: next(after: instant, in: zone) { ($0.ordinal + 3) % 7 == 0 }
        case .monthly: next(after: instant, in: zone) { $0.day == 1 }
        }
    }

    /// Changes within a quarter of an hour share one letter.
    package static let sharedMilliseconds: Int64 = 900_000

    /// Eight o'clock on the next day that is one of theirs. (1970-01-01 was a Thursday, so a Monday's
    /// ordinal is 4 above a multiple of 7.)
    private func next(
        after instant: Instant, in zone: TimeZone, _ isTheirs: (Day) -> Bool
    ) -> Instant {
        var day = Day(of: instant, in: zone)
        while true {
            let morning = day.start(in: zone).advanced(byMilliseconds: 8 * 3_600_000)
            if isTheirs(day), morning > instant { return morning }
            day = Day(ordinal: day.ordinal + 1)
        }
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element `isBehind`, where all after it are, too; the end where none is.
    fileprivate func partitionPoint(_ isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
