internal import ArgumentParser
internal import Content
internal import Foundation
internal import Policy
internal import Publishing

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says for every item what is shown, until when, and what waits.",
        discussion: """
            Examples:
              hoofbeat status
              hoofbeat status --waiting
            """)

    @OptionGroup var database: DatabaseOption

    @Flag(help: "Only what waits for an approval.")
    var waiting = false

    func run() async throws {
        try await reporting {
            let now = try Outside.get().now()
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
            if let (_, author) = history.waitingConfiguration(at: now) {
                print("\nA configuration by \(author) shows more, and waits for somebody else.")
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
            switch cleared.basis {
            case .approved(let code, _, let expires, _):
                let isNewest = cleared.article == newest
                if waiting, isNewest { return nil }
                return start + [
                    cleared.article.short, expires.written(in: zone),
                    isNewest ? "approved \(code)" : "approved \(code); a newer text waits",
                ]
            case .unreviewed: return start + [newest.short, "–", "shown, not approved"]
            }
        } catch {
            return start + ["–", "–", error.words(in: zone)]
        }
    }
}

extension Configuration {
    /// The zone in which its days begin, and in which editors read times.
    fileprivate var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}

extension Instant {
    /// `2027-02-01 00:00 Europe/Brussels`, to the minute.
    fileprivate func written(in zone: TimeZone) -> String {
        let day = Day(of: self, in: zone)
        let minutes = (milliseconds - day.start(in: zone).milliseconds) / 60_000
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        let digits = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(day) \(digits(hour)):\(digits(minute)) \(zone.identifier)"
    }
}

extension Policy.Refusal {
    fileprivate func words(in zone: TimeZone) -> String {
        switch self {
        case .unknown: "unknown"
        case .lapsed(let since): since.map { "lapsed \($0.written(in: zone))" } ?? "not approved"
        case .withdrawn(let at, _): "withdrawn \(at.written(in: zone))"
        case .moved(let target): "moved to \(target)"
        case .erased(let at, _): "erased \(at.written(in: zone))"
        }
    }
}

struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares an item's newest text with the approved one.",
        discussion: """
            Without an approved text, the newest is shown whole. Exits with 0 when they are the \
            same, and with 1 when they differ.

            Example:
              hoofbeat diff treatments/prrt --market int
            """)

    @Argument(help: "An item.") var item: ItemID
    @OptionGroup var database: DatabaseOption
    @Option(help: "A market; the first of the edition unless named.") var market: String?
    @Option(help: "A language; the market's first unless named.") var language: String?

    func run() async throws {
        try await reporting {
            let journal = try database.journal(.reading)
            let now = try Outside.get().now()
            let history = try journal.state().history
            let audience = try audience(history, now)
            let standing = history.standing(of: item, for: audience, at: now)
            guard let newest = standing.newest else { throw PublishingRefusal.unknownItem(item) }
            let approved = standing.grants.last { now < $0.expires }?.article
            let before = try approved.flatMap { try journal.plainText(of: $0) } ?? ""
            let after = try journal.plainText(of: newest) ?? ""
            print("--- approved  \(approved?.description ?? "nothing")")
            print("+++ newest    \(newest)")
            print(LineDifference(before, after).lines.joined(separator: "\n"))
            if before != after { throw ExitCode(1) }
        }
    }

    private func audience(_ history: History, _ now: Instant) throws -> Audience {
        guard let configuration = history.configuration(at: now),
            let first = configuration.markets.first
        else { throw PublishingRefusal.emptyJournal }
        let chosen = market.flatMap { MarketID($0) }.flatMap { configuration.market($0) }
        if market != nil, chosen == nil { throw PublishingRefusal.unknownMarket(market ?? "") }
        let spoken = (chosen ?? first).languages
        guard let language = language.flatMap({ Language($0) }) ?? spoken.first else {
            throw PublishingRefusal.emptyJournal
        }
        return Audience((chosen ?? first).id, language)
    }
}

/// Two texts, line by line: ` ` in both, `-` in the first, `+` in the second.
struct LineDifference {
    let lines: [String]

    init(_ before: String, _ after: String) {
        let old = before.isEmpty ? [] : before.components(separatedBy: "\n")
        let new = after.components(separatedBy: "\n")
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [String] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, removed.contains(i) {
                lines.append(Terminal.output.styled("-\(old[i])", .red))
                i += 1
            } else if j < new.count, inserted.contains(j) {
                lines.append(Terminal.output.styled("+\(new[j])", .green))
                j += 1
            } else {
                lines.append(" \(new[j])")
                (i, j) = (i + 1, j + 1)
            }
        }
        self.lines = lines
    }
}

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

