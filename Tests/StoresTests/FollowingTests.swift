import Content
import Publishing
import Readership
import Testing

@testable import Stores

/// Somebody, by a number.
private func id(_ number: UInt8) -> FollowID { FollowID(Array(repeating: number, count: 16))! }

private let key = OperatorKey(Array(repeating: 7, count: 32))!
private let int = Audience(MarketID("int")!, Language("en")!)
private let liver = TopicID("liver")!
private let prrt = TopicID("prrt")!

private func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

private func asked(
    _ number: UInt8, address: String = "ada@example.org", topics: Set<TopicID> = [liver],
    _ frequency: Frequency = .weekly, at instant: Int64 = 1_000
) throws -> FollowRequest {
    let address = try MailAddress(address)
    return FollowRequest(
        id: id(number), mark: AddressMark(address, key),
        address: SealedAddress(address, of: id(number).bytes, key, chance: Array(0..<12)),
        choice: FollowChoice(audience: int, topics: topics, frequency: frequency),
        consent: Consent(wording: Digest(of: "yes"), given: at(instant)))
}

@Suite("Contract: a store of followers keeps what it was given")
struct FollowingTests {
    private func withStore(
        of factory: any StoreFactory, _ work: (any FollowStore) throws -> Void
    ) throws {
        try inNewPlace(of: factory) { place in try work(SQLFollowers(try place.openDatabase())) }
    }

