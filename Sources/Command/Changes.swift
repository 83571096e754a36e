internal import ArgumentParser
internal import Content
internal import Foundation
internal import Policy
internal import Publishing

struct Changes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists what changes next, and when.",
        discussion: help(
            """
            The list is computed from the journal each time; nothing is queued, and nothing can be \
            forgotten.

            Example:
              hoofbeat changes --limit 50
            """))

    @OptionGroup var database: DatabaseOption
    @Option(help: "How many instants to list.") var limit = 20

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1.") }
    }

    func run() async throws {
        try await reporting {
            let now = Outside.get().now()
            let journal = try database.journal(.reading)
            let history = try journal.state().history
            let zone = history.configuration(at: now)?.zone ?? .gmt
            let overdue = try overdue(journal, history, after: now, zone)
            let moments = Set(history.changes(after: now, limit: limit) + overdue.keys).sorted()
            if moments.isEmpty { print("Nothing changes until somebody writes to the journal.") }
            for moment in moments.prefix(limit) {
                print(Terminal.output.styled(moment.written(in: zone), .bold))
                let changes =
                    changed(in: history, at: moment, zone) + (overdue[moment] ?? []).sorted()
                for line in changes.isEmpty ? ["readers see what they saw before"] : changes {
                    print("  \(line)")
                }
            }
        }
    }

    /// What is shown now and has to be checked again on a later day, by the start of that day.
    private func overdue(
        _ journal: Journal, _ history: History, after now: Instant, _ zone: TimeZone
    ) throws -> [Instant: [String]] {
        var shown: [Digest: [String]] = [:]
        for audience in history.configuration(at: now)?.audiences ?? [] {
            let clearance = history.clearance(for: audience, at: now)
            for item in history.items {
                guard let cleared = clearance.shown(item) else { continue }
                shown[cleared.article, default: []].append("\(item)  \(audience)")
            }
        }
        var lines: [Instant: [String]] = [:]
        for (digest, article) in try journal.articles(Array(shown.keys)) {
            let start = article.nextReview.start(in: zone)
            guard start > now else { continue }
            lines[start, default: []] += (shown[digest] ?? []).map {
                "\($0): the page says that its check is overdue"
            }
        }
        return lines
    }

    /// The verdicts that are other at `moment` than just before it.
    private func changed(
        in history: History, at moment: Instant, _ zone: TimeZone
    ) -> [String] {
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

extension Clearance {
    /// Nil where the item is not shown, whatever the reason.
    fileprivate func shown(_ item: ItemID) -> Cleared? {
        do { return try verdict(on: item) } catch { return nil }
    }
}
