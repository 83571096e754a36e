import Cast
import Content
import Testing

@testable import Appraisal

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

    @Test(
        "a longer life or a cure that no study bears out",
        arguments: [
            ("It prolongs life.", [.yes: false, .no: true, .unknown: true, nil: true]),
            ("It clearly prolonged your life.", [.yes: false, .no: true, nil: true]),
            ("You will be cured.", [.yes: false, .no: true, nil: true]),
            ("It helps people live longer.", [.yes: false, .unknown: true, nil: true]),
            ("Survival was extended, which extends lives.", [.no: true, nil: true]),
            ("It improved overall survival.", [.yes: false, .no: true, nil: true]),
            ("It improved the quality of life.", [.no: false, nil: false]),
            // Seen, and against a study of two groups that did not show it.
            ("People lived longer.", [.yes: false, .no: true, .unknown: true, nil: false]),
            ("Half lived longer than 84 months.", [.no: false]),
            ("It slowed growth.", [.no: false, nil: false]),
            ("It is not known whether it prolongs life.", [.no: false, nil: false]),
            ("Does it prolong life?", [.no: false, nil: false]),
            ("It prolonged progression-free survival.", [.no: false, nil: false]),
            ("The operation is meant to cure.", [.no: false, nil: false]),
        ] as [(String, [Study.Difference?: Bool])])
    func unborne(text: String, found: [Study.Difference?: Bool]) {
        for (differs, isFound) in found {
            let study = differs.map { Item.study(survival: $0) }
            let cited = Item.page([.paragraph([.text(text), .citation([.trial])])])
            let link = Inline.link(.item(.trial, anchor: nil), [.text("study")])
            let linked = Item.page([.paragraph([.text(text + " See the "), link])])
            for page in [cited, linked] {
                let edition = Edition(
                    configuration: .of(.int()), items: [page] + [study].compactMap(\.self))
                let codes = appraise(edition, [:]).findings(edition).map(\.code.number)
                #expect(codes.contains(716) == isFound, "\(String(describing: differs))")
            }
        }
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

    @Test("rules on sentences, figures and words hold for every kind of text")
    func everyKind() {
        let faults = "It was twice as likely. It helped 12 % of people. It prolongs life. "
        let long = Array(repeating: "word", count: 31).joined(separator: " ") + "."
        let texts = [
            Item.page([.paragraph([.text(faults + long)])], topic: "site"),
            .term(more: faults + long), .study(survival: .no, found: faults + long),
            .clinic(note: faults + long),
        ]
        for text in texts {
            #expect(Set(codes(text)).isSuperset(of: [704, 707, 714, 716]), "\(text.kind)")
            #expect(Set(codes(text)).isDisjoint(with: [705, 706, 709, 710]), "\(text.kind)")
        }
        #expect(texts.map { codes($0).contains(713) } == [true, true, false, true])
    }

    @Test("a text of a hundred words is measured, whatever its kind")
    func sample() {
        let dictionary = Hyphenation("UTF-8\na1\n")
        for (count, isFound) in [(99, false), (100, true)] {
            var edition = Edition.of(.term(more: String(repeating: "word ", count: count - 3)))
            edition.goals.leastEase = 200
            let found = appraise(edition, [.english: dictionary]).findings(edition)
            #expect(found.contains { $0.code.number == 701 } == isFound)
        }
    }

    @Test("Ki-67 and intervals may be in percent, and what a study does not tell may name a hope")
    func exceptions() {
        #expect(!codes(.page("The Ki-67 was above 20 %.")).contains(714))
        #expect(!codes(.page("An interval of 95 % is drawn.")).contains(714))
        #expect(
            !codes(.study(survival: .no, notTold: "What makes people live longer.")).contains(716))
        #expect(codes(.study(survival: .no, found: "What makes people live longer.")).contains(716))
        #expect(!codes(.page("They had it twice as often.")).contains(707))
        #expect(!codes(.page("Names end in “-tinib”.")).contains(708))
    }
}
