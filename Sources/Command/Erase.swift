internal import ArgumentParser
internal import Content
internal import Publishing

struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Removes an article or a source for ever, where the law demands it.",
        discussion: help(
            """
            Its hash stays in the journal, with the reason. `hoofbeat journal --digests` shows the \
            whole digests.

            Example:
              hoofbeat erase 1f2e… --reason "court order 12/2026" --by "Ada Example"
            """))

    @Argument(help: "The whole digest: 64 hexadecimal digits.") var digest: Digest
    @OptionGroup var act: ActOptions

    func run() async throws {
        try await reporting {
            try act.journal().erase(
                digest, reason: act.reason, by: act.by, at: Outside.get().now())
            print("erased  \(digest)")
        }
    }
}
