import Cast
import Content
import Foundation
import Testing

@testable import Appraisal

extension Item {
    /// A page of these blocks.
    fileprivate static func page(_ blocks: [Block], topic: String = "basics") -> Item {
        Item(
            id: .grade, language: .english,
            about: About(
                title: "Title", summary: "What it is.", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .minor, topics: [TopicID(topic)!]),
            matter: .page(Markup(blocks)), place: Place(file: "en/pages/about/grade.md", line: 1),
            source: "source")
    }

    fileprivate static func page(_ text: String) -> Item { page([.paragraph([.text(text)])]) }

    /// A treatment whose rows say what is given, and else a few words.
    fileprivate static func treatment(_ rows: [Treatment.Row: String]) -> Item {
        let texts = Treatment.Row.allCases.map { row in
            (row, Markup([.paragraph([.text(rows[row] ?? "A few words.")])]))
        }
        return Item(
            id: .prrt, language: .english,
            about: About(
                title: "Title", summary: "What it is.", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .minor, topics: []),
            matter: .treatment(
                Treatment(
                    otherNames: [], standing: .practice,
                    rows: Treatment.Rows(Dictionary(uniqueKeysWithValues: texts))!,
                    questions: ["Why?"], body: Markup())),
            place: Place(file: "en/treatments/prrt.md", line: 1), source: "source")
    }
}

private func appraisal(_ item: Item, _ others: Item...) throws -> Appraisal {
    let edition = Edition(configuration: .of(.int()), items: [item] + others)
    return try #require(appraise(edition, [:]).items.first)
}

private func codes(_ item: Item, goals: Goals = Goals()) -> [Int] {
    var edition = Edition.of(item)
    edition.goals = goals
    return appraise(edition, [:]).findings(edition).map(\.code.number)
}

@Suite("A program sees how a sentence is built")
struct SentenceSignsTests {
    @Test(
        "the passive voice",
        arguments: [
            ("The tumour was taken out.", true), ("It is often given at home.", true),
            ("You are not usually kept overnight.", true), ("It has been tested.", true),
            ("A doctor takes it out.", false), ("You are tired.", false), ("It is red.", false),
            ("You need rest.", false), ("She is a nurse.", false), ("Are you worried?", false),
        ])
    func passive(sentence: String, isPassive: Bool) throws {
        #expect(try appraisal(.page(sentence + " Ask.")).passive == (isPassive ? 33 : 0))
    }

    @Test("a medical word that is explained nowhere, each once")
    func unexplained() throws {
        let text =
            "A hemicolectomy or a gastrectomy (an operation). Hemicolectomy helps. Diagnosis."
        #expect(try appraisal(.page(text)).unexplained == ["hemicolectomy"])
        let term = Item(
            id: ItemID("glossary/hemicolectomy")!, language: .english,
            about: Item.About(
                title: "Hemicolectomy", summary: "An operation.", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .minor, topics: []),
            matter: .term(
                Term(
                    name: "Right hemicolectomy", meaning: "An operation.", saidAs: nil,
                    otherNames: [], more: Markup(), isFoundInTexts: true)),
            place: Item.Place(file: "en/terms.yaml", line: 1), source: "source")
        #expect(try appraisal(.page(text), term).unexplained.isEmpty)
    }

    @Test(
        "a risk without its size",
        arguments: [
            ("It was twice as likely.", true), ("The hazard ratio was 0.5.", true),
            ("It cut the risk by half.", true), ("It was 3 times higher.", true),
            ("Deaths fell threefold.", true), ("It rose 3-fold.", true),
            ("It reduced the risk by two thirds.", true), ("It lowered it by about a third.", true),
            ("Flushing fell by 44 %.", true), ("It was 44% lower.", true),
            ("It was three times more likely.", true), ("It doubled the risk.", true),
            ("A 20 per cent reduction was seen.", true),
            ("It was twice as likely: 20 of 100, against 10 of 100.", false),
            ("It cut the risk by half, from 20 in 1,000 to 10 in 1,000.", false),
            ("It came in 20 of 100 people.", false),
            // How often in a day, how much of a medicine, how large a tumour: nobody's risk.
            ("Take it three times a day.", false), ("The dose is cut by half.", false),
            ("Tumours shrank by a third.", false), ("Ask twice.", false),
            ("They came 1.7 times less a day.", false), ("Come by half past nine.", false),
            ("At times less than a minute.", false), ("It is called a hazard ratio.", false),
        ])
    func relative(text: String, isHidden: Bool) throws {
        #expect(try appraisal(.page(text)).relativeRisks == (isHidden ? [text] : []))
        #expect(codes(.page(text)).contains(707) == isHidden)
    }