struct ShowJournal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Lists the facts.",
        discussion: """
            Examples:
              hoofbeat journal
              hoofbeat journal --item treatments/prrt --digests
            """)

    @OptionGroup var database: DatabaseOption
    @Option(help: "Only what is about this item.") var item: ItemID?
    @Flag(help: "Show the digests of sources and articles.") var digests = false

    func run() async throws {
        try await reporting {
            let journal = try database.journal(.reading)
            var sequence: Int64 = 0
            while true {
                let entries = try journal.store.entries(after: sequence, limit: 1_000)
                for entry in entries { show(try FactCodec.decode(entry)) }
                guard let last = entries.last else { return }
                sequence = last.sequence
            }
        }
    }

    private func show(_ fact: Fact) {
        if let item, !fact.concerns(item) { return }
        let effective = fact.effective == fact.recorded ? "" : " from \(fact.effective.rfc3339)"
        let reason = fact.reason.map { ": \($0)" } ?? ""
        print(
            "\(fact.sequence)  \(fact.recorded.rfc3339)\(effective)  \(fact.by)  "
                + "\(fact.words)\(reason)")
        guard digests else { return }
        for line in fact.digestLines(about: item) { print("      \(line)") }
    }
}

extension Fact {
    fileprivate var words: String {
        switch event {
        case .configured(let configuration): "configured \(configuration.digest.short)"
        case .revised(let revision): "revised \(revision.item)"
        case .approved(let approval):
            "approved \(approval.extent) as \(approval.code), "
                + "prepared \(approval.prepared), until \(approval.expires.rfc3339)"
        case .withdrawn(let item): "withdrew \(item)"
        case .reinstated(let item): "reinstated \(item)"
        case .moved(let item, let target): "moved \(item) to \(target)"
        case .erased(let digest): "erased \(digest)"
        }
    }

    fileprivate func concerns(_ wanted: ItemID) -> Bool {
        switch event {
        case .revised(let revision): revision.item == wanted
        case .approved(let approval):
            approval.subjects.contains { subject in
                if case .article(wanted, _, _) = subject { return true }
                return false
            }
        case .withdrawn(let item), .reinstated(let item): item == wanted
        case .moved(let item, let target): item == wanted || target == wanted
        case .configured, .erased: false
        }
    }

    fileprivate func digestLines(about wanted: ItemID?) -> [String] {
        switch event {
        case .revised(let revision):
            revision.sources.sorted { $0.key < $1.key }.map { "source  \($0.key)  \($0.value)" }
                + revision.articles.sorted { $0.key < $1.key }.map {
                    "article \($0.key)  \($0.value)"
                }
        case .approved(let approval):
            approval.subjects.compactMap { subject in
                switch subject {
                case .article(let item, let audience, let digest):
                    wanted == nil || wanted == item ? "\(item)  \(audience)  \(digest)" : nil
                case .configuration(let digest): "configuration  \(digest)"
                }
            }
        case .configured, .withdrawn, .reinstated, .moved, .erased: []
        }
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Proves the journal: that nothing was changed, lost or slipped in.",
        discussion: """
            Prints the hash of the last fact. Keep it elsewhere: a journal that still ends in it, \
            or goes on from it, is the journal you had.

            Examples:
              hoofbeat verify
              hoofbeat verify --hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            """)

    @OptionGroup var database: DatabaseOption

    @Option(help: "A hash kept from an earlier proof, which the journal must still hold.")
    var hash: Digest?

    func run() async throws {
        try await reporting {
            let journal = try database.journal(.reading)
            let verification = try journal.verify()
            var troubles = verification.troubles
            if let hash, try !journal.holds(hash) {
                troubles.append("the journal does not hold an entry with the hash \(hash)")
            }
            for trouble in troubles { print(Terminal.output.styled(trouble, .red)) }
            print(
                "\(counted(verification.facts, "fact")), \(counted(verification.blobs, "blob")), "
                    + "last hash \(verification.hash?.description ?? "none")")
            guard troubles.isEmpty else { throw ExitCode(1) }
            print(Terminal.output.styled("The journal is whole.", .green))
        }
    }
}

extension Journal {
    fileprivate func holds(_ hash: Digest) throws -> Bool {
        var sequence: Int64 = 0
        while true {
            let entries = try store.entries(after: sequence, limit: 1_000)
            if entries.contains(where: { $0.hash == hash }) { return true }
            guard let last = entries.last else { return false }
            sequence = last.sequence
        }
    }
}
