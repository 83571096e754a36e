internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript
internal import Publishing

struct Revise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes what changed in an edition to the journal.",
        discussion: """
            All of it is written, or nothing: one error in the text stops it whole, and so does a \
            file that has gone without a word. A second run writes nothing.

            Examples:
              hoofbeat revise Editions/nets --by "Ada Example"
              hoofbeat revise --by "Ada Example" --withdraw-missing --reason "merged into PRRT"
            """)

    @OptionGroup var folder: EditionArgument
    @OptionGroup var journal: DatabaseOption
    @OptionGroup var author: ByOption

    @Flag(help: "Withdraw the items whose files are gone; needs --reason.")
    var withdrawMissing = false

    @Option(help: ArgumentHelp("Why items are withdrawn.", valueName: "words"))
    var reason: String?

    func validate() throws {
        if withdrawMissing, reason?.isEmpty ?? true {
            throw ValidationError("--withdraw-missing needs --reason.")
        }
    }

    func run() async throws {
        try await reporting {
            let order = RevisionOrder(
                by: author.by, withdrawMissing: withdrawMissing ? reason : nil)
            print(try revise(folder.edition, journal.journal(.writing), order).summary)
        }
    }
}

struct Reprint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints every article again, as the program prints them now.",
        discussion: """
            An upgrade changes frames only: the articles stay as they were printed. This makes new \
            revisions of those that would be printed otherwise now; approvals stay with the old \
            articles until somebody approves the new ones.

            Example:
              hoofbeat reprint Editions/nets --by "Ada Example"
            """)

    @OptionGroup var folder: EditionArgument
    @OptionGroup var journal: DatabaseOption
    @OptionGroup var author: ByOption

    func run() async throws {
        try await reporting {
            let order = RevisionOrder(by: author.by, reprints: true)
            print(try revise(folder.edition, journal.journal(.writing), order).summary)
        }
    }
}

/// Reads an edition and writes what changed.
func revise(_ path: String, _ journal: Journal, _ order: RevisionOrder) throws -> RevisionReport {
    let now = try Outside.get().now()
    let reading = read(try EditionFolder(path: path).read(), today: nil)
    let findings = reading.findings
    let bar = ProgressBar("Printing")
    return try journal.revise(
        (consume reading).edition, findings: findings, order, at: now,
        progress: { bar.update($0, of: $1) })
}

extension RevisionReport {
    var summary: String {
        var lines = written.map { "revised    \($0)" } + withdrawn.map { "withdrawn  \($0)" }
        if configured {
            lines.append(
                configurationWaits
                    ? "configured; it shows more than before, so somebody else has to approve it: "
                        + "hoofbeat approve --configuration"
                    : "configured")
        }
        lines.append("\(counted(written.count, "item")) written, \(unchanged) unchanged")
        return lines.joined(separator: "\n")
    }
}

struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Clears the newest articles for a while.",
        discussion: """
            Name the items, each with the digest you looked at if you want to be sure that it is \
            still the newest: treatments/prrt@1f2e3d4c5b6a. Nobody approves their own words. The \
            first day or instant not in force is --expires, at most 24 months after --prepared.

            Examples:
              hoofbeat approve --all --code NET-INT-0001 --prepared 2026-11-24 \\
                --expires 2028-11-24 --market int --by "Bea Example"
              hoofbeat approve treatments/prrt@1f2e3d4c5b6a --code NET-INT-0002 \\
                --prepared 2026-12-01 --expires 2027-12-01T12:00:00Z --market int \\
                --by "Bea Example"
            """)

    @Argument(help: ArgumentHelp("Items, or items at a digest.", valueName: "item[@digest]"))
    var items: [NamedItem] = []

    @Flag(help: "Every item that is neither withdrawn nor moved.")
    var all = false

    @Flag(help: "The configuration that waits.")
    var configuration = false

    @OptionGroup var journal: DatabaseOption

    @Option(help: "The approval code, as it is printed on the page.")
    var code: String

    @Option(help: ArgumentHelp("The date of preparation.", valueName: "day"))
    var prepared: Day

    @Option(
        help: ArgumentHelp("The first day or instant not in force.", valueName: "day-or-instant"))
    var expires: DayOrInstant

    @Option(
        name: .customLong("market"),
        help: ArgumentHelp("A market; repeat for more.", valueName: "name"))
    var markets: [String] = []

    @Option(help: ArgumentHelp("From when it counts, if not at once.", valueName: "instant"))
    var from: Instant?

    @OptionGroup var approver: ByOption

    func validate() throws {
        if all == !items.isEmpty, !(configuration && items.isEmpty && !all) {
            throw ValidationError("Name items, or say --all.")
        }
        if markets.isEmpty, !configuration { throw ValidationError("Name a --market.") }
    }

    func run() async throws {
        try await reporting {
            let order = ApprovalOrder(
                items: all ? nil : items.map { ($0.item, $0.digest) },
                configuration: configuration, code: code, prepared: prepared,
                expires: expires.expiry, markets: markets, by: approver.by, from: from)
            let approval = try journal.journal(.writing).approve(order, at: Outside.get().now())
            for subject in approval.subjects {
                switch subject {
                case .article(let item, let audience, let digest):
                    print("approved  \(item)  \(audience)  \(digest.short)")
                case .configuration(let digest):
                    print("approved  the configuration \(digest.short)")
                }
            }
            print("\(approval.code): \(approval.extent) approved")
        }
    }
}

