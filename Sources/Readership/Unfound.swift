package import Content
internal import Foundation
internal import Synchronization

/// How often readers looked for something and found nothing, by week. The words they looked for are kept
/// only where the operator asks for it, and the page says so; nothing is ever kept of who looked.
package final class Unfound: Sendable {
    private let store: any UnfoundStore
    /// Whether the words are kept, too.
    package let keepsWords: Bool
    private let counted = Mutex<[Key: Int]>([:])

    private struct Key: Hashable {
        var week: String
        var words: String
    }

    /// More different words are not kept before they are written: somebody may try all there are.
    private static let mostKeys = 500
    private static let mostLetters = 100

    package init(_ store: any UnfoundStore, keepsWords: Bool) {
        (self.store, self.keepsWords) = (store, keepsWords)
    }

    /// Counts a search that found nothing. Nothing is written yet.
    package func note(_ words: String, at now: Instant) {
        var key = Key(week: Unfound.week(of: now), words: "")
        if keepsWords { key.words = Unfound.fit(words) }
        counted.withLock { counted in
            if counted[key] == nil, counted.count >= Unfound.mostKeys { key.words = "" }
            counted[key, default: 0] += 1
        }
    }

    /// Writes what was counted. What cannot be written is counted on.
    package func write() throws {
        let counts = counted.withLock { counted in
            defer { counted = [:] }
            return counted
        }
        guard !counts.isEmpty else { return }
        do {
            try store.add(
                counts.map { UnfoundCount(week: $0.key.week, words: $0.key.words, times: $0.value) }
            )
        } catch {
            counted.withLock { $0.merge(counts, uniquingKeysWith: +) }
            throw error
        }
    }

    /// As it may be kept: nothing by which somebody could be found, and no long story.
    private static func fit(_ words: String) -> String {
        guard let text = try? FreeText.read(words.lowercased(), atMost: mostLetters) else {
            return ""
        }
        return text.replacing("\n", with: " ")
    }

    /// Of the calendar in Greenwich, as ISO 8601 numbers them: `2026-W48`.
    package static func week(of now: Instant) -> String {
        let day = Day(of: now, in: .gmt)
        // The Thursday of a week says whose year it is. (Day 0, in 1970, was one.)
        let thursday = Day(ordinal: day.ordinal - (day.ordinal + 3).floorModulo(7) + 3)
        let first = Day("\(thursday.description.prefix(4))-01-01") ?? thursday
        let number = (thursday.ordinal - first.ordinal) / 7 + 1
        return "\(thursday.description.prefix(4))-W\(number < 10 ? "0" : "")\(number)"
    }

    /// How long words are kept, in days.
    package static let daysKept = 180
}

extension Int {
    fileprivate func floorModulo(_ divisor: Int) -> Int { ((self % divisor) + divisor) % divisor }
}

/// How often nothing was found in a week: in all, or, with words, for these.
package struct UnfoundCount: Hashable, Sendable {
    package var week: String
    /// Empty where they were not kept.
    package var words: String
    package var times: Int

    package init(week: String, words: String, times: Int) {
        (self.week, self.words, self.times) = (week, words, times)
    }
}

/// What a database must keep of searches that found nothing.
package protocol UnfoundStore: Sendable {
    /// Adds to what is there, all of it or nothing.
    func add(_ counts: [UnfoundCount]) throws

    /// The newest week first; in each the most frequent first.
    func unfound() throws -> [UnfoundCount]

    /// Takes the words away from weeks before one; how often nothing was found stays.
    func forgetWords(before week: String) throws
}

extension UnfoundStore {
    package func forgetOldWords(at now: Instant) throws {
        let days = Int64(Unfound.daysKept) * 86_400_000
        try forgetWords(before: Unfound.week(of: now.advanced(byMilliseconds: -days)))
    }
}
