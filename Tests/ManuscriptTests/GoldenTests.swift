import Content
import Foundation
import Manuscript
import Testing

@Suite("Reading says what to mend, and where")
struct GoldenTests {
    @Test("a sound edition has no findings")
    func sound() throws {
        #expect(read(try .sound(), today: .today).text == "")
    }

    @Test("each case has the findings written beside it", arguments: try GoldenCase.all())
    func findings(_ golden: GoldenCase) throws {
        let found = read(try golden.folder(), today: .today).text
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try golden.record(found) }
        #expect(try golden.expected() == found)
    }

    @Test(
        "findings are in order, no two alike, and the same every time",
        arguments: try GoldenCase.all())
    func order(_ golden: GoldenCase) throws {
        let folder = try golden.folder()
        let findings = read(folder, today: .today).findings
        #expect(findings == findings.sorted())
        #expect(Set(findings).count == findings.count)
        #expect(read(folder, today: .today).findings == findings)
    }

    @Test("every finding names a file and a line that exist", arguments: try GoldenCase.all())
    func places(_ golden: GoldenCase) throws {
        let folder = try golden.folder()
        for finding in read(folder, today: .today).findings {
            guard case .bytes(let bytes)? = folder.files[finding.file] else { continue }
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            #expect((1...lines.count).contains(finding.line), "\(finding)")
        }
    }
}

@Suite("Every rule is explained, and can be broken")
struct RuleTests {
    /// Rules that need the journal to compare with.
    static let elsewhere: Set<Rule> = [
        .staleChangeNote, .entryWithoutPlace, .doubtfulPlace, .likelyDuplicate, .entryUnconfirmed,
    ]

    @Test("docs/findings.md explains exactly the rules there are, each with its weight")
    func documented() throws {
        let file = GoldenCase.root.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/findings.md")
        let headings = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("### HB") }
            .compactMap { line in
                let words = line.dropFirst(4).split(separator: " ")
                return words.count > 1 ? "\(words[0]) \(words[1].dropLast())" : nil
            }
        let rules = Rule.allCases.map { "\($0.code) (\($0.code.severity.rawValue))" }
        // Those of HB7 are found by judging the text, and tested there.
        #expect(headings.filter { !$0.hasPrefix("HB7") } == rules)
    }

    @Test("a test breaks each of them")
    func broken() throws {
        var codes = Set<String>()
        for golden in try GoldenCase.all() {
            codes.formUnion(read(try golden.folder(), today: .today).codes)
        }
        for hostile in Hostile.all {
            codes.formUnion(read(try hostile.folder(), today: .today).codes)
        }
        let expected = Rule.allCases.filter { !Self.elsewhere.contains($0) }.map(\.code.description)
        #expect(codes.sorted() == expected.sorted())
    }

    @Test("without a day, nothing is said about reviews that are due")
    func noDay() throws {
        let golden = GoldenCase(name: "dates")
        #expect(read(try golden.folder(), today: .today).codes.contains("HB210"))
        #expect(!read(try golden.folder(), today: nil).codes.contains("HB210"))
    }
}