extension Approval {
    /// `3 articles`, `the configuration`, or both.
    var extent: String {
        let articles = subjects.filter { if case .article = $0 { true } else { false } }.count
        let parts =
            (articles > 0 ? [counted(articles, "article")] : [])
            + (articles < subjects.count ? ["the configuration"] : [])
        return parts.joined(separator: " and ")
    }
}

/// `treatments/prrt`, or `treatments/prrt@1f2e3d4c5b6a`.
struct NamedItem: ExpressibleByArgument {
    let item: ItemID
    let digest: String?

    init?(argument: String) {
        let halves = argument.split(separator: "@", omittingEmptySubsequences: false)
        guard let item = ItemID(String(halves[0])), halves.count <= 2 else { return nil }
        self.item = item
        digest = halves.count == 2 ? String(halves[1]).lowercased() : nil
        if let digest, digest.count < 8 || !digest.allSatisfy(\.isHexDigit) { return nil }
    }
}

struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes items away from readers, at once.",
        discussion: """
            Readers get a page that gives the reason. It ends every approval of the items; only a \
            later approval, or `reinstate`, brings them back.

            Example:
              hoofbeat withdraw treatments/prrt --reason "a figure was wrong" --by "Ada Example"
            """)

    @Argument(help: "Items.") var items: [ItemID]
    @OptionGroup var journal: DatabaseOption
    @OptionGroup var reason: ReasonOption
    @OptionGroup var by: ByOption

    func run() async throws {
        try await reporting {
            try journal.journal(.writing).withdraw(
                items, reason: reason.reason, by: by.by, at: Outside.get().now())
            for item in items { print("withdrawn  \(item)") }
        }
    }
}

struct Reinstate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings withdrawn items back where unreviewed articles are shown.",
        discussion: """
            Example:
              hoofbeat reinstate treatments/prrt --reason "the figure is mended" --by "Ada Example"
            """)

    @Argument(help: "Items.") var items: [ItemID]
    @OptionGroup var journal: DatabaseOption
    @OptionGroup var reason: ReasonOption
    @OptionGroup var by: ByOption

    func run() async throws {
        try await reporting {
            try journal.journal(.writing).reinstate(
                items, reason: reason.reason, by: by.by, at: Outside.get().now())
            for item in items { print("reinstated  \(item)") }
        }
    }
}

struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sends readers of one address to another for good.",
        discussion: """
            It counts as soon as something has been written at the new address, so move first and \
            revise afterwards: nothing goes dark in between.

            Example:
              hoofbeat move treatments/prrt treatments/radioligand --reason "a better name" \\
                --by "Ada Example"
            """)

    @Argument(help: "The old item.") var from: ItemID
    @Argument(help: "The new item.") var to: ItemID
    @OptionGroup var journal: DatabaseOption
    @OptionGroup var reason: ReasonOption
    @OptionGroup var by: ByOption

    func run() async throws {
        try await reporting {
            try journal.journal(.writing).move(
                from, to: to, reason: reason.reason, by: by.by, at: Outside.get().now())
            print("moved  \(from)  to  \(to)")
        }
    }
}

struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Removes an article or a source for ever, where the law demands it.",
        discussion: """
            Its hash stays in the journal, with the reason. `hoofbeat status` and `hoofbeat \
            journal` show the digests.

            Example:
              hoofbeat erase 1f2e… --reason "court order 12/2026" --by "Ada Example"
            """)

    @Argument(help: "The whole digest: 64 hexadecimal digits.") var digest: Digest
    @OptionGroup var journal: DatabaseOption
    @OptionGroup var reason: ReasonOption
    @OptionGroup var by: ByOption

    func run() async throws {
        try await reporting {
            try journal.journal(.writing).erase(
                digest, reason: reason.reason, by: by.by, at: Outside.get().now())
            print("erased  \(digest)")
        }
    }
}
