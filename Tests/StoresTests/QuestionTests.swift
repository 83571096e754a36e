import Content
import Readership
import Testing

@testable import Stores

@Suite("What readers ask is kept, looked after, and forgotten in time")
struct QuestionTests {
    private let store: SQLQuestions
    private let database: any SQLDatabase

    init() throws {
        database = try SQLiteJournal.inMemory().database
        store = SQLQuestions(database)
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
        address: SealedAddress(kept: [1, 2, 3]), wording: Digest(of: "Yes."), consented: at(0))

    private func question(
        _ number: UInt8, asked day: Int64 = 0, private: PrivateAnswer? = nil
    ) -> AskedQuestion {
        AskedQuestion(
            id: Self.id(number), audience: Audience(MarketID("int")!, .english),
            text: "Question\nnumber \(number)’s", asked: Self.at(day), private: `private`)
    }

    private func all() throws -> [AskedQuestion] {
        try store.questions(askedAfter: .distantPast, closedAfter: .distantPast)
    }

    @Test("it comes back as it was, the oldest first")
    func back() throws {
        let questions = [question(2, private: Self.address), question(1, asked: 1)]
        for question in questions.reversed() { #expect(try store.add(question)) }
        #expect(try all() == questions)
        #expect(try store.contains(Self.id(1)))
        #expect(try !store.contains(Self.id(3)))
        #expect(try store.questions(Self.id(2).code) == [questions[0]])
        #expect(try store.questions(Self.id(3).code).isEmpty)
    }

    @Test("sent twice it is there once, as it was first")
    func twice() throws {
        #expect(try store.add(question(1)))
        #expect(try !store.add(question(1, asked: 5)))
        #expect(try all() == [question(1)])
    }

    @Test("the last who claims it looks after it, until it is closed")
    func claimed() throws {
        try store.add(question(1))
        #expect(try store.claim(Self.id(1), Self.ada(1)))
        let bea = AskedQuestion.Deed(by: PersonName("Bea Example")!, at: Self.at(2))
        #expect(try store.claim(Self.id(1), bea))
        #expect(try all().first?.claim == bea)
        #expect(try all().first?.state == .claimed)
        #expect(try store.close(Self.id(1), .init(.declined(reason: "no"), bea)))
        #expect(try !store.claim(Self.id(1), Self.ada(3)))
        #expect(try all().first?.claim == bea)
    }

    static let outcomes: [(AskedQuestion.Outcome, AskedQuestion.State)] = [
        (.merged(into: ItemID("questions/prrt-day")!), .merged),
        (.declined(reason: "only their team knows"), .declined),
        (.answered(by: ItemID("questions/new")!), .answered),
    ]

    @Test("it is closed once, and says how", arguments: outcomes)
    func closed(outcome: AskedQuestion.Outcome, state: AskedQuestion.State) throws {
        try store.add(question(1))
        let closing = AskedQuestion.Closing(outcome, Self.ada(1))
        #expect(try store.close(Self.id(1), closing))
        #expect(try !store.close(Self.id(1), .init(.declined(reason: "again"), Self.ada(2))))
        #expect(try all().first?.closing == closing)
        #expect(try all().first?.state == state)
        #expect(try !store.close(Self.id(2), closing))
    }

    @Test("the clock of a possible side effect starts once, also when it is closed")
    func sideEffect() throws {
        try store.add(question(1))
        try store.close(Self.id(1), .init(.declined(reason: "no"), Self.ada(1)))
        #expect(try store.markSideEffect(Self.id(1), Self.ada(2)))
        #expect(try !store.markSideEffect(Self.id(1), Self.ada(3)))
        #expect(try all().first?.sideEffect == Self.ada(2))
        #expect(try all().first?.state == .declined)
    }

    @Test("a reply needs an address, can be replaced while it waits, and goes out once")
    func replied() throws {
        try store.add(question(1))
        try store.add(question(2, private: Self.address))
        #expect(try !store.reply(to: Self.id(1), "Dear reader", Self.ada(1)))
        #expect(try store.reply(to: Self.id(2), "Dear", Self.ada(1)))
        #expect(try store.reply(to: Self.id(2), "Dear reader", Self.ada(2)))
        let waiting = try store.unsentReplies(limit: 10)
        let reply = AskedQuestion.Reply(text: "Dear reader", deed: Self.ada(2))
        #expect(waiting.map(\.reply) == [reply])
        // One that was replaced while it was on its way does not take the new one with it.
        try store.noteSent(.init(text: "Dear", deed: Self.ada(1)), to: Self.id(2), at: Self.at(3))
        #expect(try store.unsentReplies(limit: 10) == waiting)
        try store.noteSent(reply, to: Self.id(2), at: Self.at(3))
        try store.noteSent(reply, to: Self.id(2), at: Self.at(4))
        #expect(try store.unsentReplies(limit: 10).isEmpty)
        #expect(try store.questions(Self.id(2).code).first?.reply?.handed == Self.at(3))
        #expect(try !store.reply(to: Self.id(2), "Again", Self.ada(5)))
    }

    @Test("a year after it was asked, or half a year after it was closed, it is not there")
    func forgotten() throws {
        try store.add(question(1))
        try store.add(question(2))
        try store.add(question(3, asked: 1))
        try store.close(Self.id(2), .init(.declined(reason: "no"), Self.ada(300)))
        // Nobody is shown it, whether or not it has been removed yet.
        #expect(try store.questions(at: Self.at(365)).map(\.id) == [Self.id(2), Self.id(3)])
        #expect(try store.forgetOldQuestions(at: Self.at(365)) == 1)
        #expect(try all().map(\.id) == [Self.id(2), Self.id(3)])
        #expect(try store.forgetOldQuestions(at: Self.at(480)) == 2)
        #expect(try all().isEmpty)
    }

    @Test("the address goes 28 days after the end, with the reply and the consent")
    func forgottenAddress() throws {
        try store.add(question(1, private: Self.address))
        try store.add(question(2, private: Self.address))
        for number in [1, 2] as [UInt8] {
            try store.reply(to: Self.id(number), "Dear reader", Self.ada(1))
        }
        try store.close(Self.id(1), .init(.declined(reason: "no"), Self.ada(10)))
        #expect(try store.forgetOldQuestions(at: Self.at(37)) == 0)
        #expect(try store.forgetOldQuestions(at: Self.at(38)) == 1)
        #expect(try all().map(\.private) == [nil, Self.address])
        #expect(try all().map { $0.reply?.text } == [nil, "Dear reader"])
    }

    static let broken = [
        "UPDATE questions SET closed = 1", "UPDATE questions SET state = 'merged'",
        "UPDATE questions SET address = NULL", "UPDATE questions SET consented = NULL",
        "UPDATE questions SET state = 'lost'", "UPDATE questions SET text = 'short'",
        "UPDATE questions SET handed = 1", "UPDATE questions SET side_effect = 1",
        "UPDATE questions SET state = 'claimed'", "UPDATE questions SET id = x'00'",
    ]

    @Test("the database keeps the rules by itself", arguments: broken)
    func rules(sql: String) throws {
        try store.add(question(1, private: Self.address))
        #expect(throws: (any Error).self) { try database.writing { try $0.run(sql) } }
        #expect(try all() == [question(1, private: Self.address)])
    }
}
