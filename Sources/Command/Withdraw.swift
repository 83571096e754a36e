internal import ArgumentParser
internal import Content
internal import Publishing

struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes items away from readers, at once.",
        discussion: help(
            """
            Readers get a page that gives the reason. It ends every approval of the items; only a \
            later approval, or `reinstate`, brings them back.

            Example:
              hoofbeat withdraw treatments/prrt --reason "a figure was wrong" --by "Ada Example"
            """))

    @Argument(help: "Items.") var items: [ItemID]
    @OptionGroup var act: ActOptions

    func run() async throws {
        try await reporting {
            try act.journal().withdraw(
                items, reason: act.reason, by: act.by, at: Outside.get().now())
            for item in items { print("withdrawn  \(item)") }
        }
    }
}

struct Reinstate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings withdrawn items back where unreviewed articles are shown.",
        discussion: help(
            """
            Example:
              hoofbeat reinstate treatments/prrt --reason "the figure is mended" --by "Ada Example"
            """))

    @Argument(help: "Items.") var items: [ItemID]
    @OptionGroup var act: ActOptions

    func run() async throws {
        try await reporting {
            try act.journal().reinstate(
                items, reason: act.reason, by: act.by, at: Outside.get().now())
            for item in items { print("reinstated  \(item)") }
        }
    }
}
