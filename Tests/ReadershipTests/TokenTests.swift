import Content
import Readership
import Testing

@Suite("A token is ours, or it is none")
struct TokenTests {
    private let key = OperatorKey(Array(repeating: 7, count: 32))!
    private let other = OperatorKey(Array(repeating: 8, count: 32))!
    private let token: RaterToken

    init() { token = RaterToken(chance: Array(0..<16), key) }

    @Test("it is read back, and is the same rater")
    func back() throws {
        let read = try #require(RaterToken(token.text, key))
        #expect(read == token)
        #expect(read.rater(key) == token.rater(key))
    }

    @Test("under another operator's key it is none, and would be another rater")
    func foreign() {
        #expect(RaterToken(token.text, other) == nil)
        #expect(token.rater(key) != token.rater(other))
    }

    @Test("with any one digit changed it is none")
    func forged() {
        for index in token.text.indices {
            var text = token.text
            let digit = text[index] == "0" ? "1" : "0"
            text.replaceSubrange(index...index, with: digit)
            #expect(RaterToken(text, key) == nil)
        }
    }

    @Test("nor is anything else", arguments: ["", "00", "é", String(repeating: "0", count: 96)])
    func other(text: String) {
        #expect(RaterToken(text, key) == nil)
    }

    @Test("what is stored holds nothing of the token")
    func stored() {
        let stored = hexadecimal(token.rater(key).bytes)
        #expect(!stored.contains(token.text.prefix(8)))
        #expect(token.rater(key).bytes.count == 32)
    }

    @Test(
        "a key is 64 hexadecimal digits", arguments: ["", "zz", String(repeating: "a", count: 63)])
    func noKey(text: String) {
        #expect(OperatorKey(hexadecimal: text) == nil)
        #expect(OperatorKey(hexadecimal: String(repeating: "aB", count: 32) + "\n") != nil)
    }
}
