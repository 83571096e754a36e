import Content
import Readership
import Testing

@testable import Stores

@Suite("Contract: what readers ask is kept, looked after, and forgotten in time")
struct QuestionTests {
    private func withStore(
        of factory: any StoreFactory, _ work: (SQLQuestions) throws -> Void
    ) throws {
        try inNewPlace(of: factory) { place in try work(SQLQuestions(try place.openDatabase())) }
    }

    private static let day: Int64 = 86_400_000

    private static func at(_ day: Int64) -> Instant { Instant(milliseconds: day * Self.day) }

    private static func ada(_ day: Int64) -> AskedQuestion.Deed {
        AskedQuestion.Deed(by: PersonName("Ada Example")!, at: at(day))
    }

    private static func id(_ number: UInt8) -> QuestionID {
        QuestionID([number] + Array(repeating: 0, count: 15))!
    }

    private static let address = PrivateAnswer(
        address: SealedAddress(kept: [1, 2, 3]),
        consent: Consent(wording: Digest(of: "Yes."), given: at(0)))

    private func question(
        _ number: UInt8, asked day: Int64 = 0, private: PrivateAnswer? = nil
    ) -> AskedQuestion {
        AskedQuestion(
            id: Self.id(number), audience: Audience(MarketID("int")!, .english),
            text: "Question\nnumber \(number)’s", asked: Self.at(day), private: `private`)
    }

    @Test("it comes back as it was, the oldest first", arguments: everyStore)
    func back(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            let questions = [question(2, private: Self.address), question(1, asked: 1)]
            for question in questions.reversed() { #expect(try store.add(question)) }
            #expect(try store.all() == questions)
            #expect(try store.contains(Self.id(1)))
            #expect(try !store.contains(Self.id(3)))
            #expect(try store.questions(Self.id(2).code) == [questions[0]])
            #expect(try store.questions(Self.id(3).code).isEmpty)
        }
    }

