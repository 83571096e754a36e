internal import ArgumentParser
internal import Content
internal import Foundation
internal import Policy
internal import Publishing

struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares an item's newest text with the approved one.",
        discussion: help(
            """
            The words come first; then, where only links, pictures, references or the like differ, \
            the lines of the page. Without an approved text, the newest is shown whole.

            Example:
              hoofbeat diff treatments/prrt --market int
            """, refused: "they differ"))

    @Argument(help: "An item.") var item: ItemID
    @OptionGroup var database: DatabaseOption
    @Option(help: "A market; the first of the edition unless named.") var market: String?
    @Option(help: "A language; the market's first unless named.") var language: String?

    func run() async throws {
        try await reporting {
            let journal = try database.journal(.reading)
            let now = Outside.get().now()
            let history = try journal.state().history
            let audience = try audience(history, now)
            let standing = history.standing(of: item, for: audience, at: now)
            guard let newest = standing.newest else { throw PublishingRefusal.unknownItem(item) }
            guard history.erasure(of: newest, at: now) == nil else {
                throw PublishingRefusal.erased(item)
            }
            let approved = standing.grants.last { now < $0.expires }?.article
            let before = try approved.flatMap { try journal.plainText(of: $0) } ?? ""
            let after = try journal.plainText(of: newest) ?? ""
            print("--- approved  \(approved?.description ?? "nothing")")
            print("+++ newest    \(newest)")
            print(LineDifference(before, after).lines.joined(separator: "\n"))
            if approved == newest { return }
            if let approved {
                print("\nOn the page, besides the words:")
                let pages = try journal.articles([approved, newest])
                let lines = LineDifference(
                    pages[approved]?.markup ?? "", pages[newest]?.markup ?? "")
                print(lines.changed.joined(separator: "\n"))
            }
            throw ExitCode(1)
        }
    }

    private func audience(_ history: History, _ now: Instant) throws -> Audience {
        guard let configuration = history.configuration(at: now),
            let first = configuration.markets.first
        else { throw PublishingRefusal.emptyJournal }
        let chosen = market.flatMap { MarketID($0) }.flatMap { configuration.market($0) }
        if market != nil, chosen == nil { throw PublishingRefusal.unknownMarket(market ?? "") }
        let market = chosen ?? first
        guard let language else { return Audience(market.id, market.languages[0]) }
        guard let spoken = market.languages.first(where: { $0.description == language }) else {
            throw PublishingRefusal.unknownLanguage(language, market.id)
        }
        return Audience(market.id, spoken)
    }
}

extension Article {
    /// Everything a page shows of it, line by line.
    fileprivate var markup: String {
        var lines = ["title: \(title)", "summary: \(summary)"]
        lines += otherNames.map { "also: \($0)" } + searchedAs.map { "searched as: \($0)" }
        lines += topics.map { "topic: \($0)" }
        lines += ["reviewed: \(reviewed)", "next review: \(nextReview)"]
        lines += ["order: \(order.map(String.init) ?? "")", "medicine: \(discussesMedicine)"]
        if let study { lines.append("study: \(study)") }
        if let standing { lines.append("standing: \(standing)") }
        lines += cells.map { "\($0.row.rawValue): \($0.html)" } + questions + [body, notes]
        return lines.joined(separator: "\n")
    }
}

/// Two texts, line by line: ` ` in both, `-` in the first, `+` in the second.
struct LineDifference {
    let lines: [String]
    /// The same without the lines that are in both.
    let changed: [String]

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
        var (lines, changed) = ([String](), [String]())
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, removed.contains(i) {
                changed.append(Terminal.output.styled("-\(old[i])", .red))
                lines.append(changed[changed.count - 1])
                i += 1
            } else if j < new.count, inserted.contains(j) {
                changed.append(Terminal.output.styled("+\(new[j])", .green))
                lines.append(changed[changed.count - 1])
                j += 1
            } else {
                lines.append(" \(new[j])")
                (i, j) = (i + 1, j + 1)
            }
        }
        (self.lines, self.changed) = (lines, changed)
    }
}
