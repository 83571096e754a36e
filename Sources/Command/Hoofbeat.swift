package import ArgumentParser

/// The command line.
package struct Hoofbeat: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hoofbeat",
        abstract: "Publishes patient information from an approved journal.",
        discussion: """
            An edition is a folder of text files. `revise` writes what changed in it to a journal, \
            `approve` clears it, and `serve` shows what is cleared at the instant of each request.

            Exit codes: 0, done; 1, refused or failed, with the reason on standard error; 64, the \
            words of the command were not understood.
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "For writers",
                subcommands: [Check.self, Preview.self, Score.self, Directories.self]),
            CommandGroup(
                name: "For editors",
                subcommands: [
                    Revise.self, Reprint.self, Approve.self, Withdraw.self, Reinstate.self,
                    Move.self, Erase.self, Status.self, Diff.self, ShowDrift.self, Changes.self,
                    Remarks.self, Searches.self, QuestionQueue.self, AnswerQuestion.self,
                ]),
            CommandGroup(
                name: "For operators and auditors",
                subcommands: [
                    Serve.self, ShowJournal.self, Verify.self, AsOf.self, Backup.self, Restore.self,
                    Bounced.self, Copy.self, IndexCollection.self,
                    QueryCollection.self, Measure.self,
                ]),
        ])

    package init() {}
}
