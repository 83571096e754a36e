import Foundation
import Testing

/// The repository's own files.
private enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func files(under folder: String, ending: String) throws -> [URL] {
        let url = root.appendingPathComponent(folder)
        let files = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? [])
            .filter { $0.lastPathComponent.hasSuffix(ending) }
            .sorted { $0.path < $1.path }
    }

    static func text(_ file: URL) throws -> String {
        try String(contentsOf: file, encoding: .utf8)
    }

    static func name(_ file: URL) -> String {
        String(file.path.dropFirst(root.path.count + 1))
    }

    /// The lines of code, without comments.
    static func code(_ file: URL) throws -> [(number: Int, text: String)] {
        try text(file).components(separatedBy: "\n").enumerated().compactMap { index, line in
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            return trimmed.hasPrefix("//") ? nil : (index + 1, line)
        }
    }
}

@Suite("The core is pure")
struct PurityTests {
    static let core = ["Content", "Manuscript", "Appraisal", "Policy", "Rendering", "Press"]

    /// What asks a clock, a disk, a network, chance or a log. The core is given what it needs.
    static let impure = [
        "Date()", "Date.now", ".now()", "ContinuousClock", "SuspendingClock", "DispatchTime",
        "UUID()", ".random(", ".randomElement()", ".shuffled()", "SystemRandomNumberGenerator",
        "FileManager", "FileHandle", "contentsOfFile", "contentsOf: URL", "Data(contentsOf",
        "String(contentsOf", ".write(to:", "InputStream(", "fopen(", "URLSession", "Socket",
        "ProcessInfo",
        "Logger", "print(\"", "getenv", "time(nil)",
    ]

    @Test("no room of it asks for the time, chance, a disk, a network or a log", arguments: core)
    func noImpurity(room: String) throws {
        let files = try Repository.files(under: "Sources/\(room)", ending: ".swift")
        #expect(!files.isEmpty)
        for file in files {
            for (number, line) in try Repository.code(file) {
                for word in Self.impure where line.contains(word) {
                    Issue.record("\(Repository.name(file)):\(number) says \(word)")
                }
            }
        }
    }
}

@Suite("Each room knows only what its sentence says")
struct ArrowTests {
    /// Every module a room may import. Foundation is there for time zones, JSON and text.
    static let allowed: [String: Set<String>] = [
        "Content": ["Crypto", "Dispatch", "Foundation"],
        "Manuscript": ["CMarkGFM", "Content", "Foundation", "FoundationXML", "Yams"],
        "Appraisal": ["Content"],
        "Policy": ["Content", "Foundation"],
        "Rendering": ["Content", "Foundation", "Mustache", "Synchronization"],
        "Press": [
            "CBrotli", "CDeflate", "Content", "Foundation", "NIOCore", "Policy", "Rendering",
            "Synchronization",
        ],
        "Publishing": [
            "Appraisal", "Atomics", "Content", "Foundation", "Manuscript", "Policy", "Press",
            "Rendering",
        ],
        "Readership": [
            "Content", "Crypto", "Dispatch", "Foundation", "Policy", "Press", "Rendering",
            "Synchronization",
        ],
        "Finder": [
            "CDeflate", "CStemmer", "Content", "Dispatch", "Foundation", "GRDB", "Press",
            "Rendering", "Synchronization",
        ],
        "Mail": ["CCurl", "Content", "Foundation", "Readership", "Rendering", "Synchronization"],
        "Stores": [
            "CPostgres", "Content", "Dispatch", "Foundation", "GRDB", "Publishing", "Readership",
            "Synchronization",
        ],
        "Command": [
            "Appraisal", "ArgumentParser", "CMalloc", "Content", "Foundation", "Manuscript",
            "Policy",
            "Press", "Publishing", "Readership", "Rendering", "Synchronization",
        ],
        "Web": [
            "Atomics", "CMaxMind", "Content", "Foundation", "Glibc", "HTTPTypes", "Hummingbird",
            "HummingbirdCore",
            "HummingbirdHTTP2", "Logging", "NIOCore", "NIOHTTP1", "NIOHTTPTypes",
            "NIOHTTPTypesHTTP1", "NIOPosix", "NIOSSL", "NIOTLS", "Press", "Publishing",
            "Readership", "Rendering", "ServiceLifecycle", "Synchronization",
        ],
        "hoofbeat": [
            "ArgumentParser", "Command", "Content", "Finder", "Foundation", "Glibc", "HTTPTypes",
            "Logging",
            "Mail", "Publishing", "Readership",
            "ServiceLifecycle", "Stores", "UnixSignals", "Web",
        ],
    ]

