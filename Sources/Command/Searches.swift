internal import ArgumentParser
internal import Content
internal import Readership

struct Searches: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says how often readers searched and found nothing, by week.",
        discussion: help(
            """
            The words are there only where `serve --keep-unfound-words` kept them, and for 180 days. Nothing \
            is ever kept of who searched, or of searches that found something.

            Examples:
              hoofbeat searches
              hoofbeat searches --format json
            """))

    @OptionGroup var database: DatabaseOption
    @Option(help: "As text for people, or as JSON for programs.") var format = TextOrJSON.text

    func run() async throws {
        try await reporting {
            let counts = try database.open(.reading).unfound.unfound()
            switch format {
            case .text:
                guard !counts.isEmpty else { return print("Nothing was looked for in vain.") }
                print(Terminal.table(counts.map { [$0.week, "\($0.times)", $0.words] }))
            case .json: print(try json(counts.map(Record.init)))
            }
        }
    }

    private struct Record: Encodable {
        let week: String
        let times: Int
        let words: String?

        init(_ count: UnfoundCount) {
            (week, times) = (count.week, count.times)
            words = count.words.isEmpty ? nil : count.words
        }
    }
}
