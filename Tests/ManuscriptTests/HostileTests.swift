import Content
import Manuscript
import Testing

/// Files that nobody writes by hand.
struct Hostile: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let entries: @Sendable () -> [String: Entry]

    init(_ name: String, _ code: String, _ entries: @escaping @Sendable () -> [String: Entry]) {
        (testDescription, self.code, self.entries) = (name, code, entries)
    }

    init(_ name: String, _ code: String, _ path: String, _ text: @escaping @Sendable () -> String) {
        self.init(name, code) { [path: .bytes(Array(text().utf8))] }
    }

    func folder() throws -> Folder {
        var folder = try Folder.sound()
        for (path, entry) in entries() { folder.files[path] = entry }
        return folder
    }

    static let files: [Hostile] = [
        Hostile("a file that cannot be read", "HB101") {
            ["en/pages/about.md": .unreadable("permission denied")]
        },
        Hostile("a file of more than a mebibyte", "HB102") {
            ["en/pages/about.md": .bytes(Array(repeating: UInt8(ascii: "a"), count: 1 << 20 + 1))]
        },
        Hostile("a file the shell did not load", "HB102") {
            ["studies.yaml": .tooLarge(bytes: 9 << 20)]
        },
        Hostile("a link out of the folder", "HB103") { ["references.yaml": .leadsOutside] },
        Hostile("a folder linked from outside", "HB103") { ["en/more": .leadsOutside] },
        Hostile("bytes that are not UTF-8", "HB104") {
            ["en/pages/about.md": .bytes(Array("---\ntitle: A".utf8) + [0xFF, 0xFE, 0x0A])]
        },
        Hostile("an overlong encoding of a slash", "HB104") {
            ["edition.yaml": .bytes([0x61, 0x3A, 0x20, 0xC0, 0xAF])]
        },
        Hostile("a character set apart for the private use", "HB105", "en/pages/about.md") {
            page("A \u{F0026} of a page.")
        },
        Hostile("a null byte and a line separator", "HB105", "en/pages/about.md") {
            page("One\u{0} word.\u{2028}Another.")
        },
        Hostile("an override of direction, by its number", "HB105", "en/pages/about.md") {
            page("A &#x202E;word.")
        },
        Hostile("what a terminal obeys, by an escape", "HB105", "en/pages/about.md") {
            page("Words.").replacing("title: Case", with: "title: \"Case \\e[31m\"")
        },
        Hostile("more files than an edition has", "HB111") {
            Dictionary(
                uniqueKeysWithValues: (0...20_000).map { ("en/pages/p\($0).md", .bytes([])) })
        },
        Hostile("more bytes than an edition has", "HB111") {
            ["en/pages/about.md": .tooLarge(bytes: 300 << 20)]
        },
    ]

    static let yaml: [Hostile] = [
        Hostile("anchors that grow tenfold at each line", "HB107", "studies.yaml") {
            let lines = (1...9).map { line in
                let inner = Array(repeating: "*a\(line - 1)", count: 10).joined(separator: ",")
                return "a\(line): &a\(line) [\(line == 1 ? "lol" : inner)]"
            }
            return lines.joined(separator: "\n") + "\n? *a9\n: x\n"
        },
        Hostile("a thousand maps as keys of maps", "HB203", "studies.yaml") {
            String(repeating: "? ", count: 900) + "[" + String(repeating: "a, ", count: 200_000)
                + "]"
        },
        Hostile("keys that are lists, in a list", "HB106", "charts.yaml") {
            "growth: " + String(repeating: "[?", count: 20) + "x"
                + String(repeating: "]", count: 20)
        },
        Hostile("ten thousand lists in lists", "HB108", "charts.yaml") {
            String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        },
        Hostile("nine hundred lists in lists, each on the line before", "HB108", "charts.yaml") {
            "growth:\n  rows: " + String(repeating: "[", count: 900)
                + String(repeating: "]", count: 900)
        },
        Hostile("half a million list marks", "HB108", "en/pages/about.md") {
            "---\n" + String(repeating: "- ", count: 500_000) + "\n---\n"
        },
        Hostile("two documents", "HB106", "references.yaml") { "---\na: 1\n---\nb: 2\n" },
        Hostile("a text where a map belongs", "HB203", "edition.yaml") { "just words\n" },
        Hostile("a tag for binary data", "HB203", "references.yaml") {
            "trial: !!binary aGVsbG8=\n"
        },
        Hostile("half an escape", "HB106", "en/terms.yaml") { "terms: \"\\uD83D\n" },
        Hostile("nothing", "HB202", "en/pages/about.md") { "---\n---\n" },
    ]

    static let texts: [Hostile] = [
        Hostile("ten thousand nested quotes", "HB412", "en/pages/about.md") {
            page(String(repeating: ">", count: 10_000) + " deep")
        },
        Hostile("eight thousand nested lists", "HB412", "en/pages/about.md") {
            page(String(repeating: "- ", count: 8_000) + "deep")
        },
        Hostile("quotes nested by one more on every line", "HB412", "en/pages/about.md") {
            page((1...400).map { String(repeating: ">", count: $0) + " a\n\n" }.joined())
        },
        Hostile("a thousand levels of emphasis", "HB412", "en/pages/about.md") {
            page(
                String(repeating: "*a **b ", count: 1_000) + "c"
                    + String(repeating: "** d*", count: 1_000))
        },
        Hostile("a mebibyte of brackets", "HB419", "en/pages/about.md") {
            page(String(repeating: "![[]()", count: 170_000))
        },
        Hostile("a mebibyte of instructions that never end", "HB401", "en/pages/about.md") {
            page(
                Array(repeating: String(repeating: "a <?", count: 8_000), count: 32)
                    .joined(separator: "\n\n") + "\n\n<b>\n")
        },
        Hostile("a table with four thousand columns", "HB419", "en/pages/about.md") {
            let row = String(repeating: "|a", count: 4_000)
            return page(
                row + "\n" + String(repeating: "|-", count: 4_000) + "\n"
                    + String(repeating: "|\n", count: 40_000))
        },
        Hostile("a thousand findings in one file", "HB401", "en/pages/about.md") {
            page(String(repeating: "a <b>\n\n", count: 1_000))
        },
        Hostile("lines that end in carriage returns", "HB403", "en/pages/about.md") {
            page("One.\n\n![](pictures/scales.svg)\n").replacing("\n", with: "\r")
        },
    ]

    static let all = files + yaml + texts
}

