import Content
import Testing

@testable import Finder

@Suite("A word is found however it is written")
struct LexerTests {
    private func stems(_ text: String) -> [String] {
        Lexer(.english).words(of: text).map(\.token.stem)
    }

    static let same = [
        ("Tumours", "tumor"), ("oedema", "EDEMA"), ("anaemia", "anemia"), ("Köln", "koln"),
        ("travelling", "traveling"), ("centre", "centers"), ("randomised", "randomized"),
        ("doctor’s", "doctors'"), ("d’Hebron", "Hebron"), ("Sant'Andrea", "Sant Andrea"),
        ("Łódź", "lodz"), ("diarrhoea", "diarrhea"),
    ]

    @Test("in either spelling, number and case, with and without accents", arguments: same)
    func spellings(one: String, other: String) {
        #expect(stems(one) == stems(other))
    }

    @Test("what follows an apostrophe, and what is no letter or digit, is no word")
    func cuts() {
        let words = Lexer(.english).words(of: "I don’t: \"Ga-68\" \u{200f}OR (x*)\u{0}NEAR/3").map(
            \.token.word)
        #expect(words == ["i", "don", "ga", "68", "or", "x", "near", "3"])
    }

    @Test("a word stands where it was found")
    func ranges() {
        let text = "Größe – Ga-68"
        let words = Lexer(.english).words(of: text)
        #expect(
            words.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == [
                "Größe", "Ga", "68",
            ])
        #expect(words.map(\.isJoined) == [false, false, true])
    }
}
