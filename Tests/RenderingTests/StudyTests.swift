import Cast
import Content
import Testing

@testable import Rendering

private let study = Study(
    name: "NETTER-1", year: 2017, design: "randomised", people: 229, treatments: ["prrt"],
    references: [ReferenceKey("netter-1")!], registered: "NCT01578239",
    arms: [
        Study.Arm(key: "a", label: "PRRT", people: 116),
        Study.Arm(key: "b", label: "octreotide", people: 113),
    ],
    outcomes: [
        Study.Outcome(
            key: "free", label: "Without growth", unit: .perHundred,
            values: [
                Study.Value(arm: "a", measured: .value(65.2), interval: 50.0...76.8),
                Study.Value(arm: "b", measured: .value(10.8), interval: nil),
            ], differs: .yes),
        Study.Outcome(
            key: "time", label: "Time", unit: .months,
            values: [
                Study.Value(arm: "a", measured: .notReached, interval: nil),
                Study.Value(arm: "b", measured: .value(8), interval: nil),
            ], differs: .unknown),
    ],
    words: Study.Words(
        tookPart: Markup(), compared: Markup(), found: Markup(), notTold: Markup()))

private func item(_ slug: String, _ matter: Item.Matter) -> Item {
    Item(
        id: ItemID("evidence/\(slug)")!, language: .english,
        about: Item.About(
            title: "NETTER-1", summary: "Summary", reviewed: Day("2026-01-01")!,
            nextReview: Day("2027-01-01")!, change: .minor, topics: []),
        matter: matter, place: Item.Place(file: "studies.yaml", line: 1), source: "")
}

@Suite("A chart shows what a study measured, and says it too")
struct ChartTests {
    private var printed: Printer.Printed {
        let item = item("netter-1", .study(study))
        return Printer(Edition(configuration: .of(.int()), items: [item])).print(item, for: .int)
    }
    private var article: Article { printed.article }

    @Test("the same numbers stand in the drawing, in the table and in the plain text")
    func numbers() {
        let article = article
        #expect(article.body.contains(#">65.2 of 100</text>"#))
        #expect(article.body.contains("65.2 of 100 people (likely between 50 and 76.8)"))
        let plainText = printed.plainText
        #expect(plainText.contains("PRRT: 65.2 of 100 people"))
        #expect(plainText.contains("octreotide: 8 months"))
        #expect(article.body.contains(#">8 months</text>"#))
    }

    @Test("bars are as long as their numbers, of a hundred")
    func lengths() {
        // 285 units stand for a hundred people.
        #expect(article.body.contains(#"<rect class="bar" x="0" y="32" width="185.8""#))
        #expect(article.body.contains(#"width="30.8""#))
    }

    @Test("a median nobody reached is an arrow, and says so")
    func notReached() {
        #expect(article.body.contains("<path class=\"bar\""))
        #expect(printed.plainText.contains("PRRT: not yet reached when the study ended"))
    }

    @Test("it is an image with a name and a description")
    func described() {
        #expect(article.body.contains(#"role="img""#))
        #expect(article.body.contains(#"aria-labelledby="netter-1-free-title netter-1-free-desc""#))
    }

    @Test("whether the study showed a difference is said in words")
    func difference() {
        #expect(article.body.contains("The study showed a difference between the groups."))
        #expect(
            article.body.contains(
                "Whether the difference between the groups is more than chance is not known."))
    }

    @Test("where an interval is not known, that is said, and so is a group that stands alone")
    func intervals() {
        let some = "For the others, it was not found in the sources we read."
        let none = "How far chance may have moved these figures was not found"
        #expect(article.body.contains(some))
        #expect(article.body.contains(none))
        var whole = study
        whole.outcomes[0].values[1].interval = 5.0...20.0
        whole.outcomes[1].values = [
            Study.Value(arm: "b", measured: .value(8), interval: 6.0...9.0)
        ]
        let alone = item("netter-1", .study(whole))
        let edition = Edition(configuration: .of(.int()), items: [alone])
        let body = Printer(edition).print(alone, for: .int).article.body
        #expect(!body.contains(some) && !body.contains(none))
        #expect(body.contains("Everybody here had the same treatment"))
    }

    @Test("the charts of an edition take their numbers from the studies")
    func editionChart() {
        let chart = Chart(
            key: "all", title: "All", description: "Words.", unit: .months,
            rows: [
                Chart.Row(study: "netter-1", outcome: "time"),
                Chart.Row(study: "nobody", outcome: "time"),
            ])
        let page = item(
            "page", .page(Markup([.chart(key: "all", alternative: "Alt.", caption: nil)])))
        let edition = Edition(
            configuration: .of(.int()), items: [page, item("netter-1", .study(study))],
            charts: [.english: ["all": chart]])
        let article = Printer(edition).print(page, for: .int).article
        #expect(article.body.contains("NETTER-1: Time"))
        #expect(article.body.contains("<desc id=\"evidence-page-all-desc\">Alt.</desc>"))
    }
}

@Suite("What a page is made of, besides its own words")
struct PartsTests {
    private func parts(_ citation: String, _ words: String) -> Digest {
        let key = ReferenceKey("netter-1")!
        let page = item("page", .page(Markup([.paragraph([.text(words), .citation([key])])])))
        let edition = Edition(
            configuration: .of(.int()), items: [page],
            references: [
                key: Reference(
                    key: key, citation: citation, title: nil, doi: nil, pmid: nil, url: nil,
                    kind: .trial, read: .full, seen: nil, note: nil,
                    place: Item.Place(file: "references.yaml", line: 1))
            ])
        return Printer(edition).print(page, for: .int).parts
    }

    @Test("a changed reference changes the parts, changed words do not")
    func digest() {
        #expect(parts("A", "x") != parts("B", "x"))
        #expect(parts("A", "x") == parts("A", "y"))
    }
}

@Suite("An investigational treatment carries its notice")
struct NoticeTests {
    @Test("into its article, and from there to the top of its page")
    func notice() throws {
        let text = Markup([.paragraph([.text("Cell")])])
        let rows = try #require(
            Treatment.Rows(
                Dictionary(uniqueKeysWithValues: Treatment.Row.allCases.map { ($0, text) })))
        let item = item(
            "new",
            .treatment(
                Treatment(
                    otherNames: [],
                    standing: .investigational(
                        notice: Markup([.paragraph([.text("May never be approved.")])])),
                    rows: rows, questions: [], body: Markup())))
        let printed = Printer(Edition(configuration: .of(.int()), items: [item]))
            .print(item, for: .int)
        #expect(
            printed.article.standing == .investigational(notice: "<p>May never be approved.</p>\n"))
        #expect(printed.plainText.contains("May never be approved."))
    }

    @Test("a treatment that lacks a row cannot be built")
    func rows() {
        let text = Markup([.paragraph([.text("Cell")])])
        for missing in Treatment.Row.allCases {
            let rows = Treatment.Row.allCases.filter { $0 != missing }
            #expect(
                Treatment.Rows(Dictionary(uniqueKeysWithValues: rows.map { ($0, text) })) == nil)
        }
    }
}
