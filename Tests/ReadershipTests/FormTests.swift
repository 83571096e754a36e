import Content
import Readership
import Testing

@Suite("A rating is one of five marks, and words that give nobody away")
struct FormTests {
    private func verdict(
        mark: String = "4", answered: String = "", missing: String = ""
    ) -> Result<RatingForm.Values, RatingForm.Troubles> {
        let form = RatingForm(mark: mark, answered: answered, missing: missing)
        do {
            return .success(try form.read())
        } catch {
            return .failure(error)
        }
    }

    private func troubles(_ result: Result<RatingForm.Values, RatingForm.Troubles>)
        -> [RatingForm.Trouble]
    {
        if case .failure(let troubles) = result { troubles.all } else { [] }
    }

    @Test("1 to 5 are marks", arguments: 1...5)
    func marks(number: Int) throws {
        #expect(try verdict(mark: "\(number)").get().mark.rawValue == number)
    }

    @Test(
        "nothing else is", arguments: ["0", "6", "-1", "NaN", "4.5", "05", "+5", " 5", "٥", "5\0"])
    func noMark(text: String) {
        #expect(troubles(verdict(mark: text)) == [.markUnknown])
    }

    @Test("all that is wrong is told at once, in the order of the fields")
    func together() {
        let result = verdict(mark: "", answered: "maybe", missing: "me@example.org")
        #expect(
            troubles(result) == [
                .markAbsent, .answeredUnknown, .missing(.identifies(.email)),
            ])
    }

    @Test(
        "words without anything to see are no words",
        arguments: [
            "", "  \n\t ", "\u{200B}\u{200B}", "\u{FEFF}\u{2060} \u{202E}", "\0\0",
            "\u{301}\u{301}", "\u{E000} \u{E000}",
        ])
    func nothing(text: String) throws {
        #expect(try verdict(missing: text).get().missing == nil)
    }

    @Test("what cannot be seen is left out of words, and their lines stay")
    func cleaned() throws {
        let kept = try verdict(missing: " More\r\non\u{200B} food\0,\tplease \u{202E}").get()
            .missing
        #expect(kept == "More\non food, please")
    }

    @Test("a family of emoji stays one")
    func joined() throws {
        #expect(try verdict(missing: "For us 👨‍👩‍👧").get().missing == "For us 👨‍👩‍👧")
    }

    @Test("there is room for a thousand characters")
    func long() {
        let most = String(repeating: "é", count: 1000)
        #expect(troubles(verdict(missing: most)).isEmpty)
        #expect(
            troubles(verdict(missing: most + "é")) == [
                .missing(.tooLong(count: 1001, limit: 1000))
            ])
    }

    @Test(
        "an address is found",
        arguments: [
            "me@example.org", "write to (Jo.B@mail.example.be)!", "a@b.c", "jane＠example.org",
            "jane @ example.org", "jane(at)example.org", "jane [at] example.org",
            "bob [at] example [dot] com", "a.b (at) c dot example", "A.B at example dot com",
            "ada AT mail.example DOT org", "ada@mail dot example.co dot uk",
        ])
    func email(text: String) {
        #expect(troubles(verdict(missing: text)) == [.missing(.identifies(.email))])
    }

    @Test(
        "a number of a person is found",
        arguments: [
            "943 476 5919", "call +32 475 12 34 56", "0475/12.34.56", "85.07.30-033 28",
            "born 3-4-1961", "on 1961/04/03", "QQ123456C", "RSSMRA85T10A562S", "A123456789",
            "٠٤٧٥١٢٣٤٥٦", "12345678Z", "NHS 943  476  5919", "943\u{a0}476\u{a0}5919",
            "943–476–5919", "943\u{2011}476\u{2011}5919", "QQ 12 34 56 C", "born 12 March 1961",
            "born March 12th, 1961", "née le 3 août 1961", "born 3/4/61", "MRN 123456",
            "patient no. 40417", "+32 470 / 12 34 56", "born 12-03-61", "12 March 61",
            "943 - 476 - 5919", "0472,12,34,56", "MRN: 1234", "MRN A12-B34-C5", "mrn ab/1/23",
        ])
    func number(text: String) {
        #expect(troubles(verdict(missing: text)) == [.missing(.identifies(.longNumber))])
    }

    @Test(
        "figures about a treatment are not",
        arguments: [
            "After 4 cycles of 7.4 GBq (200 mCi) of 177Lu-DOTATATE",
            "Sandostatin 30 mg, then lanreotide 120 mg every 28 days", "in 2019 - 2023",
            "the NETTER-1 study, NCT01578239", "Ki-67 of 2.5% at @home", "page 12, line 3",
            "in March 2021", "I was in hospital 2019", "since 3 May", "grade 2, 3 tumours, 12 mm",
            "2 scans and 1/3 of the liver", "version 1.2 of 2020",
            "1 in 1,000,000 people", "3 May 20 mg", "between 2019 - 2021 - 2023",
            "Is the mRNA-1273 vaccine safe?", "look at his dot on it", "I looked at cancer.gov",
            "look at the dot on my scan",
            "the lump at home, a dot in size",
        ])
    func figures(text: String) throws {
        #expect(try verdict(missing: text).get().missing == text)
    }
}
