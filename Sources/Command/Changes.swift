internal import ArgumentParser
internal import Content
internal import Foundation
internal import Policy
internal import Publishing

struct Changes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists what changes next, and when.",
        discussion: """
            The list is computed from the journal each time; nothing is queued, and nothing can be \
            forgotten.

            Example:
              hoofbeat changes --limit 50
            """)

    @OptionGroup var database: DatabaseOption
    @Option(help: "How many instants to list.") var limit = 20

    func run() async throws {
        try await reporting {
            let now = try Outside.get().now()
            let history = try database.journal(.reading).state().history
            let zone = history.configuration(at: now)?.zone ?? .gmt
            let moments = history.changes(after: now, limit: limit)
            if moments.isEmpty { print("Nothing changes until somebody writes to the journal.") }
            for moment in moments {
                print(Terminal.output.styled(moment.written(in: zone), .bold))
                let changes = try changed(in: history, at: moment, zone)
                for line in changes.isEmpty ? ["nothing that anybody is shown"] : changes {
                    print("  \(line)")
                }
            }
        }
    }

    /// The verdicts that are other at `moment` than just before it.
    private func changed(
        in history: History, at moment: Instant, _ zone: TimeZone
    ) throws -> [String] {
        let before = moment.advanced(byMilliseconds: -1)
        let audiences = history.configuration(at: moment)?.audiences ?? []
        return history.items.flatMap { item in
            audiences.compactMap { audience -> String? in
                let old = words(history, item, audience, before, zone)
                let new = words(history, item, audience, moment, zone)
                return old == new ? nil : "\(item)  \(audience): \(old) → \(new)"
            }
        }
    }

    private func words(
        _ history: History, _ item: ItemID, _ audience: Audience, _ instant: Instant,
        _ zone: TimeZone
    ) -> String {
        do {
            let cleared = try history.verdict(on: item, for: audience, at: instant)
            switch cleared.basis {
            case .approved(let code, _, _, _): return "approved \(code)"
            case .unreviewed: return "shown, not approved"
            }
        } catch {
            return error.words(in: zone)
        }
    }
}
