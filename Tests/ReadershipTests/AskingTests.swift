import Content
import Readership
import Stores
import Testing

@Suite("A question is some words that give nobody away, and an address only by consent")
struct AskFormTests {
    private func troubles(
        _ question: String, email: String = "", consent: String = "", taking: Bool = true
    ) -> [AskForm.Trouble] {
        do {
            _ = try AskForm(question: question, email: email, consent: consent)
                .read(takingAddresses: taking)
            return []
        } catch {
            return error.all
        }
    }

    private static let fine = "How long does the injection hurt?"

    @Test("ten characters to two thousand")
    func length() {
        #expect(troubles(String(repeating: "é", count: 10)).isEmpty)
        #expect(troubles(String(repeating: "é", count: 2000)).isEmpty)
        #expect(troubles("123 why?") == [.questionTooShort])
        #expect(
            troubles(String(repeating: "é", count: 2001)) == [
                .question(.tooLong(count: 2001, limit: 2000))
            ])
    }

    @Test(
        "what cannot be seen is no question, and neither are marks alone",
        arguments: [
            "", "  \n", "???????????", "¿? … !!! -- ??", String(repeating: "\u{200B}", count: 500),
            "\u{202E}\0\u{FEFF}",
        ]
            + ["\u{200D}", "\u{3164}", "\u{2800}", "\u{34F}", "\u{FE0F}", "\u{E0041}", "\u{115F}"]
            .map {
                String(repeating: $0, count: 20)
            })
    func nothing(text: String) { #expect(troubles(text) == [.questionAbsent]) }

    @Test("what cannot be seen does not make one long enough")
    func padded() {
        #expect(troubles("why?" + String(repeating: "\u{200B}", count: 50)) == [.questionTooShort])
    }

    @Test("addresses and long numbers are asked back")
    func identifying() {
        #expect(troubles("Write to me@example.org please") == [.question(.identifies(.email))])
        #expect(troubles("I am patient 943 476 5919.") == [.question(.identifies(.longNumber))])
    }

    @Test("an address and consent go together")
    func consent() throws {
        #expect(troubles(Self.fine, email: "ada@example.org") == [.consentAbsent])
        #expect(troubles(Self.fine, consent: "yes") == [.emailAbsent])
        #expect(troubles(Self.fine, email: "ada@", consent: "yes") == [.emailUnfit])
        let form = AskForm(question: Self.fine, email: " ada@Example.org ", consent: "yes")
        let values = try form.read(takingAddresses: true)
        #expect(values.address?.text == "ada@example.org")
        #expect(try AskForm(question: Self.fine).read(takingAddresses: true).address == nil)
    }

    @Test(
        "an address that is none, however it is made, is told at its field",
        arguments: [
            "ada@example.org\r\nBcc: all@example.org",
            String(repeating: "a", count: 10_000) + "@b.org",
            "<script>", "ada@example",
        ])
    func unfit(email: String) {
        #expect(troubles(Self.fine, email: email, consent: "yes") == [.emailUnfit])
    }

    @Test("where nobody answers for addresses, none is taken, and a tick alone says nothing")
    func untaken() {
        #expect(
            troubles(Self.fine, email: "ada@example.org", consent: "yes", taking: false) == [
                .emailNotTaken
            ])
        #expect(troubles(Self.fine, email: "x", taking: false) == [.emailNotTaken])
        #expect(troubles(Self.fine, consent: "yes", taking: false).isEmpty)
    }

    @Test("all that is wrong is told at once, in the order of the fields")
    func together() {
        #expect(troubles("", email: "x") == [.questionAbsent, .emailUnfit])
        #expect(troubles("", email: "a@b.org") == [.questionAbsent, .consentAbsent])
    }
}

@Suite("A question is kept once, and not too many from one place")
struct QuestionsTests {
    private let key = OperatorKey(Array(repeating: 7, count: 32))!
    private let store: SQLQuestions
    private let readers = Audience(MarketID("int")!, .english)
    private let wording = Digest(of: "I agree.")
    private let home = Source(network: 1)

    init() throws { store = SQLQuestions(try SQLiteJournal.inMemory().database) }