    @Test(
        "a share without its time, here or above it",
        arguments: [
            ("It came back in 20 of 100 people.", true), ("Of 61 people, 3 in 10 had it.", true),
            ("It was so in 5 (10 of every 1,000).", true), ("Up to 12 % had it.", true),
            ("It came back in 20 of 100 people within 2 years.", false),
            ("During treatment it came in 20 of 100 people.", false),
            ("In a survey 20 of 100 people had it.", false),
            ("It helped 20 of 100 people when it was asked for.", true),
            ("A scan found it in 20 of 100 people while they waited.", true),
            ("It helped 20 of 100 people who did not follow a diet.", true),
            ("A second operation helped 20 of 100 people.", true),
            // At no time: what a microscope shows, and what is inherited.
            ("The grade is 1 below 3 in 100 cells.", false),
            ("It is 1 in 2 for each child.", false),
            ("It was found in 2019 in Oslo.", false), ("It was 3 in 2019.", false),
        ])
    func timeless(text: String, isMissing: Bool) throws {
        #expect(try appraisal(.page(text)).timeless == (isMissing ? [text] : []))
        #expect(codes(.page(text)).contains(713) == isMissing)
        // Said once above, it holds to the end of the section.
        let above = Block.paragraph([.text("They were followed for 5 years.")])
        let below = Block.paragraph([.text(text)])
        #expect(try appraisal(.page([above, below])).timeless == [])
        let next = Block.heading(level: 2, [.text("Next")])
        #expect(
            try appraisal(.page([above, next, below])).timeless == (isMissing ? [text] : []))
    }

    @Test("a finding names the line on which its sentence begins")
    func line() {
        let source = """
            ---
            title: "20 of 100 people"
            ---
            Words [@one]. The **grade** is
            one. It helped 20 of
            [100 people](/about/20-of-100), as it seems.
            """
        let words = "Words. The grade is one. It helped 20 of 100 people, as it seems."
        let page = Item.page(words)
        let item = Item(
            id: page.id, language: page.language, about: page.about, matter: page.matter,
            place: Item.Place(file: "en/pages/a.md", line: 11), source: source)
        let edition = Edition.of(item)
        let found = appraise(edition, [:]).findings(edition).first { $0.code.number == 713 }
        #expect(found?.line == 15)
        #expect(found?.message.contains("“It helped 20 of 100 people, as it seems.”") == true)
        // What is printed otherwise than it is written is looked for at the item's own line.
        #expect(item.line(of: "Call the emergency number") == 11)
    }

    @Test("a share in percent")
    func percent() {
        #expect(codes(.page("It helps 12 % of people for a year.")).contains(714))
        #expect(!codes(.page("It helps 12 of 100 people for a year.")).contains(714))
    }

    @Test("in short, a share that nothing shows")
    func undrawn() {
        #expect(codes(.treatment([.inShort: "It helps 12 of 100 people."])).contains(715))
        #expect(!codes(.treatment([.inShort: "It helps some people."])).contains(715))
        #expect(!codes(.treatment([.benefits: "It helps 12 of 100 people."])).contains(715))
    }
}

@Suite("Checklists are answered as far as a program can")
struct ChecklistTests {
    private func mark(_ checklist: Checklist, _ number: String, _ item: Item) throws -> Mark {
        let verdicts = try appraisal(item).verdicts
        let verdict = verdicts.first {
            $0.criterion.checklist == checklist && $0.criterion.number == number
        }
        return try #require(verdict).mark
    }

    private func isMissed(
        _ checklist: Checklist, _ number: String, _ item: Item
    ) throws -> Bool {
        if case .missed = try mark(checklist, number, item) { true } else { false }
    }

    @Test("what only a person can tell stays open, and counts neither way")
    func open() throws {
        #expect(try mark(.understandable, "10", .page("Words.")) == .open)
        let verdicts = try appraisal(.page("Words.")).verdicts
        let counted = verdicts.filter { $0.mark != .open && $0.mark != .notHere }
        #expect(Share(verdicts).of == counted.count)
        #expect(Share([]).percent == nil)
    }

    @Test("nobody signs and nobody reviews by program")
    func never() throws {
        #expect(try isMissed(.jama, "1", .page("Words.")))
        #expect(try isMissed(.nhs, "7", .page("Words.")))
    }

