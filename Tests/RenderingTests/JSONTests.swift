import Cast
import Foundation
import Rendering
import Testing

@Suite("JSON is what Foundation makes of it, to the byte")
struct JSONTests {
    @Test("written, and read again, the same for any tree", arguments: 0..<20)
    func foundation(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for _ in 0..<100 {
            let tree = JSON.random(depth: 0, &chance)
            let bytes = [UInt8](try encoder.encode(Coded(tree)))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(String(decoding: tree.bytes, as: UTF8.self) == text)
            #expect(try JSON(reading: bytes[...]).bytes == bytes)
        }
    }

    @Test(
        "whatever else means the same is read",
        arguments: [
            (#" [ 1 , -0,  2.50 , 1e2 ]"#, #"[1,0,2.5,100]"#),
            (#"{"b" : true , "a":null}"#, #"{"a":null,"b":true}"#),
            (#""\u00e9\/\ud83d\ude00\uD83D\uDE00\b""#, #""é/😀😀\b""#), ("\t{ }\r\n", "{}"),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", "9.223372036854776e+18"),
        ])
    func other(text: String, canonical: String) throws {
        let read = try JSON(reading: Array(text.utf8)[...])
        #expect(String(decoding: read.bytes, as: UTF8.self) == canonical)
    }

    @Test(
        "and nothing that is no JSON",
        arguments: [
            "", " ", "[1,]", "[1 2]", "[1", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,\"a\":2}",
            "01",
            "-", "1.", ".5", "1e", "+1", "1e999", "tru", "nul", "\"", "\"a\nb\"", "\"\\x\"",
            "\"\\u12\"", "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "\"\\ude00\"", "1 1", "{}x", "'a'",
            String(repeating: "[", count: 100_000),
        ])
    func malformed(text: String) {
        #expect(throws: JSON.Refusal.self) { try JSON(reading: Array(text.utf8)[...]) }
    }

    @Test("nor bytes that are no UTF-8")
    func otherBytes() {
        #expect(throws: JSON.Refusal.malformed(offset: 3)) {
            try JSON(reading: [0x22, 0xFF, 0x22][...])
        }
    }

    @Test("a field says what is wrong with it")
    func fields() throws {
        let json = try JSON(reading: Array(#"{"a":"x","n":null,"l":["x",1]}"#.utf8)[...])
        #expect(try json.text("a") == "x")
        #expect(try json.optional("n") as String? == nil)
        #expect(throws: JSON.Refusal.absent(name: "n")) { try json.text("n") }
        #expect(throws: JSON.Refusal.absent(name: "b")) { try json.text("b") }
        #expect(throws: JSON.Refusal.otherType(name: "a")) { try json.value("a") as Int }
        #expect(throws: JSON.Refusal.otherType(name: "l")) { try json.value("l") as [String] }
        #expect(throws: JSON.Refusal.otherType(name: "a")) { try json.members("a") }
        #expect(throws: JSON.Refusal.otherType(name: "b")) { try JSON.list([]).text("b") }
    }
}

/// The same tree for Foundation.
private struct Coded: Encodable {
    let json: JSON

    init(_ json: JSON) { self.json = json }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch json {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .real(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let elements): try container.encode(elements.map(Coded.init))
        case .object(let members):
            let pairs = members.map { ($0.name, Coded($0.value)) }
            try container.encode(Dictionary(uniqueKeysWithValues: pairs))
        }
    }
}

extension JSON {
    fileprivate static func random(depth: Int, _ chance: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth < 4 ? 8 : 6), using: &chance) {
        case 0: .null
        case 1: .flag(.random(using: &chance))
        case 2: .integer(Int64.random(in: .min ... .max, using: &chance))
        case 3: .real(Double.random(in: -180...180, using: &chance))
        case 4: .real([0.5, 1e-7, -3.25e20, 51, 1e16].randomElement(using: &chance)!)
        case 5: .text(text(&chance))
        case 6: .list((0..<5).map { _ in random(depth: depth + 1, &chance) })
        default:
            .map(
                Dictionary(
                    (0..<5).map { _ in (text(&chance), random(depth: depth + 1, &chance)) },
                    uniquingKeysWith: { first, _ in first }
                ).map { ($0.key, $0.value) })
        }
    }

    private static func text(_ chance: inout SeededGenerator) -> String {
        let signs = Array("abzAZ019-_/ \"\\\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}éßж例😀<&'")
        return String(
            (0..<Int.random(in: 0..<9, using: &chance)).map { _ in
                signs.randomElement(using: &chance)!
            })
    }
}