    @Test("a request, whole, until it is confirmed", arguments: everyStore)
    func request(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            let first = try asked(1, topics: [liver, prrt])
            try store.add(first, atMost: 3, after: at(0))
            #expect(try store.request(id(1)) == first)
            #expect(try store.unsentRequests(after: at(999), limit: 9) == [first])
            #expect(try store.unsentRequests(after: at(1_000), limit: 9).isEmpty)
            try store.noteSent([id(1)], at: at(1_500))
            #expect(try store.unsentRequests(after: at(0), limit: 9).isEmpty)
            let follower = try #require(try store.confirm(id(1), madeAfter: at(0), at: at(2_000)))
            #expect(follower.topics == [liver: at(2_000), prrt: at(2_000)])
            #expect(follower.told == at(2_000))
            #expect(follower.consent == first.consent)
            #expect(follower.address.address(of: follower.id.bytes, key)?.text == "ada@example.org")
            #expect(try store.request(id(1)) == nil)
            #expect(try store.follower(id(1)) == follower)
        }
    }

    @Test("no more wait for one address than may, whoever asks", arguments: everyStore)
    func most(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            for number in UInt8(1)...5 {
                try store.add(try asked(number, at: 1_000), atMost: 3, after: at(999))
            }
            try store.add(try asked(6, address: "bea@example.org"), atMost: 3, after: at(999))
            let waiting = try store.unsentRequests(after: at(0), limit: 9).map(\.id)
            #expect(waiting == [1, 2, 3, 6].map { id($0) })
            // Later than that, it may ask again.
            try store.add(try asked(7, at: 5_000), atMost: 3, after: at(1_000))
            #expect(try store.request(id(7)) != nil)
        }
    }

    @Test("a request counts once, and not for ever", arguments: everyStore)
    func once(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(try asked(1), atMost: 3, after: at(0))
            #expect(try store.confirm(id(1), madeAfter: at(1_000), at: at(2_000)) == nil)
            #expect(try store.confirm(id(1), madeAfter: at(999), at: at(2_000)) != nil)
            #expect(try store.confirm(id(1), madeAfter: at(999), at: at(2_000)) == nil)
            #expect(try store.confirm(id(9), madeAfter: at(0), at: at(2_000)) == nil)
        }
    }

    @Test(
        "whoever follows already follows more, and is told from where they were",
        arguments: everyStore)
    func again(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(try asked(1, topics: [liver]), atMost: 3, after: at(0))
            _ = try store.confirm(id(1), madeAfter: at(0), at: at(2_000))
            try store.note([(id(1), at(3_000))])
            try store.add(try asked(2, topics: [prrt], .monthly), atMost: 3, after: at(0))
            let follower = try #require(try store.confirm(id(2), madeAfter: at(0), at: at(4_000)))
            #expect(follower.id == id(1))
            #expect(follower.topics == [liver: at(2_000), prrt: at(4_000)])
            #expect(follower.frequency == .monthly)
            #expect(follower.told == at(3_000))
            #expect(follower.address.address(of: id(1).bytes, key) != nil)
        }
    }

    @Test("whoever comes back begins anew", arguments: everyStore)
    func back(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(try asked(1, topics: [liver]), atMost: 3, after: at(0))
            _ = try store.confirm(id(1), madeAfter: at(0), at: at(2_000))
            try store.end(id(1), .bounced, at: at(3_000))
            try store.end(id(1), .stopped, at: at(3_500))
            #expect(
                try store.follower(id(1))?.ended == Follower.Ended(at: at(3_000), why: .bounced))
            try store.add(try asked(2, topics: [prrt]), atMost: 3, after: at(0))
            let follower = try #require(try store.confirm(id(2), madeAfter: at(0), at: at(4_000)))
            #expect(follower.topics == [prrt: at(4_000)])
            #expect(follower.told == at(4_000))
            #expect(follower.ended == nil)
        }
    }

    @Test("a changed mind keeps since when a topic is followed", arguments: everyStore)
    func change(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(try asked(1, topics: [liver]), atMost: 3, after: at(0))
            _ = try store.confirm(id(1), madeAfter: at(0), at: at(2_000))
            let both = FollowForm.Preferences(topics: [liver, prrt], frequency: .immediately)
            #expect(try store.change(id(1), both, at: at(5_000)))
            #expect(try store.follower(id(1))?.topics == [liver: at(2_000), prrt: at(5_000)])
            #expect(try store.follower(id(1))?.frequency == .immediately)
            let one = FollowForm.Preferences(topics: [prrt], frequency: .immediately)
            #expect(try store.change(id(1), one, at: at(6_000)))
            #expect(try store.follower(id(1))?.topics == [prrt: at(5_000)])
            try store.end(id(1), .stopped, at: at(7_000))
            #expect(try !store.change(id(1), both, at: at(8_000)))
            #expect(try !store.change(id(9), both, at: at(8_000)))
        }
    }

    @Test("they come page by page, each once, with all their topics", arguments: everyStore)
    func pages(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            for number in UInt8(1)...7 {
                let address = "reader\(number)@example.org"
                try store.add(
                    try asked(number, address: address, topics: [liver, prrt]), atMost: 3,
                    after: at(0))
                _ = try store.confirm(id(number), madeAfter: at(0), at: at(2_000))
            }
            try store.note([(id(2), at(9_000)), (id(3), at(1_000))])
            try store.end(id(5), .stopped, at: at(3_000))
            var (found, last): ([Follower], FollowID?) = ([], nil)
            while true {
                let page = try store.followers(toldBefore: at(5_000), after: last, limit: 2)
                guard let end = page.last else { break }
                (found, last) = (found + page, end.id)
            }
            #expect(found.map(\.id) == [1, 3, 4, 6, 7].map { id($0) })
            #expect(found.allSatisfy { $0.topics.count == 2 })
            // What was told is never taken back.
            #expect(found[1].told == at(2_000))
        }
    }

    @Test("what is erased or old is gone, with all that hangs on it", arguments: everyStore)
    func gone(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            for number in UInt8(1)...3 {
                try store.add(
                    try asked(number, address: "reader\(number)@example.org"), atMost: 3,
                    after: at(0))
                _ = try store.confirm(id(number), madeAfter: at(0), at: at(2_000))
            }
            try store.add(try asked(4, at: 5_000), atMost: 3, after: at(0))
            try store.add(try asked(5, at: 6_000), atMost: 3, after: at(0))
            try store.erase(id(1))
            try store.end(id(2), .stopped, at: at(3_000))
            try store.end(id(3), .stopped, at: at(3_001))
            #expect(try store.forget(requestsUntil: at(5_000), endedUntil: at(3_000)) == 2)
            #expect(try store.follower(id(1)) == nil)
            #expect(try store.follower(id(2)) == nil)
            #expect(try store.follower(id(3)) != nil)
            #expect(try store.request(id(4)) == nil)
            #expect(try store.request(id(5)) != nil)
        }
    }

    @Test("a task has one holder at a time", arguments: everyStore)
    func task(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            #expect(try store.hold("mail", as: [1], until: at(100), at: at(0)))
            #expect(try !store.hold("mail", as: [2], until: at(200), at: at(100)))
            #expect(try store.hold("mail", as: [1], until: at(150), at: at(100)))
            #expect(try store.hold("mail", as: [2], until: at(300), at: at(151)))
            #expect(try !store.hold("mail", as: [1], until: at(300), at: at(151)))
            try store.release("mail", by: [1])
            #expect(try !store.hold("mail", as: [1], until: at(300), at: at(200)))
            try store.release("mail", by: [2])
            #expect(try store.hold("mail", as: [1], until: at(300), at: at(200)))
            #expect(try store.hold("other", as: [2], until: at(300), at: at(200)))
        }
    }
}
