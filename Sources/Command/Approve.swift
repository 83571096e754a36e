internal import ArgumentParser
internal import Content
internal import Publishing

struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Clears the newest articles for a while.",
        discussion: help(
            """
            Name the items, each with the digest you looked at if you want to be sure that it is \
            still the newest: treatments/prrt@1f2e3d4c5b6a. Nobody approves their own words. The \
            first day or instant not in force is --expires, at most 24 months after --prepared.

            Examples:
              hoofbeat approve --all --code NET-INT-0001 --prepared 2026-11-24 \\
                --expires 2028-11-24 --market int --by "Bea Example"
              hoofbeat approve treatments/prrt@1f2e3d4c5b6a --code NET-INT-0002 \\
                --prepared 2026-12-01 --expires 2027-12-01T12:00:00Z --market int \\
                --by "Bea Example"
            """))

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
        if all, !items.isEmpty { throw ValidationError("Name items, or say --all: not both.") }
        if !all, items.isEmpty, !configuration {
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
            let approval = try journal.journal(.changing).approve(order, at: Outside.get().now())
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