    @Test("something to do, for whom, in steps, to take along")
    func actionable() throws {
        let bare = Item.page("Tumours grow.")
        for number in ["20", "21", "22", "23"] { #expect(try isMissed(.actionable, number, bare)) }
        #expect(codes(bare).contains(710))
        let list = Block.list(
            start: 1, isTight: true, items: [[.paragraph([.text("Ask your nurse.")])]])
        let useful = Item.page([.heading(level: 2, [.text("Questions to ask")]), list])
        for number in ["20", "21", "22", "23"] {
            #expect(try mark(.actionable, number, useful) == .met)
        }
        #expect(!codes(useful).contains(710))
    }

    @Test("per cent, long paragraphs, pictures without words, wide headings of tables")
    func understandable() throws {
        #expect(try isMissed(.understandable, "6", .page("It helped 5%.")))
        #expect(try mark(.understandable, "6", .page("It helped 5 of 100.")) == .met)
        #expect(try mark(.understandable, "6", .page("It helped.")) == .notHere)
        let long = String(repeating: "It is so. ", count: 7)
        #expect(try isMissed(.understandable, "8", .page(long)))
        let picture = Block.picture(name: "a.svg", alternative: "A", caption: nil)
        #expect(try isMissed(.understandable, "17", .page([picture])))
        #expect(try mark(.understandable, "17", .page("Words.")) == .notHere)
        let table = Block.table(
            alignments: [.none], header: [[.text("one two three four five six seven")]], rows: [])
        #expect(try isMissed(.understandable, "19", .page([table])))
    }

    @Test("benefits in like detail as harms; harms may be longer")
    func balance() throws {
        let long = String(repeating: "It may help you. ", count: 10)
        #expect(try isMissed(.discern, "6", .treatment([.benefits: long])))
        #expect(codes(.treatment([.benefits: long])).contains(706))
        #expect(try mark(.discern, "6", .treatment([.harmsSerious: long])) == .met)
    }

    @Test("pages about the site, and pages that lead to others, are not judged")
    func leftOut() throws {
        #expect(
            try appraisal(.page([.paragraph([.text("Words.")])], topic: "site")).verdicts.isEmpty)
        let below = Item.treatment([:])
        let index = Item(
            id: ItemID("treatments")!, language: .english, about: below.about,
            matter: .page(Markup()), place: below.place, source: "source")
        #expect(try appraisal(index, below).verdicts.isEmpty)
    }

    @Test("of all treatments side by side, IPDASi")
    func decisionAid() throws {
        let one = Item.treatment([:])
        let two = Item(
            id: .surgery, language: .english, about: one.about, matter: one.matter,
            place: one.place, source: "source")
        let both = appraise(Edition.of(one, two), [:]).decisionAids[.english] ?? []
        let alone = appraise(Edition.of(one), [:]).decisionAids[.english] ?? []
        func mark(_ number: String, _ verdicts: [Verdict]) -> Mark? {
            verdicts.first { $0.criterion.number == number }?.mark
        }
        for number in ["Q3", "Q4", "Q5", "Q6", "C5", "E1"] {
            #expect(mark(number, both) == .met)
            #expect(mark(number, alone) != .met)
        }
        // Nothing is cited, and no page says what the illness is.
        #expect(mark("C2", both) != .met)
        #expect(mark("Q1", both) != .met)
    }
}

@Suite("An edition is held to its goals")
struct GoalTests {
    @Test("sentences, the passive voice")
    func sentences() {
        let long = Array(repeating: "word", count: 31).joined(separator: " ") + "."
        #expect(codes(.page(long)).contains(704))
        var goals = Goals()
        goals.sentenceWords = 31
        #expect(!codes(.page(long), goals: goals).contains(704))
        goals.passive = 100
        #expect(codes(.page("It was taken.")).contains(705))
        #expect(!codes(.page("It was taken."), goals: goals).contains(705))
    }

    @Test("reading ease: of each text, of the middle one, and in short")
    func ease() {
        var edition = Edition.of(Item.treatment([:]))
        let dictionary = Hyphenation("UTF-8\na1\n")
        func codes() -> Set<Int> {
            Set(appraise(edition, [.english: dictionary]).findings(edition).map(\.code.number))
        }
        #expect(codes().isDisjoint(with: [701, 702, 703]))
        (edition.goals.leastEase, edition.goals.inShortEase) = (200, 200)
        edition.goals.medianEase = 200
        #expect(codes().isSuperset(of: [701, 702, 703]))
    }

    @Test("every finding is explained in docs/findings.md, with its weight")
    func documented() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/findings.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        for code in Finding.Code.ofAppraisal {
            #expect(text.contains("### \(code) (\(code.severity.rawValue)): "), "\(code)")
        }
    }
}