    private func ask(
        _ questions: Questions, _ text: String, email: String = "", form: UInt8? = 1,
        from source: Source? = nil, chance: UInt8 = 0, at milliseconds: Int64 = 0
    ) async throws {
        let values = AskForm.Values(
            text: text, address: email.isEmpty ? nil : try MailAddress(email))
        try await questions.ask(
            values, as: readers, wording: wording,
            form: form.map { FormMark(chance: Array(repeating: $0, count: 16)) },
            from: source ?? home, chance: Array(repeating: chance, count: Questions.chanceBytes),
            at: Instant(milliseconds: milliseconds))
    }

    private func kept() throws -> [AskedQuestion] {
        try store.questions(askedAfter: .distantPast, closedAfter: .distantPast)
    }

    @Test("what one form sends twice is one question, and other words are another")
    func twice() async throws {
        let questions = Questions(store, key)
        try await ask(questions, "How long does it take?")
        try await ask(questions, "How long does it take?", chance: 9, at: 5)
        #expect(try kept().map(\.text) == ["How long does it take?"])
        // Somebody went back and wrote something else into the same form.
        try await ask(questions, "How often is it given?")
        try await ask(questions, "How often is it given?", email: "ada@example.org")
        #expect(try kept().count == 3)
        // The same words of somebody else.
        try await ask(questions, "How long does it take?", form: 2)
        #expect(try kept().count == 4)
    }

    @Test("a form without a mark is kept each time")
    func unmarked() async throws {
        let questions = Questions(store, key)
        for chance in 1...2 {
            try await ask(questions, "How long does it take?", form: nil, chance: UInt8(chance))
        }
        #expect(try kept().count == 2)
    }

    @Test("ten an hour from one place; who sends one again is still told that it is there")
    func limited() async throws {
        let questions = Questions(store, key)
        for number in 1...10 { try await ask(questions, "Question number \(number)") }
        await #expect(throws: AskRefusal.tooMany) { try await ask(questions, "Question number 11") }
        try await ask(questions, "Question number 3")
        try await ask(questions, "Question from elsewhere", from: Source(network: 2))
        #expect(try kept().count == 11)
        try await ask(questions, "Question of later", at: 2 * 3_600_000)
        #expect(try kept().count == 12)
    }

    @Test("two hundred an hour from everywhere")
    func limitedTogether() async throws {
        let questions = Questions(store, key)
        var refused = 0
        for number in 0..<250 {
            do {
                try await ask(
                    questions, "Question number \(number)", from: Source(network: UInt64(number)))
            } catch AskRefusal.tooMany { refused += 1 }
        }
        #expect(refused == 50)
        #expect(try kept().count == 200)
    }

    @Test("an address is sealed for its question, with the words that were agreed to")
    func sealed() async throws {
        try await ask(
            Questions(store, key), "How long does it take?", email: "ada@example.org", at: 7)
        let question = try #require(try kept().first)
        let answer = try #require(question.private)
        #expect(answer.address.address(of: question.id.bytes, key)?.text == "ada@example.org")
        #expect(answer.consent == Consent(wording: wording, given: Instant(milliseconds: 7)))
        #expect(!String(decoding: answer.address.bytes, as: UTF8.self).contains("ada"))
    }
}

@Suite("A question's name among people")
struct QuestionCodeTests {
    @Test("is read as it is written, and as it is misread")
    func back() throws {
        let id = try #require(
            QuestionID([0x3A, 0x85, 0x1F, 0xA6, 0x8D] + Array(repeating: 9, count: 11)))
        let text = id.code.description
        #expect(text.count == 9)
        #expect(QuestionCode(text) == id.code)
        #expect(QuestionCode(text.lowercased().replacing("-", with: "")) == id.code)
        #expect(QuestionCode("OIL0-0000") == QuestionCode("0110-0000"))
    }

    @Test(
        "is eight letters and digits",
        arguments: ["", "7K2Q", "7K2Q-9MTDX", "7K2Q-9MT!", "UUUU-UUUU"])
    func none(text: String) { #expect(QuestionCode(text) == nil) }

    @Test("differs where the first forty bits do")
    func spread() {
        let codes = (0..<40).map { bit -> String in
            var bytes = [UInt8](repeating: 0, count: 16)
            bytes[bit / 8] = 1 << UInt8(bit % 8)
            return QuestionID(bytes)!.code.description
        }
        #expect(Set(codes).count == 40)
    }
}
