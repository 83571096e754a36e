import Content
import Readership
import Stores
import Synchronization
import Testing

@Suite("One reader, one rating of an item; the last counts")
struct RatingsTests {
    private let key = OperatorKey(Array(repeating: 7, count: 32))!
    private let store: SQLReadership
    private let prrt = ItemID("treatments/prrt")!
    private let readers = Audience(MarketID("int")!, .english)
    private let home = Source(network: 1)

    init() throws { store = SQLReadership(try SQLiteJournal.inMemory().database) }

    private func values(
        _ mark: Int, _ answered: String = "", _ missing: String = ""
    ) throws -> RatingForm.Values {
        try RatingForm(mark: "\(mark)", answered: answered, missing: missing).read()
    }

    private static let made = Mutex(UInt64(0))

    private static func chance() -> [UInt8] {
        let number = made.withLock { made in
            made &+= 1
            return made
        }
        return withUnsafeBytes(of: number, Array.init) + Array(repeating: 0, count: 8)
    }

    @discardableResult
    private func rate(
        _ ratings: Ratings, _ mark: Int, completes: Bool = false, answered: String = "",
        missing: String = "", token: RaterToken? = nil, proposed: [UInt8]? = nil,
        from source: Source? = nil,
        at milliseconds: Int64 = 0
    ) async throws -> RaterToken {
        try await ratings.rate(
            prrt, as: readers, try values(mark, answered, missing), completes: completes,
            token: token, proposed: proposed, from: source ?? home, chance: Self.chance(),
            at: Instant(milliseconds: milliseconds))
    }

    @Test("who rates again with their token changes what they gave")
    func changed() async throws {
        let ratings = Ratings(store, key)
        let token = try await rate(ratings, 2)
        #expect(try await rate(ratings, 5, token: token) == token)
        #expect(try store.marks() == [prrt: Marks(counts: [0, 0, 0, 0, 1])])
        #expect(try ratings.rating(of: prrt, by: token)?.mark == .five)
    }

    @Test("all the people behind one address count")
    func office() async throws {
        let ratings = Ratings(store, key)
        for _ in 0..<20 { try await rate(ratings, 4) }
        #expect(try ratings.marks(of: prrt) == Marks(counts: [0, 0, 0, 20, 0]))
    }

    @Test("a request that is sent again and again without a token stops counting")
    func stuffed() async throws {
        let ratings = Ratings(store, key, .init(newFromSource: 30))
        var refused = 0
        for _ in 0..<100 {
            do { try await rate(ratings, 1) } catch RatingRefusal.tooMany { refused += 1 }
        }
        #expect(refused == 70)
        #expect(try ratings.marks(of: prrt).total == 30)
        // Others are not kept from rating, and those who rated can change what they gave.
        try await rate(ratings, 5, from: Source(network: 2))
        #expect(try ratings.marks(of: prrt).total == 31)
    }

    @Test("what is sent again with what its page drew, since no answer came, is the same rating")
    func sentAgain() async throws {
        let ratings = Ratings(store, key, .init(newFromSource: 1))
        let drawn: [UInt8] = Array(200..<216)
        let first = try await rate(ratings, 2, proposed: drawn)
        #expect(try await rate(ratings, 3, proposed: drawn) == first)
        #expect(try ratings.marks(of: prrt) == Marks(counts: [0, 0, 1, 0, 0]))
    }

    @Test("tokens collected on other items add no more to one than anybody may")
    func collected() async throws {
        let ratings = Ratings(store, key, .init(newFromSource: 30))
        var refused = 0
        for number in 0..<100 {
            let token = RaterToken(chance: Array(repeating: UInt8(number), count: 16), key)
            do { try await rate(ratings, 1, token: token) } catch RatingRefusal.tooMany {
                refused += 1
            }
        }
        #expect(refused == 70)
        #expect(try ratings.marks(of: prrt).total == 30)
        // Whoever is among them can still change what they gave.
        let known = RaterToken(chance: Array(repeating: 0, count: 16), key)
        try await rate(ratings, 5, token: known)
        #expect(try ratings.marks(of: prrt) == Marks(counts: [29, 0, 0, 0, 1]))
    }

