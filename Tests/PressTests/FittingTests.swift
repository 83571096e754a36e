import Cast
import Content
import Policy
import Rendering
import Testing

@testable import Press

@Suite("Answers that are there already are found for a question in anybody's words")
struct FittingTests {
    private static func answer(
        _ slug: String, _ title: String, _ summary: String, _ body: String = ""
    )
        -> Article
    {
        Article(
            item: ItemID("questions/\(slug)")!, kind: .question, language: .english, title: title,
            summary: summary, reviewed: Day("2026-11-01")!, nextReview: Day("2027-11-01")!,
            change: .minor, body: body)
    }

    private static let articles = [
        answer(
            "airport", "Will airport detectors react to me after PRRT?",
            "They may, for weeks. Carry your treatment card.", "<p>Lutathera leaves traces.</p>"),
        answer(
            "hair", "Will I lose my hair?", "Rarely with injections; tablets may thin it.",
            "<p>Tell your team. <a href=\"~/airport\">More</a></p>"),
        answer(
            "diarrhoea", "How can I control my diarrhoea?", "First find the cause.",
            "<p>Tablets, injections &amp; food.</p>"),
        answer("children", "Can I still have children?", "Wait after PRRT.", "<p>Pregnancy.</p>"),
        answer(
            "tired", "Why am I so tired?", "There are many causes of fatigue.",
            "<p>Tablets.</p>"),
        answer("scan", "How often will I be scanned?", "It depends on the tumour."),
    ]

    private func found(_ question: String, among articles: [Article] = articles) -> [String] {
        FittingAnswers(articles).fitting(question, in: .english).map(\.slug)
    }

    @Test(
        "the best comes first",
        arguments: [
            ("Can I go through an airport after Lutathera?", "airport"),
            ("is HAIR loss normal", "hair"), ("What helps against diarrhea", "diarrhoea"),
            ("could we have a child?", "children"), ("Fatigue, all the time", "tired"),
            ("how many scans of my tumor do I need", "scan"),
        ])
    func best(question: String, slug: String) {
        #expect(found(question).first == slug)
    }

    @Test(
        "nothing is found where nothing is meant, or nothing fits",
        arguments: [
            "", "?!", "how can I do that, and when", "Where do I park my car?", "a href p",
            "日本語の質問です",
        ])
    func nothing(question: String) {
        #expect(found(question).isEmpty)
    }

    @Test("a word in a title counts more than one in a text")
    func titles() {
        let articles = [
            Self.answer("text", "What is this about?", "Nothing.", "<p>Flushing.</p>"),
            Self.answer("title", "What sets off flushing?", "Many things."),
            Self.answer("other", "What else?", "Nothing."),
        ]
        #expect(found("flushing", among: articles).first == "title")
    }

    @Test("at most five, and those in their order where they fit alike")
    func most() {
        let articles = (1...9).map { Self.answer("one-\($0)", "Why flushing?", "So.") }
        #expect(found("flushing", among: articles) == (1...5).map { "one-\($0)" })
    }

    @Test("a long story with one subject still finds it")
    func story() {
        let story =
            "My brother lives in a village and has a garden with roses and two cats. Since spring "
            + "his hair falls out in the shower, his neighbour says this is because of the weather."
        #expect(found(story).first == "hair")
    }

    @Test(
        "forms of a word are one word",
        arguments: [
            ["tumours", "tumor", "tumour"], ["diarrhoea", "diarrhea"],
            ["scan", "scans", "scanned"],
            ["injection", "injections"], ["surgeries", "surgery"], ["anaemia", "anemia"],
            ["travelling", "travelled", "travels"],
        ])
    func stems(words: [String]) {
        #expect(Set(words.map(englishStem)).count == 1)
    }

    @Test("words that end like a plural and are none stay", arguments: ["diagnosis", "illness"])
    func whole(word: String) {
        #expect(englishStem(word) == word)
    }

    @Test("none among none")
    func empty() { #expect(found("airport", among: []).isEmpty) }
}

@Suite("Only what is shown now is offered to whoever asks")
struct AskDeskTests {
    private static let airport = ItemID("questions/airport")!
    private static let hair = ItemID("questions/hair")!

    private func found(_ pressing: Pressing?, _ question: String) -> [String]? {
        pressing?.site.asking(.int)?.fitting(question).links.map(\.href)
    }

    @Test(
        "a withdrawn answer is not, an edited one is by its new words, also where a site was reused"
    )
    func withdrawn() throws {
        var chronicle = Chronicle()
        chronicle.configure(.of(.int(.showWithNotice)), at: .noon("2026-01-01"))
        chronicle.revise(.home, [.int: "home"], at: .noon("2026-01-01"))
        chronicle.revise(Self.airport, [.int: "airport"], at: .noon("2026-01-01"))
        chronicle.revise(Self.hair, [.int: "hair"], at: .noon("2026-01-01"))
        let settings = PressSettings(templates: try Templates(), origin: "https://nets.example")
        func pressed(_ day: String, reusing previous: Pressing?) -> Pressing? {
            press(
                chronicle.history, chronicle.articles, settings, marks: [:], at: .noon(day),
                reusing: previous)
        }
        let first = pressed("2026-01-02", reusing: nil)
        #expect(found(first, "the airport") == ["/int/en/questions/airport"])
        #expect(first?.site.asking(.int)?.fitting("the airport").isUnreviewed == true)
        chronicle.withdraw(Self.airport, at: .noon("2026-01-03"))
        chronicle.revise(Self.hair, [.int: "beard"], at: .noon("2026-01-03"))
        let second = pressed("2026-01-04", reusing: first)
        #expect(found(second, "the airport") == [])
        #expect(found(second, "my beard") == ["/int/en/questions/hair"])
        #expect(found(second, "my hair") == [])
        // The first is still what it was.
        #expect(found(first, "my hair") == ["/int/en/questions/hair"])
        let nobodyRates = press(
            chronicle.history, chronicle.articles, settings, at: .noon("2026-01-04"))
        #expect(nobodyRates?.site.asking(.int) == nil)
    }
}