    @Test(
        "taken back it is gone; what may report a side effect keeps its words",
        arguments: everyStore)
    func takenBack(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            for number: UInt8 in 1...3 { try store.add(question(number, private: Self.address)) }
            try store.markSideEffect(Self.id(2), Self.ada(1))
            try store.reply(to: Self.id(2), "A reply.", Self.ada(1))
            #expect(try store.takeBack(Self.id(1)))
            #expect(try store.takeBack(Self.id(2)))
            var marked = question(2)
            marked.sideEffect = Self.ada(1)
            #expect(try store.all() == [marked, question(3, private: Self.address)])
            #expect(try !store.takeBack(Self.id(1)))
            #expect(try !store.takeBack(Self.id(2)))
        }
    }

    @Test("sent twice it is there once, as it was first", arguments: everyStore)
    func twice(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            #expect(try store.add(question(1)))
            #expect(try !store.add(question(1, asked: 5)))
            #expect(try store.all() == [question(1)])
        }
    }

    @Test(
        "whoever claims it looks after it until they hand it over, or it is closed",
        arguments: everyStore)
    func claimed(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(question(1))
            let (ada, bea) = (
                Self.ada(1), AskedQuestion.Deed(by: PersonName("Bea Example")!, at: Self.at(2))
            )
            #expect(try store.claim(Self.id(1), ada, from: nil))
            #expect(try !store.claim(Self.id(1), bea, from: nil))
            #expect(try !store.claim(Self.id(1), bea, from: PersonName("Cleo Example")))
            #expect(try store.all().first?.claim == ada)
            #expect(try store.claim(Self.id(1), bea, from: ada.by))
            #expect(try store.all().first?.claim == bea)
            #expect(try store.all().first?.state == .claimed)
            #expect(try store.close(Self.id(1), .init(.declined(reason: "no"), bea)))
            #expect(try !store.claim(Self.id(1), Self.ada(3), from: bea.by))
            #expect(try store.all().first?.claim == bea)
        }
    }

    static let outcomes: [(AskedQuestion.Outcome, AskedQuestion.State)] = [
        (.merged(into: ItemID("questions/prrt-day")!), .merged),
        (.declined(reason: "only their team knows"), .declined),
        (.answered(by: ItemID("questions/new")!), .answered),
    ]

    @Test("it is closed once, and says how", arguments: everyStore, outcomes)
    func closed(factory: any StoreFactory, end: (AskedQuestion.Outcome, AskedQuestion.State)) throws
    {
        try withStore(of: factory) { store throws in
            let (outcome, state) = end
            try store.add(question(1))
            let closing = AskedQuestion.Closing(outcome, Self.ada(1))
            #expect(try store.close(Self.id(1), closing))
            #expect(try !store.close(Self.id(1), .init(.declined(reason: "again"), Self.ada(2))))
            #expect(try store.all().first?.closing == closing)
            #expect(try store.all().first?.state == state)
            #expect(try !store.close(Self.id(2), closing))
        }
    }

    @Test(
        "the clock of a possible side effect starts once, also when it is closed",
        arguments: everyStore)
    func sideEffect(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(question(1))
            try store.close(Self.id(1), .init(.declined(reason: "no"), Self.ada(1)))
            #expect(try store.markSideEffect(Self.id(1), Self.ada(2)))
            #expect(try !store.markSideEffect(Self.id(1), Self.ada(3)))
            #expect(try store.all().first?.sideEffect == Self.ada(2))
            #expect(try store.all().first?.state == .declined)
        }
    }

    @Test(
        "a reply needs an address, can be replaced while it waits, and goes out once",
        arguments: everyStore)
    func replied(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(question(1))
            try store.add(question(2, private: Self.address))
            #expect(try !store.reply(to: Self.id(1), "Dear reader", Self.ada(1)))
            #expect(try store.reply(to: Self.id(2), "Dear", Self.ada(1)))
            #expect(try store.reply(to: Self.id(2), "Dear reader", Self.ada(2)))
            let waiting = try store.unsentReplies(limit: 10)
            let reply = AskedQuestion.Reply(text: "Dear reader", deed: Self.ada(2))
            #expect(waiting.map(\.reply) == [reply])
            // One that was replaced while it was on its way does not take the new one with it.
            try store.noteSent(
                .init(text: "Dear", deed: Self.ada(1)), to: Self.id(2), at: Self.at(3))
            #expect(try store.unsentReplies(limit: 10) == waiting)
            try store.noteSent(reply, to: Self.id(2), at: Self.at(3))
            try store.noteSent(reply, to: Self.id(2), at: Self.at(4))
            #expect(try store.unsentReplies(limit: 10).isEmpty)
            #expect(try store.questions(Self.id(2).code).first?.reply?.handed == Self.at(3))
            #expect(try !store.reply(to: Self.id(2), "Again", Self.ada(5)))
        }
    }

    @Test(
        "a year after it was asked, or half a year after it was closed, it is not there",
        arguments: everyStore)
    func forgotten(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(question(1))
            try store.add(question(2))
            try store.add(question(3, asked: 1))
            try store.close(Self.id(2), .init(.declined(reason: "no"), Self.ada(300)))
            // Nobody is shown it, whether or not it has been removed yet.
            #expect(try store.questions(at: Self.at(365)).map(\.id) == [Self.id(2), Self.id(3)])
            #expect(try store.forgetOldQuestions(at: Self.at(365)) == 1)
            #expect(try store.all().map(\.id) == [Self.id(2), Self.id(3)])
            #expect(try store.forgetOldQuestions(at: Self.at(480)) == 2)
            #expect(try store.all().isEmpty)
        }
    }

    @Test(
        "the address goes 28 days after the end, with the reply and the consent",
        arguments: everyStore)
    func forgottenAddress(factory: any StoreFactory) throws {
        try withStore(of: factory) { store throws in
            try store.add(question(1, private: Self.address))
            try store.add(question(2, private: Self.address))
            for number in [1, 2] as [UInt8] {
                try store.reply(to: Self.id(number), "Dear reader", Self.ada(1))
            }
            try store.close(Self.id(1), .init(.declined(reason: "no"), Self.ada(10)))
            #expect(try store.forgetOldQuestions(at: Self.at(37)) == 0)
            #expect(try store.forgetOldQuestions(at: Self.at(38)) == 1)
            #expect(try store.all().map(\.private) == [nil, Self.address])
            #expect(try store.all().map { $0.reply?.text } == [nil, "Dear reader"])
        }
    }

    static let broken = [
        "UPDATE questions SET closed = 1", "UPDATE questions SET state = 'merged'",
        "UPDATE questions SET address = NULL", "UPDATE questions SET consented = NULL",
        "UPDATE questions SET state = 'lost'", "UPDATE questions SET text = 'short'",
        "UPDATE questions SET handed = 1", "UPDATE questions SET side_effect = 1",
        "UPDATE questions SET state = 'claimed'", "UPDATE questions SET reason = ''",
    ]

    @Test("the database keeps the rules by itself", arguments: everyStore)
    func rules(factory: any StoreFactory) throws {
        try inNewPlace(of: factory) { place in
            let database = try place.openDatabase()
            let store = SQLQuestions(database)
            try store.add(question(1, private: Self.address))
            for sql in Self.broken {
                #expect(throws: (any Error).self, "\(sql)") {
                    try database.writing { try $0.run(sql) }
                }
            }
            #expect(try store.all() == [question(1, private: Self.address)])
        }
    }
}

extension SQLQuestions {
    fileprivate func all() throws -> [AskedQuestion] {
        try questions(askedAfter: .distantPast, closedAfter: .distantPast)
    }
}
