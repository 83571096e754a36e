import Content
import Testing

@testable import Readership

@Suite("What is counted of searches that found nothing")
struct UnfoundCountTests {
    /// A store that keeps what it is given.
    private final class Kept: UnfoundStore, @unchecked Sendable {
        var counts: [UnfoundCount] = []

        func add(_ counts: [UnfoundCount]) throws { self.counts += counts }
        func unfound() throws -> [UnfoundCount] { counts }
        func forgetWords(before week: String) throws {}
    }

    /// As ISO 8601 numbers them.
    static let weeks = [
        ("2026-11-27", "2026-W48"), ("2026-01-01", "2026-W01"), ("2027-01-01", "2026-W53"),
        ("2024-12-30", "2025-W01"), ("2023-01-01", "2022-W52"), ("2020-12-31", "2020-W53"),
    ]

    @Test("a week belongs to the year of its Thursday", arguments: weeks)
    func week(day: String, week: String) throws {
        let day = try #require(Day(day))
        let noon = Instant(milliseconds: Int64(day.ordinal) * 86_400_000 + 43_200_000)
        #expect(Unfound.week(of: noon) == week)
    }

    @Test("words are kept only where the operator asks, and none by which somebody could be found")
    func words() throws {
        let now = Instant(milliseconds: 0)
        for (keepsWords, expected) in [(false, [""]), (true, ["", "zebra"])] {
            let store = Kept()
            let unfound = Unfound(store, keepsWords: keepsWords)
            unfound.note("Zebra", at: now)
            unfound.note("ada@example.org", at: now)
            unfound.note(String(repeating: "long ", count: 40), at: now)
            try unfound.write()
            try unfound.write()
            #expect(store.counts.map(\.words).sorted() == expected)
            #expect(store.counts.map(\.times).reduce(0, +) == 3)
        }
    }
}
