import Cast
import Content
import Foundation
import Testing

@testable import Appraisal

@Suite("Checklists are answered as far as a program can")
struct ChecklistTests {
    private func mark(
        _ checklist: Checklist, _ number: String, _ item: Item, _ goals: Goals = Goals()
    ) throws -> Mark {
        let verdicts = try appraisal(item, goals: goals).verdicts
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

    @Test("each threshold is a goal of the edition")
    func thresholds() throws {
        let list = Block.list(
            start: nil, isTight: true,
            items: Array(
                repeating: [.paragraph([.text("It is so. It is so. It is so.")])], count: 3))
        let table = Block.table(alignments: [.none], header: [[.text("one two three")]], rows: [])
        let page = Item.page([
            .paragraph([.text("One two three four. One two three four.")]), list, table,
        ])
        let cases: [(Checklist, String, WritableKeyPath<Goals, Int>, Int)] = [
            (.nhs, "1", \.plainSentence, 3), (.nhs, "2", \.paragraphSentences, 2),
            (.understandable, "8", \.pieceSentences, 2), (.clear, "8", \.listEntries, 2),
            (.understandable, "19", \.tableHeadWords, 2),
        ]
        for (checklist, number, goal, tooFew) in cases {
            var goals = Goals()
            #expect(try mark(checklist, number, page, goals) == .met)
            goals[keyPath: goal] = tooFew
            #expect(try mark(checklist, number, page, goals) != .met, "\(checklist) \(number)")
        }
        var goals = Goals()
        (goals.plainSentence, goals.longSentences) = (3, 34)
        #expect(try mark(.nhs, "1", page, goals) == .met)
        (goals.paragraphSentences, goals.longParagraphs) = (2, 75)
        #expect(try mark(.nhs, "2", page, goals) == .met)
        #expect(try mark(.clear, "9", page, goals) == .notHere)
        goals.headedWords = 10
        #expect(try mark(.clear, "9", page, goals) != .met)
        goals.headings = 0
        #expect(try mark(.clear, "9", page, goals) == .met)
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
        var goals = Goals()
        goals.indexWords = 0
        #expect(try !appraisal(index, below, goals: goals).verdicts.isEmpty)
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
