internal import Appraisal
internal import ArgumentParser
internal import Content
internal import Manuscript
internal import Publishing

struct Revise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes what changed in an edition to the journal.",
        discussion: help(
            """
            All of it is written, or nothing: one error in the text stops it whole, and so does a \
            file that has gone without a word. A second run writes nothing.

            Examples:
              hoofbeat revise Editions/nets --by "Ada Example"
              hoofbeat revise --by "Ada Example" --withdraw-missing --reason "merged into PRRT"
            """))

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
            print(try revise(folder.edition, try journal.journal(.writing), order).summary)
        }
    }
}

struct Reprint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints every article again, as the program prints them now.",
        discussion: help(
            """
            An upgrade changes frames only: the articles stay as they were printed. This makes new \
            revisions of those that would be printed otherwise now; approvals stay with the old \
            articles until somebody approves the new ones.

            Example:
              hoofbeat reprint Editions/nets --by "Ada Example"
            """))

    @OptionGroup var folder: EditionArgument
    @OptionGroup var journal: DatabaseOption
    @OptionGroup var author: ByOption

    func run() async throws {
        try await reporting {
            let order = RevisionOrder(by: author.by, reprints: true)
            print(try revise(folder.edition, try journal.journal(.writing), order).summary)
        }
    }
}

/// Reads an edition and writes what changed.
///
/// - Parameter journal: opened, and where need be made, once the edition has been read.
func revise(
    _ path: String, _ journal: @autoclosure () throws -> Journal, _ order: RevisionOrder
) throws -> RevisionReport {
    var order = order
    order.dictionaries = HyphenationOption.usual()
    let reading = read(try EditionFolder(path: path).read(), today: nil)
    let findings = reading.findings
    let bar = ProgressBar("Printing")
    return try journal().revise(
        (consume reading).edition, findings: findings, order, at: Outside.get().now(),
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
