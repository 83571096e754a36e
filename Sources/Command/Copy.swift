internal import ArgumentParser
internal import Content
internal import Foundation
internal import Publishing
internal import Readership

struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Moves a database to another one: from a file to PostgreSQL, or back.",
        discussion: help(
            """
            Everything is copied: the journal, its articles and sources, and what readers gave. The \
            source may be served meanwhile; what is written to it from then on is not copied, so stop \
            `serve` before a copy that is to take its place. A copy that was interrupted goes on where it \
            ended when the same is typed again. At the end all of it is compared, and the journal is \
            proved.

            A target that holds something else is refused, and nothing in it is changed. That is so, too, \
            when the source lost something since an earlier copy, as what readers gave does in time: with \
            --match the target loses it as well. The operator's \
            key is not in a database: give the same one to whoever serves the copy.

            Examples:
              hoofbeat copy data/nets.sqlite postgres://hoofbeat@db.example/nets
              HOOFBEAT_DATABASE=postgres://… hoofbeat copy data/nets.sqlite
              hoofbeat copy postgres://hoofbeat@db.example/nets data/nets.sqlite
            """))

    @Argument(help: "The database to copy: a file, or postgres://…")
    var from: String
    @Argument(help: "Where to: a file, or postgres://…; without it, what HOOFBEAT_DATABASE says.")
    var to: String?

    @Flag(
        help:
            "Also remove from the target what the source no longer has. Only for a target that nobody served."
    )
    var match = false

    func validate() throws {
        for name in [from, to].compactMap({ $0 }) {
            if DatabaseName.holdsPassword(name) {
                throw ValidationError(DatabaseName.passwordAdvice)
            }
        }
        guard let target else {
            throw ValidationError("Say where to: a file or an address, or HOOFBEAT_DATABASE.")
        }
        guard from != target else {
            throw ValidationError("There is nothing to copy: both are the same database.")
        }
        guard DatabaseName.isKnown(from), DatabaseName.isKnown(target) else {
            throw ValidationError(DatabaseName.kinds)
        }
    }

    private var target: String? { to ?? DatabaseName.given }

    func run() async throws {
        guard let target else { return }
        try await reporting {
            let outside = Outside.get()
            let bar = ProgressBar("Copying")
            let written = try outside.copy(from, target, match) { bar.update($0, of: $1) }
            let copy = try outside.open(target, .reading)
            let proof = try prove(copy)
            try copy.journal.close()
            print(
                written == 0
                    ? "Everything was there already." : "\(counted(written, "row")) written.")
            print("\(proof)\nThe copy is whole.")
        }
    }

    /// The rows agree. What the copy makes of them must, too.
    private func prove(_ copy: OpenDatabase) throws -> String {
        let verification = try Journal(copy.journal).verify()
        guard verification.isWhole else {
            throw RestoreRefusal.notWhole("the copy", verification.troubles)
        }
        let ratings = try copy.readership.marks().values.map(\.total).reduce(0, +)
        return "\(counted(verification.facts, "fact")), \(counted(verification.blobs, "blob")), "
            + "\(counted(ratings, "rating")), last hash "
            + (verification.hash?.description ?? "none")
    }
}