    @Test("no room is left out: what lies in Sources is in the table, or wraps a C library")
    func rooms() throws {
        let sources = Repository.root.appendingPathComponent("Sources")
        let rooms = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { !$0.hasPrefix(".") }
        #expect(Set(rooms) == Set(Self.allowed.keys).union(["Libraries"]))
    }

    @Test("imports", arguments: allowed.keys.sorted())
    func imports(room: String) throws {
        let allowed = try #require(Self.allowed[room])
        for file in try Repository.files(under: "Sources/\(room)", ending: ".swift") {
            for (number, line) in try Repository.code(file) {
                guard let module = imported(line), !allowed.contains(module) else { continue }
                Issue.record("\(Repository.name(file)):\(number) imports \(module)")
            }
        }
    }

    @Test("no shell imports another")
    func shells() throws {
        let shells = ["Stores", "Web", "Mail", "Finder", "Command"]
        for shell in shells {
            for file in try Repository.files(under: "Sources/\(shell)", ending: ".swift") {
                for (number, line) in try Repository.code(file) {
                    guard let module = imported(line), module != shell else { continue }
                    if shells.contains(module) {
                        Issue.record("\(Repository.name(file)):\(number) imports \(module)")
                    }
                }
            }
        }
    }

    @Test("only the press's pages use SwiftNIO in the core, and only its bytes")
    func bytes() throws {
        for file in try Repository.files(under: "Sources/Press", ending: ".swift") {
            let words = ["EventLoop", "Channel", "NIOAny", "Bootstrap"]
            for (number, line) in try Repository.code(file) {
                for word in words where line.contains(word) {
                    Issue.record("\(Repository.name(file)):\(number) says \(word)")
                }
            }
        }
    }

    private func imported(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count, index <= 2 else {
            return nil
        }
        let known = ["internal", "package", "public", "private", "@testable"]
        guard words[..<index].allSatisfy({ known.contains(String($0)) }) else { return nil }
        return String(words[index + 1])
    }
}

@Suite("The house is in order")
struct OrderTests {
    @Test("every decision record has a title and a status")
    func decisions() throws {
        let records = try Repository.files(under: "docs/decisions", ending: ".md")
        #expect(!records.isEmpty)
        for record in records {
            let text = try Repository.text(record)
            #expect(text.hasPrefix("# "), "\(Repository.name(record)) has no title")
            guard Repository.name(record) != "docs/decisions/README.md" else { continue }
            let status = /\nStatus: (accepted|superseded by \d+)\n/
            #expect(text.contains(status), "\(Repository.name(record)) has no status")
        }
    }

    @Test("every template is built in")
    func templates() throws {
        let list = try Repository.text(
            Repository.root.appendingPathComponent("Sources/Rendering/BuiltInTemplates.swift"))
        for file in try Repository.files(under: "Sources/Rendering/Templates", ending: "") {
            #expect(list.contains("\"\(file.lastPathComponent)\""), "\(file.lastPathComponent)")
        }
    }

    @Test("no document leads to a file that is not there")
    func links() throws {
        let root = Repository.root
        let documents =
            try Repository.files(under: "docs", ending: ".md")
            + ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map {
                root.appendingPathComponent($0)
            }
        for document in documents {
            for target in links(in: try Repository.text(document)) {
                let file = document.deletingLastPathComponent().appendingPathComponent(target)
                #expect(
                    FileManager.default.fileExists(atPath: file.path),
                    "\(Repository.name(document)) leads to \(target)")
            }
        }
    }

    private func links(in text: String) -> [String] {
        text.components(separatedBy: "](").dropFirst().compactMap { rest in
            guard let end = rest.firstIndex(of: ")") else { return nil }
            let target = rest[..<end].split(separator: "#", omittingEmptySubsequences: false)[0]
            let isOutside =
                target.contains(":") || target.isEmpty || target.hasPrefix("/")
                || target.contains(" ")
            return isOutside || target.hasPrefix("pictures/") ? nil : String(target)
        }
    }
}
