internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript
internal import Press
internal import Publishing
internal import Rendering

/// Times the parts of the press, for `make bench`. Not meant for people, so not shown to them.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Times the press, for the benchmarks.", shouldDisplay: false,
        subcommands: [
            MeasurePress.self, MeasureEdit.self, MeasureRatings.self, MeasureFollowers.self,
            MeasureSearch.self, MeasureNear.self, MeasureDistances.self, ListTexts.self,
        ])
}

struct MeasurePress: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "press")

    @Option var edition: String?
    @Option var database: String?

    func run() async throws {
        try await reporting {
            let outside = Outside.get()
            let clock = ContinuousClock()
            let start = clock.now
            var figures: [(String, Duration)] = []
            let journal: Journal
            if let database {
                journal = Journal(try outside.open(database, .reading).journal)
            } else {
                journal = Journal(try outside.journalInMemory())
                let reading = read(
                    try EditionFolder(path: edition ?? "Editions/nets").read(), today: nil)
                figures.append(("read_ms", clock.now - start))
                guard let by = PersonName("measure") else { return }
                let findings = reading.findings
                _ = try journal.revise(
                    (consume reading).edition, findings: findings,
                    RevisionOrder(by: by),
                    at: outside.now())
                figures.append(("revised_ms", clock.now - start))
            }
            let settings = PressSettings(templates: try .init(), origin: "http://127.0.0.1:8080")
            let now = outside.now()
            let state = try journal.state()
            let articles = try journal.articles(Array(state.history.articlesNeeded(at: now)))
            figures.append(("loaded_ms", clock.now - start))
            let pressing = press(state.history, articles, settings, at: now)
            figures.append(("total_ms", clock.now - start))
            print(json(figures, ["pages": pressing?.printedCount ?? 0]))
            // Taking the site apart again is no part of printing it: a server never does.
            Foundation.exit(EXIT_SUCCESS)
        }
    }
}

/// From a recorded fact to a live page, in an edition that is served already: a page whose text is
/// changed some times over, and at last its withdrawal.
struct MeasureEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "edit")

    @Option var edition: String
    @Option var database: String
    @Option var item: ItemID
    @Option var rounds = 5

    func run() async throws {
        try await reporting {
            let outside = Outside.get()
            let journal = Journal(try outside.open(database, .writing).journal)
            let settings = PressSettings(templates: try .init(), origin: "http://127.0.0.1:8080")
            let publisher = Publisher(journal, settings)
            _ = try await publisher.wholeSite(at: outside.now())
            guard let by = PersonName("measure") else { return }
            var reading = read(try EditionFolder(path: edition).read(), today: nil)
            var figures: [(String, Duration)] = []
            for round in 1...rounds {
                reading.edition.edit(item, outside.now())
                let written = try journal.revise(
                    reading.edition, findings: reading.findings,
                    RevisionOrder(by: by),
                    at: outside.now()
                ).written
                guard written == [item] else { throw PublishingRefusal.unknownItem(item) }
                figures.append(("live_\(round)_ms", try await timeToSite(publisher, outside)))
            }
            try journal.withdraw([item], reason: "to measure", by: by, at: outside.now())
            figures.append(("withdrawn_ms", try await timeToSite(publisher, outside)))
            try journal.reinstate([item], reason: "to measure", by: by, at: outside.now())
            print(json(figures, [:]))
        }
    }

    private func timeToSite(_ publisher: Publisher, _ outside: Outside) async throws -> Duration {
        let clock = ContinuousClock()
        let start = clock.now
        _ = try await firstSite(publisher, at: outside.now())
        return clock.now - start
    }
}

extension Edition {
    /// Another sentence at the end of a page, as an author would write it.
    fileprivate mutating func edit(_ item: ItemID, _ now: Instant) {
        items = items.map { old in
            guard old.id == item, case .page(var body) = old.matter else { return old }
            body.blocks.append(.paragraph([.text("Written at \(now).")]))
            var about = old.about
            about.change = .minor
            return Item(
                id: old.id, language: old.language, about: about, matter: .page(body),
                place: old.place, source: old.source + Array("\n\nWritten at \(now).".utf8))
        }
    }
}

private func json(_ times: [(String, Duration)], _ counts: [String: Int]) -> String {
    let milliseconds = times.map { name, time in
        "\"\(name)\": \(Int((time / .milliseconds(1)).rounded()))"
    }
    let numbers = counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return "{" + (milliseconds + numbers).joined(separator: ", ") + "}"
}
