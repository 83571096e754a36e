internal import Appraisal
internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript
internal import Publishing

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what should be mended in an edition.",
        discussion: help(
            """
            docs/findings.md explains every code.

            Examples:
              hoofbeat check Editions/nets
              hoofbeat check --format json | jq '.[].code'
            """, refused: "there is an error or, with --strict, a warning"))

    @OptionGroup var folder: EditionArgument

    @Flag(help: "Count a warning as an error.")
    var strict = false

    @Option(help: "How to print the findings.")
    var format = TextOrJSON.text

    @Option(
        help: ArgumentHelp(
            "The day to judge review dates by; today in the edition's time zone.", valueName: "day")
    )
    var today: Day?

    @Option(
        help: ArgumentHelp(
            "Compare with this journal, too: find texts that changed under an old note.",
            valueName: "path"))
    var database: String?

    @OptionGroup var hyphenation: HyphenationOption

    func run() async throws {
        try await reporting {
            let findings = try findings()
            switch format {
            case .text: printText(findings)
            case .json: print(try json(findings.map(FindingRecord.init)))
            }
            let failing = findings.contains { strict || $0.severity == .error }
            if failing { throw ExitCode(1) }
        }
    }

    private func findings() throws -> [Finding] {
        let folder = try EditionFolder(path: folder.edition).read()
        let reading =
            today.map { read(folder, today: $0) } ?? read(folder, now: Outside.get().now())
        var findings = reading.findings
        findings += appraise(
            reading.edition, [.english: try hyphenation.dictionary()]
        ).findings(reading.edition)
        if let database {
            let journal = Journal(try Outside.get().open(database, .reading).journal)
            findings += staleChangeNotes(reading.edition, try journal.state().history)
        }
        return findings.sorted()
    }

    private func printText(_ findings: [Finding]) {
        let terminal = Terminal.output
        for finding in findings {
            let style: Terminal.Style = finding.severity == .error ? .red : .yellow
            print(
                terminal.styled("\(finding.shownFile):\(finding.line): ", .bold)
                    + terminal.styled("\(finding.severity.rawValue) \(finding.code)", style)
                    + " \(finding.message)")
            print("    " + terminal.styled(finding.remedy, .faint))
        }
        let errors = findings.filter { $0.severity == .error }.count
        let summary =
            "\(counted(errors, "error")), \(counted(findings.count - errors, "warning"))"
        print(terminal.styled(summary, findings.isEmpty ? .green : .bold))
    }
}

/// As a program reads it, and a person can.
func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// A finding as `check --format json` prints it.
private struct FindingRecord: Encodable {
    let code: String
    let severity: String
    let file: String
    let line: Int
    let message: String
    let remedy: String

    init(_ finding: Finding) {
        code = finding.code.description
        severity = finding.severity.rawValue
        file = finding.file
        line = finding.line
        message = finding.message
        remedy = finding.remedy
    }
}

extension Finding {
    /// `en/treatments/prrt.md:12: HB401 …`, and the remedy on the next line.
    var lines: String { "\(shownFile):\(self.line): \(code) \(shown(message))\n    \(remedy)" }

    var shownFile: String { shown(file) }
}

/// On one line, and nothing in it moves a terminal's cursor.
private func shown(_ text: String) -> String {
    String(
        String.UnicodeScalarView(text.unicodeScalars.map { $0.isUnprintable ? "\u{FFFD}" : $0 }))
}
