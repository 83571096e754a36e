internal import ArgumentParser
internal import Content
internal import Manuscript
internal import Publishing

struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sends readers of one address to another for good.",
        discussion: help(
            """
            It counts as soon as something has been written at the new address, so move first and \
            revise afterwards: nothing goes dark in between.

            Example:
              hoofbeat move treatments/prrt treatments/radioligand --reason "a better name" \\
                --by "Ada Example"
            """))

    @Argument(help: "The old item.") var from: ItemID
    @Argument(help: "The new item.") var to: ItemID
    @OptionGroup var act: ActOptions

    func validate() throws {
        if let name = programsName(above: to) {
            throw ValidationError("The program itself answers at \(name): no page can lie there.")
        }
    }

    func run() async throws {
        try await reporting {
            try act.journal().move(
                from, to: to, reason: act.reason, by: act.by, at: Outside.get().now())
            print("moved  \(from)  to  \(to)")
        }
    }
}