    @Test("nor does it help to come from many places, or with a token again and again")
    func spread() async throws {
        let ratings = Ratings(store, key, .init(fromSource: 50, newForItem: 40))
        for network in 0..<100 {
            do {
                try await rate(ratings, 1, from: Source(network: UInt64(network)))
            } catch RatingRefusal.tooMany {}
        }
        #expect(try ratings.marks(of: prrt).total == 40)
        let token = RaterToken(chance: Array(100..<116), key)
        await #expect(throws: RatingRefusal.tooMany) {
            try await rate(ratings, 3, token: token, from: Source(network: 200))
        }
        _ = try store.keep([
            KeptRating(
                Rating(
                    item: prrt, rater: token.rater(key), mark: .three, answered: nil, missing: nil,
                    audience: readers, given: Instant(milliseconds: 0)), completes: false)
        ])
        var kept = 0
        for _ in 0..<100 {
            do {
                try await rate(ratings, 3, token: token, from: Source(network: 200))
                kept += 1
            } catch RatingRefusal.tooMany {}
        }
        #expect(kept == 49)
    }

    @Test(
        "a form that did not show the words of before does not take them back; one that did, does")
    func completed() async throws {
        let ratings = Ratings(store, key)
        let token = try await rate(ratings, 2, answered: "no", missing: "Travel")
        try await rate(ratings, 3, completes: true, token: token)
        let kept = try #require(try ratings.rating(of: prrt, by: token))
        #expect(kept.mark == .three && kept.answered == .no && kept.missing == "Travel")
        try await rate(ratings, 3, token: token)
        let emptied = try #require(try ratings.rating(of: prrt, by: token))
        #expect(emptied.answered == nil && emptied.missing == nil)
    }

    @Test("what readers wrote goes after 180 days, and their marks stay")
    func forgotten() async throws {
        let day: Int64 = 86_400_000
        let ratings = Ratings(store, key)
        try await rate(ratings, 2, missing: "Old", at: 0)
        try await rate(ratings, 2, missing: "New", at: day)
        let end = Instant(milliseconds: 180 * day)
        #expect(try store.remarks(at: end).map(\.text) == ["New"])
        #expect(try store.forgetOldRemarks(at: end) == 1)
        #expect(try store.remarks(givenAfter: .distantPast).map(\.text) == ["New"])
        #expect(try ratings.marks(of: prrt).total == 2)
    }

    @Test("many at once are all kept, in few transactions")
    func together() async throws {
        let ratings = Ratings(store, key, .init(fromSource: 10_000, newFromSource: 10_000))
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    _ = try await ratings.rate(
                        self.prrt, as: self.readers, try self.values(number % 5 + 1),
                        completes: false, token: nil, proposed: nil, from: self.home,
                        chance: (0..<16).map { UInt8(($0 == 0 ? number : 0) & 255) },
                        at: Instant(milliseconds: 0))
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.marks(of: prrt) == Marks(counts: [40, 40, 40, 40, 40]))
    }
}

@Suite("The figure of a page")
struct MarksTests {
    @Test(
        "is the mean in tenths, halves up",
        arguments: [
            ([0, 0, 0, 3, 2], 44), ([1, 0, 0, 0, 0], 10), ([0, 0, 0, 1, 3], 48),
            ([0, 0, 0, 19, 1], 41),
        ])
    func mean(counts: [Int], tenths: Int) {
        #expect(Marks(counts: counts).meanInTenths == tenths)
    }

    @Test("one reader's 5 stands behind the 4.8 of many, and before what nobody rated")
    func standing() {
        let many = Marks(counts: [0, 0, 0, 20, 80])
        let one = Marks(counts: [0, 0, 0, 0, 1])
        let poor = Marks(counts: [10, 0, 0, 0, 0])
        #expect(many.standing > one.standing)
        #expect(one.standing > Marks.none.standing)
        #expect(Marks.none.standing > poor.standing)
    }
}
