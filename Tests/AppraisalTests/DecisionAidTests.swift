import Cast
import Content
import Testing

@testable import Appraisal

@Suite("Of all treatments side by side, IPDASi is answered")
struct DecisionAidTests {
    /// Whether a question is answered with yes for two treatments of these rows.
    private func isMet(
        _ number: String, _ rows: [Treatment.Row: String] = [:], picture: Bool = false,
        comparison: [Block] = [], page: [Block] = []
    ) -> Bool {
        let one = Item.treatment(rows, picture: picture)
        func copy(_ id: ItemID, _ matter: Item.Matter) -> Item {
            Item(
                id: id, language: .english, about: one.about, matter: matter, place: one.place,
                source: "source")
        }
        let edition = Edition.of(
            one, copy(.surgery, one.matter),
            copy(ItemID("treatments")!, .page(Markup(comparison))),
            copy(.trust, .page(Markup(page))))
        let verdicts = appraise(edition, [:]).decisionAids[.english] ?? []
        return verdicts.first { $0.criterion.number == number }?.mark == .met
    }

    @Test(
        "what is good and bad is told in numbers, of whom, over what time, of one denominator",
        arguments: [
            ("E10", "It helps.", "It helps for 3 months."),
            ("E11", "It helps 20 of 100.", "It helps 20 of 100 people."),
            ("E12", "It helps 229 people.", "It helps 20 of 100 people."),
            ("E13", "It helps 20 of 100.", "It helps 20 of 100 for a year."),
            ("E14", "It helps 17 of 85 people.", "It helps 17 of 85 people (20 of 100)."),
        ])
    func numbers(number: String, no: String, yes: String) {
        #expect(!isMet(number, [.benefits: no]))
        #expect(isMet(number, [.benefits: yes]))
    }

    @Test("in words, figures and a picture")
    func views() {
        #expect(!isMet("E15", [.benefits: "It helps 20 of 100."]))
        #expect(!isMet("E15", [.benefits: "It helps."], picture: true))
        #expect(isMet("E15", [.benefits: "It helps 20 of 100."], picture: true))
    }

    @Test("step by step")
    func steps() {
        let item = [Block.paragraph([.text("Say what matters.")])]
        func list(_ start: Int?) -> [Block] { [.list(start: start, isTight: true, items: [item])] }
        #expect(!isMet("E16", comparison: list(nil)))
        #expect(isMet("E16", comparison: list(1)))
    }

    @Test("how the evidence was chosen, and how good it is")
    func evidence() {
        #expect(!isMet("E17", page: [.heading(level: 2, [.text("Sources")])]))
        #expect(isMet("E17", page: [.heading(level: 2, [.text("How sources were chosen")])]))
        #expect(!isMet("E18", [.howSure: "Nobody knows."]))
        #expect(isMet("E18", [.howSure: "Two trials were done."]))
    }
}
