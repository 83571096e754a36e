import Content
import Readership
import Testing

@testable import Stores

@Suite("Contract: how often nothing was found is counted by week")
struct UnfoundTests {
    private func withStore(
        of factory: any StoreFactory, _ work: (SQLUnfound) throws -> Void
    ) throws {
        try inNewPlace(of: factory) { place in try work(SQLUnfound(try place.openDatabase())) }
    }

    private func count(_ week: String, _ words: String, _ times: Int) -> UnfoundCount {
        UnfoundCount(week: week, words: words, times: times)
    }

    @Test("counts add up, the newest week and the most frequent first", arguments: everyStore)
    func adding(factory: any StoreFactory) throws {
        try withStore(of: factory) { store in
            try store.add([count("2026-W47", "", 2), count("2026-W48", "a", 1)])
            try store.add([count("2026-W48", "", 3), count("2026-W48", "a", 4)])
            #expect(
                try store.unfound() == [
                    count("2026-W48", "a", 5), count("2026-W48", "", 3), count("2026-W47", "", 2),
                ])
        }
    }

    @Test("words go from weeks that are over, and the counts stay", arguments: everyStore)
    func forgetting(factory: any StoreFactory) throws {
        try withStore(of: factory) { store in
            try store.add([
                count("2026-W01", "a", 2), count("2026-W01", "b", 1), count("2026-W01", "", 4),
                count("2026-W02", "c", 1), count("2026-W03", "d", 1),
            ])
            try store.forgetWords(before: "2026-W03")
            #expect(
                try store.unfound() == [
                    count("2026-W03", "d", 1), count("2026-W02", "", 1), count("2026-W01", "", 7),
                ])
        }
    }
}
