import Content
import Readership
import Rendering
import Testing

@testable import Mail

@Suite("Text that any mail server passes on as it is")
struct QuotedPrintableTests {
    static let cases = [
        ("plain", "plain"), ("a=b", "a=3Db"), ("é", "=C3=A9"), ("end ", "end=20"),
        ("in between", "in between"), ("one\ntwo", "one\r\ntwo"), ("a\r", "a=0D"),
    ]

    @Test("each byte as RFC 2045 writes it", arguments: cases)
    func bytes(text: String, expected: String) {
        #expect(quotedPrintable(text) == expected)
    }

    @Test("no line is longer than 76")
    func lines() {
        let text = String(repeating: "é=x ", count: 200)
        for line in quotedPrintable(text).split(separator: "\r\n") {
            #expect(line.utf8.count <= 76)
        }
    }
}

@Suite("A sender is an address, perhaps with a name")
struct SenderTests {
    @Test(
        "read",
        arguments: [
            ("news@example.org", "news@example.org", nil),
            ("Updates <news@example.org>", "news@example.org", "Updates"),
            ("Zoë's news <news@example.org>", "news@example.org", "Zoë's news"),
        ])
    func read(text: String, address: String, name: String?) throws {
        let sender = try #require(Sender(text))
        #expect(sender.address.text == address)
        #expect(sender.name == name)
    }

    @Test("refused", arguments: ["", "Updates", "A\r\nBcc: b@c.de <a@b.org>", "A <a@b.org> x"])
    func refused(text: String) { #expect(Sender(text) == nil) }
}
