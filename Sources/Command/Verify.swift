internal import ArgumentParser
internal import Content
internal import Publishing

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Proves the journal: that nothing was changed, lost or slipped in.",
        discussion: help(
            """
            Prints the hash of the last fact. Keep it elsewhere: a journal that still ends in it, \
            or goes on from it, is the journal you had.

            Examples:
              hoofbeat verify
              hoofbeat verify --hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            """, refused: "the journal is not whole"))

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