@Suite("No file makes reading fail, or take long", .serialized)
struct HostileTests {
    @Test("it is a finding", .timeLimit(.minutes(1)), arguments: Hostile.all)
    func finding(_ hostile: Hostile) throws {
        let reading = read(try hostile.folder(), today: .today)
        #expect(reading.codes.contains(hostile.code), "\(reading.codes)")
    }

    @Test("the rest of the edition is there all the same", arguments: Hostile.texts + Hostile.yaml)
    func rest(_ hostile: Hostile) throws {
        let reading = read(try hostile.folder(), today: .today)
        #expect(reading.edition.items.contains { $0.id.path == "about/grade" })
    }

    @Test("no file has more than five hundred findings")
    func bounded() throws {
        let reading = try reading(String(repeating: "a <b>\n\n", count: 1_000))
        #expect(reading.findings.count == 500)
    }

    @Test(
        "the end of any text may be missing",
        arguments: [
            "edition.yaml", "studies.yaml", "en/treatments/prrt.md", "en/terms.yaml",
            "pictures/scales.svg",
        ])
    func cut(path: String) throws {
        let sound = try Folder.sound()
        guard case .bytes(let bytes)? = sound.files[path] else {
            Issue.record("the sound edition has no \(path)")
            return
        }
        for length in stride(from: 0, to: bytes.count, by: 7) {
            var folder = sound
            folder.files[path] = .bytes(Array(bytes.prefix(length)))
            let findings = read(folder, today: .today).findings
            #expect(findings == findings.sorted())
        }
    }

    @Test(
        "a file that cannot be read is one finding, not one for each thing in it",
        arguments: [
            "references.yaml", "studies.yaml", "charts.yaml", "en/terms.yaml",
            "en/pages/about/grade.md",
        ])
    func one(path: String) throws {
        var folder = try Folder.sound()
        folder.files[path] = .unreadable("permission denied")
        #expect(read(folder, today: .today).codes == ["HB101"])
    }
}
