import Content
import Foundation
import Manuscript
import Testing

/// A folder of `Golden`: what it changes in the sound edition, and the findings that follow.
struct GoldenCase: CustomTestStringConvertible, Sendable {
    let name: String

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    static func all() throws -> [GoldenCase] {
        try FileManager.default.contentsOfDirectory(atPath: root.path)
            .filter { $0 != "sound" }.sorted().map(GoldenCase.init)
    }

    var testDescription: String { name }

    private var url: URL { Self.root.appendingPathComponent(name) }
    private var recorded: URL { url.appendingPathComponent("findings.txt") }

    /// The sound edition with the case's files laid over it, without those `absent.txt` names.
    func folder() throws -> Folder {
        var folder = try Folder.sound()
        for (path, entry) in try Folder(at: url).files { folder.files[path] = entry }
        for path in try text("absent.txt").split(separator: "\n") {
            folder.files[String(path)] = nil
        }
        folder.files["findings.txt"] = nil
        folder.files["absent.txt"] = nil
        return folder
    }

    func expected() throws -> String { try text("findings.txt") }

    func record(_ findings: String) throws {
        try findings.write(to: recorded, atomically: true, encoding: .utf8)
    }

    private func text(_ name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return "" }
        return try String(contentsOf: file, encoding: .utf8)
    }
}

extension Folder {
    /// A small edition without a fault.
    static func sound() throws -> Folder {
        try Folder(at: GoldenCase.root.appendingPathComponent("sound"))
    }

    /// The sound edition with some texts changed.
    static func sound(with texts: [String: String]) throws -> Folder {
        var folder = try sound()
        for (path, text) in texts { folder.files[path] = .bytes(Array(text.utf8)) }
        return folder
    }

    init(at url: URL) throws {
        self.init()
        for path in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
            let file = url.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[path] = .bytes([UInt8](try Data(contentsOf: file)))
        }
    }
}

extension Reading {
    var text: String {
        findings.map {
            "\($0.file):\($0.line): \($0.severity.rawValue) \($0.code) \($0.message)\n    \($0.remedy)\n"
        }.joined()
    }

    /// The codes found, each once, in the order of their numbers.
    var codes: [String] { Set(findings.map(\.code.description)).sorted() }
}

extension Day {
    /// The day on which every test reads.
    static let today = Day("2026-11-24")!
}

/// A page with a text, which begins on line 9.
func page(_ body: String, topic: String = "basics") -> String {
    """
    ---
    title: Case
    summary: A page of this case.
    reviewed: 2026-11-24
    next-review: 2027-11-24
    change: First version.
    topics: [\(topic)]
    ---
    \(body)
    """
}

/// The one place that reads a text: the sound edition with one page more.
func reading(_ body: String, topic: String = "basics") throws -> Reading {
    read(try .sound(with: ["en/pages/case.md": page(body, topic: topic)]), today: .today)
}

/// What a text becomes.
func markup(_ body: String) throws -> [Block] {
    let item = try reading(body).edition.items.first { $0.id.path == "case" }
    guard case .page(let markup) = item?.matter else { return [] }
    return markup.blocks
}
