import Cast
import Content
import Testing

@testable import Appraisal

/// A dictionary of a few patterns, in the format of Hunspell.
private let few = Hyphenation(
    """
    UTF-8
    LEFTHYPHENMIN 2
    % a remark
    tu1m
    1mour
    u1ro
    o1en
    4o1e4n2d
    en1do
    """)

@Suite("Syllables are counted as a dictionary of hyphenation breaks words")
struct HyphenationTests {
    @Test(
        "an odd weight breaks, an even one forbids, the larger wins",
        arguments: [
            ("tumour", 2), ("neuroendocrine", 3), ("the", 1), ("5", 1), ("", 1), ("TUMOUR", 2),
            ("a", 1), ("été", 1),
        ])
    func breaks(word: String, syllables: Int) {
        #expect(few.syllables(in: word) == syllables)
    }

    @Test("two letters stay together at each end")
    func margins() {
        let everywhere = Hyphenation("UTF-8\na1\n")
        #expect(everywhere.syllables(in: "aaaaaa") == 4)
        #expect(everywhere.syllables(in: "aaa") == 1)
    }
}

@Suite("Sentences end where readers pause")
struct SentenceTests {
    @Test(
        "full stops that end nothing are passed over",
        arguments: [
            ("One. Two! Three?", 3), ("It took 14.3 months.", 1), ("Ask Dr. Who, e.g. today.", 1),
            ("He said \u{201C}stop.\u{201D} She did.", 2), ("No stop at the end", 1), ("", 0),
            ("(In brackets.) Then more.", 2), ("—", 0),
        ])
    func ends(text: String, sentences: Int) {
        var passage = Passage()
        passage.add(text)
        #expect(passage.sentences.count == sentences)
    }

    @Test("a list's items are sentences of their own; headings and tables are none")
    func blocks() {
        var passage = Passage()
        passage.add(
            Markup([
                .heading(level: 2, [.text("A heading")]),
                .list(
                    start: nil, isTight: true,
                    items: [[.paragraph([.text("one")])], [.paragraph([.text("two more")])]]),
                .table(alignments: [.none], header: [[.text("head")]], rows: [[[.text("cell")]]]),
                .paragraph([.text("Text "), .strong([.text("with")]), .citation([]), .text(" it.")]
                ),
            ]))
        #expect(
            passage.sentences.map(\.words) == [["one"], ["two", "more"], ["text", "with", "it"]])
    }
}

@Suite("The formulas are those that were published")
struct FormulaTests {
    @Test("one sentence of two words and three syllables")
    func smallest() throws {
        var passage = Passage()
        passage.add("The tumour.")
        let readability = Readability(passage, few)
        #expect(readability.syllables == 3)
        // 206.835 - 1.015 * 2 - 84.6 * 1.5, and 0.39 * 2 + 11.8 * 1.5 - 15.59.
        #expect(abs(try #require(readability.ease) - 77.905) < 0.001)
        #expect(abs(try #require(readability.grade) - 2.89) < 0.001)
        #expect(readability.smog == nil)
    }

    @Test("nothing is said of nothing")
    func empty() {
        let readability = Readability(Passage(), few)
        #expect(readability.ease == nil && readability.grade == nil && readability.smog == nil)
    }
}

@Suite("An item is appraised as a whole")
struct AppraiseTests {
    @Test("readers are told of a reading ease from 0 to 100, also where the formula goes beyond")
    func measures() throws {
        let page = Item.page("It is so.")
        let appraisal = appraise(Edition.of(page), [.english: Hyphenation("UTF-8\n")])
        #expect(try #require(appraisal.items.first?.text?.ease) > 100)
        #expect(appraisal.measures.values.map(\.ease) == [100])
        #expect(Measures(ease: -3, understandable: nil, actionable: nil).ease == 0)
        #expect(Measures(ease: 83, understandable: nil, actionable: nil).ease == 83)
    }

    @Test("a treatment's benefits are weighed against its harms")
    func balance() throws {
        let words: [Treatment.Row: String] = [
            .benefits: "One two three.", .harmsCommon: "One.", .harmsSerious: "One.",
        ]
        #expect(try appraisal(.treatment(words)).balance == 1.5)
        let unharmful = words.merging([.harmsCommon: "", .harmsSerious: ""]) { $1 }
        #expect(try appraisal(.treatment(unharmful)).balance == nil)
        #expect(codes(.treatment(unharmful)).contains(706))
        #expect(try appraisal(.page("One.")).balance == nil)
    }

    @Test("a treatment has its row in short apart; without a dictionary no formula is used")
    func items() {
        let edition = Edition.of(.page(.grade, "grade"), .treatment(.prrt, "prrt"))
        let appraisals = appraise(edition, [.english: few]).items
        #expect(appraisals.map(\.item) == edition.items.map(\.id))
        #expect(appraisals.map { $0.inShort == nil } == edition.items.map { $0.kind == .page })
        let plain = appraise(edition, [.dutch: few]).items
        #expect(plain.map(\.item) == edition.items.map(\.id))
        #expect(plain.allSatisfy { $0.text == nil && $0.inShort == nil && !$0.verdicts.isEmpty })
    }
}
