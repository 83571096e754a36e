import Content
import Foundation
import Manuscript
import Testing

@Suite("edition.yaml says what its texts are held to")
struct GoalTests {
    /// As docs/writing.md shows them: a line for each, with the figure that holds without it.
    private static func documented() throws -> [(key: String, figure: String)] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/writing.md")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let goals = lines.drop { $0 != "goals:" }.dropFirst().prefix { $0.hasPrefix("  ") }
        return goals.map { line in
            let words = line.split(separator: "#")[0].split(separator: ":")
            return (String(words[0].dropFirst(2)), words[1].trimmingCharacters(in: .whitespaces))
        }
    }

    private func reading(_ goals: [(key: String, figure: String)]) throws -> Reading {
        guard case .bytes(let bytes)? = try Folder.sound().files["edition.yaml"] else {
            return Reading(edition: Edition(), findings: [])
        }
        let lines = goals.map { "  \($0.key): \($0.figure)\n" }.joined()
        let text = String(decoding: bytes, as: UTF8.self) + "\ngoals:\n" + lines
        return read(try .sound(with: ["edition.yaml": text]), today: nil)
    }

    @Test("a line left out means the figure in docs/writing.md")
    func defaults() throws {
        let reading = try reading(Self.documented())
        #expect(reading.codes == [] && reading.edition.goals == Goals())
        #expect(read(try .sound(), today: nil).edition.goals == Goals())
    }

    @Test("each of them can be set, and there is no other")
    func each() throws {
        let keys = try Self.documented().map(\.key)
        let all = try reading(keys.map { ($0, "7") }).edition.goals
        let figures = Mirror(reflecting: all).children.map { "\($0.value)" }
        #expect(figures.count == keys.count)
        #expect(figures.allSatisfy { $0 == "7" || $0 == "7.0" })
    }

    @Test("a goal is a number, and known", arguments: ["many", "-1"])
    func wrong(figure: String) throws {
        #expect(try reading([("list-entries", figure)]).codes == ["HB203"])
        #expect(try reading([("median-ease", figure)]).codes == ["HB203"])
        #expect(try reading([("highest-ease", "7")]).codes == ["HB201"])
    }
}
