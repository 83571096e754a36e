import Content
import Publishing
import Readership
import Testing

@testable import Stores

@Suite("Contract: what readers give is kept, changed and removed")
struct RatingContractTests {
    private let prrt = ItemID("treatments/prrt")!
    private let home = ItemID("home")!

    private func rater(_ number: Int) -> Rater {
        Rater(Digest(of: "rater \(number)").bytes)!
    }

    private func rating(
        _ item: ItemID, by number: Int, _ mark: Rating.Mark, answered: Rating.Answered? = nil,
        missing: String? = nil, at milliseconds: Int64 = 0
    ) -> Rating {
        Rating(
            item: item, rater: rater(number), mark: mark, answered: answered, missing: missing,
            audience: Audience(MarketID("int")!, .english),
            given: Instant(milliseconds: milliseconds))
    }

    private func withStore(
        of factory: any StoreFactory, _ work: (any ReadershipStore) throws -> Void
    ) throws {
        try inNewPlace(of: factory) { place in try work(SQLReadership(try place.openDatabase())) }
    }

    @Test("a rating comes back as it was given", arguments: everyStore)
    func whole(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            let full = rating(
                prrt, by: 1, .four, answered: .partly, missing: "żółw 🐢 'quoted'\n\"twice\"",
                at: -5_000_000_000_000)
            let bare = rating(home, by: 1, .one)
            try store.keep([KeptRating(full, completes: false), KeptRating(bare, completes: true)])
            #expect(try store.rating(of: prrt, by: rater(1)) == full)
            #expect(try store.rating(of: home, by: rater(1)) == bare)
            #expect(try store.rating(of: prrt, by: rater(2)) == nil)
        }
    }

    @Test("the last of a reader counts, also within one transaction", arguments: everyStore)
    func last(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.keep([KeptRating(rating(prrt, by: 1, .two), completes: false)])
            try store.keep(
                [Rating.Mark.five, .three].map {
                    KeptRating(rating(prrt, by: 1, $0), completes: false)
                })
            try store.keep([KeptRating(rating(prrt, by: 2, .three), completes: false)])
            try store.keep([KeptRating(rating(home, by: 1, .one), completes: false)])
            #expect(try store.marks(of: prrt) == Marks(counts: [0, 0, 2, 0, 0]))
            #expect(
                try store.marks() == [
                    prrt: Marks(counts: [0, 0, 2, 0, 0]), home: Marks(counts: [1, 0, 0, 0, 0]),
                ])
        }
    }

    @Test(
        "a form that did not ask leaves what was said; one that did takes it back",
        arguments: everyStore)
    func completed(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            let first = rating(prrt, by: 1, .two, answered: .no, missing: "Travel")
            try store.keep([KeptRating(first, completes: false)])
            try store.keep([KeptRating(rating(prrt, by: 1, .three), completes: true)])
            #expect(try store.rating(of: prrt, by: rater(1))?.missing == "Travel")
            #expect(try store.rating(of: prrt, by: rater(1))?.answered == .no)
            try store.keep([KeptRating(rating(prrt, by: 1, .three), completes: false)])
            #expect(try store.rating(of: prrt, by: rater(1)) == rating(prrt, by: 1, .three))
        }
    }

    @Test("one that does not fit keeps out all that came with it", arguments: everyStore)
    func unfit(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            let long = rating(prrt, by: 2, .one, missing: String(repeating: "x", count: 1_001))
            #expect(throws: StoreFault.broken(.valuesFit)) {
                try store.keep(
                    [rating(prrt, by: 1, .five), long].map { KeptRating($0, completes: false) })
            }
            #expect(try store.marks().isEmpty)
            try store.keep([KeptRating(rating(prrt, by: 1, .five), completes: false)])
            #expect(try store.marks(of: prrt).total == 1)
        }
    }

    @Test(
        "what was missing: the newest first, and gone when its time has come", arguments: everyStore
    )
    func remarks(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            let ratings = [
                rating(prrt, by: 1, .one, missing: "old", at: 10),
                rating(home, by: 1, .two, missing: "new", at: 30),
                rating(prrt, by: 2, .two, missing: "newer", at: 30),
                rating(prrt, by: 3, .two, at: 40),
            ]
            try store.keep(ratings.map { KeptRating($0, completes: false) })
            let all = try store.remarks(givenAfter: .distantPast)
            #expect(all.map(\.text) == ["new", "newer", "old"])
            #expect(try store.remarks(givenAfter: Instant(milliseconds: 10)).count == 2)
            #expect(try store.forgetRemarks(givenUntil: Instant(milliseconds: 10)) == 1)
            #expect(try store.forgetRemarks(givenUntil: Instant(milliseconds: 10)) == 0)
            #expect(try store.remarks(givenAfter: .distantPast) == Array(all.prefix(2)))
            #expect(try store.marks(of: prrt).total == 3)
        }
    }

    @Test("two nodes that change the same ratings, each in its own order", arguments: everyStore)
    func crossing(factory: any StoreFactory) async throws {
        let place = try factory.newPlace()
        let items = (0..<20).map { ItemID("page-\($0)")! }
        try await withThrowingTaskGroup { group in
            for node in 0..<2 {
                group.addTask {
                    let store = try SQLReadership(place.openDatabase())
                    for round in 0..<15 {
                        let ordered = node == 0 ? items : items.reversed()
                        let mark = Rating.Mark(rawValue: (round + node) % 5 + 1)!
                        try store.keep(
                            ordered.map {
                                KeptRating(rating($0, by: round % 3, mark), completes: false)
                            })
                    }
                }
            }
            try await group.waitForAll()
        }
        let marks = try SQLReadership(place.openDatabase()).marks()
        #expect(marks.count == items.count)
        #expect(marks.values.allSatisfy { $0.total == 3 })
        withExtendedLifetime(place) {}
    }
}
