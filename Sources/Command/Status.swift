internal import ArgumentParser
internal import Content
internal import Foundation
internal import Policy
internal import Publishing

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says for every item what is shown, until when, and what waits.",
        discussion: help(
            """
            Examples:
              hoofbeat status
              hoofbeat status --waiting
            """))

    @OptionGroup var database: DatabaseOption

    @Flag(help: "Only what waits for an approval.")
    var waiting = false

    func run() async throws {
        try await reporting {
            let now = Outside.get().now()
            let history = try database.journal(.reading).state().history
            guard let configuration = history.configuration(at: now) else {
                throw PublishingRefusal.emptyJournal
            }
            let zone = configuration.zone
            var rows = [["ITEM", "AUDIENCE", "NEWEST", "SHOWN", "UNTIL", "STATE"]]
            for item in history.items {
                for audience in configuration.audiences {
                    if let row = row(item, audience, history, now, zone) { rows.append(row) }
                }
            }
            print(Terminal.table(rows))
            if let (_, authors) = history.waitingConfiguration(at: now), let last = authors.last {
                print("\nA configuration by \(last) shows more, and waits for somebody else.")
            }
        }
    }

    private func row(
        _ item: ItemID, _ audience: Audience, _ history: History, _ now: Instant, _ zone: TimeZone
    ) -> [String]? {
        let standing = history.standing(of: item, for: audience, at: now)
        guard let newest = standing.newest else { return nil }
        let start = [item.path, audience.description, newest.short]
        do {
            let cleared = try history.verdict(on: item, for: audience, at: now)
            let end = history.endOfShowing(item, to: audience, after: now)
            let until = end?.written(in: zone) ?? "–"
            switch cleared.basis {
            case .approved(let code, _, _, _):
                let isNewest = cleared.article == newest
                if waiting, isNewest { return nil }
                return start + [
                    cleared.article.short, until,
                    isNewest ? "approved \(code)" : "approved \(code); a newer text waits",
                ]
            case .unreviewed: return start + [newest.short, until, "shown, not approved"]
            }
        } catch {
            return start + ["–", "–", error.words(in: zone)]
        }
    }
}
