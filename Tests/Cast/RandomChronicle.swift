package import Content
internal import Policy

/// A random journal: a few items, two markets, everything that can happen to them, in an order and
/// at instants that nobody chose.
package struct RandomChronicle {
    package private(set) var chronicle: Chronicle
    /// Instants worth looking at: those at which something begins or ends, and just beside them.
    package private(set) var moments: [Instant] = []

    package static let items = [
        "home", "about", "about/grade", "about/grade/two", "treatments", "treatments/prrt",
        "treatments/surgery", "questions", "questions/why", "questions/how", "glossary",
        "glossary/ki-67", "trust",
    ]
    .map { ItemID($0)! }
    package static let audiences = [Audience.int, .gb]

    private static let start = Instant.noon("2026-01-01")
    private static let step: Int64 = 3_600_000
    private var clock: Int64 = 0
    private var words = 0

    package init(
        facts: Int, digest: @escaping (Article) -> Digest = { Digest(of: $0.body) },
        using generator: inout SeededGenerator
    ) {
        chronicle = Chronicle(digest: digest)
        configure(using: &generator)
        for _ in 0..<facts { add(using: &generator) }
        moments = moments.flatMap { moment in
            [-1, 0, 1].map { moment.advanced(byMilliseconds: $0) }
        }
    }

    private func instant(_ hours: Int64) -> Instant {
        Self.start.advanced(byMilliseconds: hours * Self.step)
    }

    private mutating func configure(using generator: inout SeededGenerator) {
        let rules: [Market.Unreviewed] = [.showWithNotice, .withhold]
        let configuration = Configuration.of(
            .int(rules.randomElement(using: &generator)!),
            .gb(rules.randomElement(using: &generator)!), name: "Site \(words)")
        words += 1
        chronicle.configure(configuration, by: .ada, at: instant(clock))
        moments.append(instant(clock))
    }

    private mutating func add(using generator: inout SeededGenerator) {
        // Sometimes several facts share an instant.
        clock += Int64.random(in: 0...6, using: &generator)
        let now = instant(clock)
        let item = Self.items.randomElement(using: &generator)!
        // Sometimes a fact is meant for later, or for earlier.
        let from: Instant? =
            Int.random(in: 0..<4, using: &generator) == 0
            ? instant(clock + Int64.random(in: -8...16, using: &generator)) : nil
        switch Int.random(in: 0..<20, using: &generator) {
        case 0..<7: revise(item, now, using: &generator)
        case 7..<13: approve(now, from, using: &generator)
        case 13..<15: chronicle.withdraw(item, at: now, from: from)
        case 15: chronicle.note(.reinstated(item), by: .ada, at: now, from: from)
        case 16:
            let target = Self.items.randomElement(using: &generator)!
            guard target != item, item != .home else { return }
            chronicle.note(.moved(item, to: target), by: .ada, at: now, from: from)
        case 17:
            guard let digest = digests().randomElement(using: &generator) else { return }
            chronicle.note(.erased(digest), by: .ada, at: now)
        case 18: configure(using: &generator)
        default:
            guard let waiting = chronicle.history.waitingConfiguration(at: now) else { return }
            chronicle.approve(
                [.configuration(waiting.0.digest)], until: .noon("2099-01-01"), by: .bea, at: now)
        }
        moments += [now] + (from.map { [$0] } ?? [])
    }

    private func digests() -> [Digest] {
        chronicle.articles.keys.sorted { $0.description < $1.description }
    }

    private mutating func revise(
        _ item: ItemID, _ now: Instant, using generator: inout SeededGenerator
    ) {
        var texts: [Audience: String] = [:]
        for audience in Self.audiences where Bool.random(using: &generator) || texts.isEmpty {
            words += 1
            texts[audience] = "w\(words)w"
        }
        let reviewDay = Day(
            of: instant(clock + 24 * Int64.random(in: 1...6, using: &generator)),
            in: .brussels)
        chronicle.revise(item, texts, at: now, nextReview: reviewDay.description)
        moments.append(reviewDay.start(in: .brussels))
    }

    private mutating func approve(
        _ now: Instant, _ from: Instant?, using generator: inout SeededGenerator
    ) {
        let revisions = chronicle.facts.compactMap { fact -> Revision? in
            if case .revised(let revision) = fact.event { return revision }
            return nil
        }
        var subjects: [Approval.Subject] = []
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            guard let revision = revisions.randomElement(using: &generator) else { return }
            for audience in Self.audiences where Bool.random(using: &generator) {
                guard let digest = revision.articles[audience] else { continue }
                subjects.append(.article(revision.item, audience, digest))
            }
        }
        let expires = instant(clock + Int64.random(in: 1...48, using: &generator))
        chronicle.approve(subjects, until: expires, at: now, from: from)
        moments.append(expires)
    }
}
