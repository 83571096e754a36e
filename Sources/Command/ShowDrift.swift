internal import Appraisal
internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript

struct ShowDrift: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Shows side by side what differs between the markets of an edition, and why.",
        discussion: help(
            """
            First the settings that differ, then every passage that only some markets read, each with the \
            reason its writers gave. What is cleared in each market, `hoofbeat status` says.

            Examples:
              hoofbeat drift Editions/nets
              hoofbeat drift --format json | jq '.passages[] | select(.why == "")'
            """))

    @OptionGroup var folder: EditionArgument
    @Option(help: "How to print it.") var format = TextOrJSON.text

    func run() async throws {
        try await reporting {
            let edition = read(try EditionFolder(path: folder.edition).read(), today: nil).edition
            let drift = Drift(edition)
            switch format {
            case .text: printText(drift)
            case .json: print(try json(Record(drift)))
            }
        }
    }

    private func printText(_ drift: Drift) {
        guard drift.markets.count > 1 else { return print("There is one market only.") }
        let terminal = Terminal.output
        func columns(_ versions: Drift.Versions) -> String {
            Terminal.sideBySide(drift.markets.map { versions[$0] ?? "–" })
        }
        print(terminal.styled(Terminal.sideBySide(drift.markets.map(\.name)), .bold))
        for setting in drift.settings {
            print("\n" + terminal.styled("edition.yaml: \(setting.name)", .bold))
            printReason(setting.why)
            print(columns(setting.versions))
        }
        for passage in drift.passages {
            let place = [passage.item.path, passage.section].filter { !$0.isEmpty }
            print("\n" + terminal.styled(place.joined(separator: ", "), .bold))
            printReason(passage.why)
            print(columns(passage.versions))
        }
        print("\n\(counted(drift.settings.count, "setting")) and ", terminator: "")
        print("\(counted(drift.passages.count, "passage")) differ.")
    }

    private func printReason(_ why: String) {
        print(Terminal.output.styled("Why: \(why.isEmpty ? "not said" : why)", .faint))
    }

    private struct Record: Encodable {
        var markets: [String]
        var settings: [Setting]
        var passages: [Passage]

        struct Setting: Encodable {
            var name: String
            var why: String
            var versions: [String: String]
        }

        struct Passage: Encodable {
            var item: String
            var language: String
            var section: String
            var why: String
            var versions: [String: String]
        }

        init(_ drift: Drift) {
            markets = drift.markets.map(\.name)
            settings = drift.settings.map {
                Setting(name: $0.name, why: $0.why, versions: named($0.versions))
            }
            passages = drift.passages.map {
                Passage(
                    item: $0.item.path, language: $0.language.tag, section: $0.section,
                    why: $0.why, versions: named($0.versions))
            }
        }
    }
}

private func named(_ versions: Drift.Versions) -> [String: String] {
    versions.reduce(into: [:]) { $0[$1.key.name] = $1.value }
}
