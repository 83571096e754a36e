import Content
import Readership
import Testing

@Suite("An address is one to which something can be sent")
struct MailAddressTests {
    static let good = [
        ("ada@example.org", "ada@example.org"),
        (" ada.l+net@Example.ORG\n", "ada.l+net@example.org"),
        ("o'hara@mail.example.co.uk", "o'hara@mail.example.co.uk"),
        ("zoë-less@münchen.example", nil),
        ("zoe@münchen.example", "zoe@xn--mnchen-3ya.example"),
        ("zoe@例え.jp", "zoe@xn--r8jz45g.jp"),
    ]

    @Test("read as the network writes it", arguments: good)
    func reading(typed: String, text: String?) {
        #expect((try? MailAddress(typed))?.text == text)
    }

    static let bad = [
        "ada", "ada@", "@example.org", "ada@example", "a b@example.org", "ada@exa mple.org",
        "ada@example.org\nBcc: all@example.org", "ada@example.org\r\nX: y", "ada\u{0}@example.org",
        "ada@-example.org", "ada@example-.org", "ada@exa_mple.org", "ada@example..org",
        ".ada@example.org", "ada.@example.org", "a..b@example.org", "ada@[127.0.0.1]",
        "ada@127.0.0.1", "\"ada\"@example.org", "<ada@example.org>", "ada@example.org,bob@b.org",
        "ada@example.org?x=y", "ada@exa%6dple.org", "ada@example.org:25", "ada@example.org/x",
        String(repeating: "a", count: 65) + "@example.org",
        "ada@" + String(repeating: "a", count: 64) + ".org",
        "ada@" + String(repeating: "abcdefgh.", count: 30) + "org",
        String(repeating: "a", count: 10_000) + "@example.org",
    ]

    @Test("anything else is refused", arguments: bad)
    func refusing(typed: String) {
        #expect(throws: MailAddress.Refusal.notAnAddress) { try MailAddress(typed) }
    }

    @Test("nothing is no address", arguments: ["", " ", "\n\t"])
    func absent(typed: String) {
        #expect(throws: MailAddress.Refusal.absent) { try MailAddress(typed) }
    }
}

@Suite("A sealed address opens for its owner, under the operator's key")
struct SealedAddressTests {
    private let key = OperatorKey(Array(repeating: 7, count: 32))!
    private let other = OperatorKey(Array(repeating: 8, count: 32))!
    private let owner = Array(repeating: UInt8(1), count: 16)
    private let address: MailAddress
    private let sealed: SealedAddress

    init() throws {
        address = try MailAddress("ada@example.org")
        sealed = SealedAddress(address, of: owner, key, chance: Array(0..<12))
    }

    @Test("it is read back")
    func back() {
        #expect(SealedAddress(kept: sealed.bytes).address(of: owner, key) == address)
    }

    @Test("not under another key, nor for another owner")
    func foreign() {
        #expect(sealed.address(of: owner, other) == nil)
        #expect(sealed.address(of: owner + [0], key) == nil)
    }

    @Test("not with any byte changed, and nothing of it can be read")
    func forged() {
        for index in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[index] ^= 1
            #expect(SealedAddress(kept: bytes).address(of: owner, key) == nil)
        }
        #expect(!String(decoding: sealed.bytes, as: UTF8.self).contains("ada"))
    }

    @Test("one person's address is found again, whatever the case of its letters")
    func mark() throws {
        let mark = AddressMark(address, key)
        #expect(mark == AddressMark(try MailAddress("Ada@EXAMPLE.org"), key))
        #expect(mark != AddressMark(try MailAddress("ida@example.org"), key))
        #expect(mark != AddressMark(address, other))
    }
}
