internal import ArgumentParser
internal import Content
internal import Foundation
internal import Press
internal import Publishing
internal import Rendering

struct AsOf: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a page as it was shown at a past instant.",
        discussion: help(
            """
            The article is the one that was shown then, byte for byte; the frame is today's, with \
            a banner.

            Example:
              hoofbeat as-of 2026-12-24T18:00:00Z /int/en/treatments/prrt > page.html
            """, refused: "nothing was shown there, and standard error says why"))

    @Argument(help: "An instant: 2026-12-24T18:00:00Z.") var instant: Instant
    @Argument(help: "A path of the site.") var path: String
    @OptionGroup var database: DatabaseOption
    @Option(help: ArgumentHelp("A folder of templates to use instead.", valueName: "folder"))
    var templates: String?
    @Option(help: ArgumentHelp("The site's address, for absolute links.", valueName: "url"))
    var origin = "http://127.0.0.1:8080"

    func run() async throws {
        try await reporting {
            let journal = try database.journal(.reading)
            let settings = PressSettings(
                templates: try loadTemplates(templates), origin: origin,
                banner: "The site as of \(instant.rfc3339): not what it shows today.",
                hidesAll: true)
            switch try journal.answer(to: path, asOf: instant, settings) {
            case .page(let page), .choose(let page): write(page)
            case .lapsed(let page): try refuse("no approval was in force", page)
            case .withdrawn(let page):
                try refuse(
                    "it had been withdrawn, or its words have been erased since, as the page says",
                    page)
            case .moved(let target): try refuse("it had moved to \(target)", nil)
            case .sendOn(let choices):
                try refuse("readers were sent on to \(choices.first?.path ?? "/")", nil)
            case .outsideMarket, .unknown, nil: try refuse("there was no such page", nil)
            }
        }
    }

    private func write(_ page: Page) {
        FileHandle.standardOutput.write(Data(page.bytes))
    }

    private func refuse(_ why: String, _ page: Page?) throws {
        if let page { write(page) }
        note("hoofbeat: \(path) was not shown at \(instant.rfc3339): \(why)")
        throw ExitCode(1)
    }
}
