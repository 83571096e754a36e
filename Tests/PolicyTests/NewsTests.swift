import Cast
import Content
import Policy
import Testing

@Suite("News is what became of an item's own words, for the people who may read it")
struct NewsTests {
    private var chronicle = Chronicle()

    /// Unreviewed pages are shown, unless a test says otherwise.
    init() {
        chronicle.configure(.of(.int(.showWithNotice), .gb(.withhold)), at: .noon("2026-01-01"))
    }

    private static func written(
        _ words: String, source: String, _ change: Item.Change, _ chronicle: inout Chronicle,
        on day: String, under topics: [String]? = ["prrt"]
    ) {
        let article = Article.of(.prrt, words, language: .english, topics: topics ?? ["prrt"])
        let digest = Digest(of: words)
        let revision = Revision(
            item: .prrt, sources: [.english: Digest(of: source)], parts: [:],
            articles: [.int: digest, .gb: digest], changes: [.english: change],
            topics: topics.map { [.english: $0.map { TopicID($0)! }] } ?? [:])
        chronicle.keep(article, as: digest)
        chronicle.note(.revised(revision), by: .ada, at: .noon(day))
    }

    private func news(
        _ chronicle: Chronicle, _ audience: Audience = .int, until day: String = "2027-12-31"
    ) -> [String] {
        chronicle.history.news(of: .prrt, for: audience, until: .noon(day)).map { news in
            let day = news.at.rfc3339.prefix(10)
            return switch news.kind {
            case .new: "\(day) new"
            case .changed(let notes): "\(day) changed \(notes)"
            case .withdrawn(let reason): "\(day) withdrawn \(reason ?? "")"
            case .lapsed: "\(day) lapsed"
            case .returned: "\(day) returned"
            }
        }
    }

    @Test("its first words are new, and later ones are told in their writers' note")
    func changed() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("First."), &chronicle, on: "2026-01-02")
        Self.written("b", source: "b", .said("More on kidneys."), &chronicle, on: "2026-02-01")
        #expect(
            news(chronicle) == ["2026-01-02 new", #"2026-02-01 changed ["More on kidneys."]"#])
        #expect(news(chronicle, until: "2026-01-15") == ["2026-01-02 new"])
    }

    @Test("a part that changed, and a minor change, are no news")
    func silent() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("First."), &chronicle, on: "2026-01-02")
        Self.written(
            "a with a newer reference", source: "a", .said("First."), &chronicle, on: "2026-02-01")
        Self.written("c", source: "c", .minor, &chronicle, on: "2026-03-01")
        #expect(news(chronicle) == ["2026-01-02 new"])
    }

    @Test("where approval is asked, news comes with the approval, and tells all since the last")
    func approved() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("First."), &chronicle, on: "2026-01-02")
        #expect(news(chronicle, .gb).isEmpty)
        chronicle.approve(
            [.article(.prrt, .gb, Digest(of: "a"))], until: .start("2027-06-01"),
            at: .noon("2026-01-10"))
        Self.written("b", source: "b", .said("Kidneys."), &chronicle, on: "2026-02-01")
        Self.written("c", source: "c", .minor, &chronicle, on: "2026-03-01")
        Self.written("d", source: "d", .said("Costs."), &chronicle, on: "2026-04-01")
        #expect(news(chronicle, .gb) == ["2026-01-10 new", "2027-05-31 lapsed"])
        chronicle.approve(
            [.article(.prrt, .gb, Digest(of: "d"))], until: .start("2027-06-01"),
            at: .noon("2026-05-01"))
        #expect(
            news(chronicle, .gb) == [
                "2026-01-10 new", #"2026-05-01 changed ["Kidneys.", "Costs."]"#,
                "2027-05-31 lapsed",
            ])
    }

    @Test("what is withdrawn is told with the reason, and what comes back, too")
    func withdrawn() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("First."), &chronicle, on: "2026-01-02")
        chronicle.withdraw(.prrt, at: .noon("2026-02-01"), reason: "a wrong figure")
        chronicle.note(.reinstated(.prrt), by: .bea, at: .noon("2026-03-01"))
        #expect(
            news(chronicle) == [
                "2026-01-02 new", "2026-02-01 withdrawn a wrong figure", "2026-03-01 returned",
            ])
    }

    @Test("what is erased is withdrawn, and its words are in no news")
    func erased() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("First."), &chronicle, on: "2026-01-02")
        chronicle.note(
            .erased(Digest(of: "a")), by: .bea, at: .noon("2026-02-01"), reason: "the law")
        #expect(news(chronicle) == ["2026-01-02 new", "2026-02-01 withdrawn the law"])
    }

    @Test("a rule that shows more or less is news of every item that it touches")
    func configured() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("First."), &chronicle, on: "2026-01-02")
        chronicle.configure(.of(.int(.withhold), .gb(.withhold)), at: .noon("2026-02-01"))
        #expect(news(chronicle) == ["2026-01-02 new", "2026-02-01 lapsed"])
    }

    private func topics(_ chronicle: Chronicle) -> [[String]?] {
        chronicle.history.news(of: .prrt, for: .int, until: .noon("2027-12-31")).map { news in
            news.topics.map { $0.map(\.name).sorted() }
        }
    }

    @Test(
        "what leaves a topic is told under the one it left as well, and from then on under the new")
    func refiled() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("1."), &chronicle, on: "2026-01-02", under: ["prrt"])
        Self.written("b", source: "b", .said("2."), &chronicle, on: "2026-02-01", under: ["prrt"])
        Self.written("c", source: "c", .said("3."), &chronicle, on: "2026-03-01", under: ["tests"])
        Self.written("d", source: "d", .said("4."), &chronicle, on: "2026-04-01", under: ["tests"])
        chronicle.withdraw(.prrt, at: .noon("2026-05-01"), reason: "wrong")
        #expect(
            topics(chronicle) == [["prrt"], ["prrt"], ["prrt", "tests"], ["tests"], ["tests"]])
    }

    @Test("a revision of the time before topics were kept says nothing of them")
    func topicsUnknown() {
        var chronicle = chronicle
        Self.written("a", source: "a", .said("1."), &chronicle, on: "2026-01-02", under: nil)
        Self.written("b", source: "b", .said("2."), &chronicle, on: "2026-02-01", under: ["tests"])
        #expect(topics(chronicle) == [nil, ["tests"]])
    }
}
