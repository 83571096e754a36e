internal import ArgumentParser
internal import Foundation
internal import Publishing
internal import Readership

struct Bounced: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ends the follow of an address that nobody has any more.",
        discussion: help(
            """
            Reads a message that a mail server sent back (RFC 3464), from a file or from standard \
            input. It finds out by the letter's own name whose follow it was, and ends it. Nothing \
            happens for a report of a delay, for one that says something of the letter or its sender rather than of \
            the address, or for a letter that is not ours.

            Examples:
              hoofbeat bounced report.eml
              hoofbeat bounced < report.eml
            """))

    @Argument(help: ArgumentHelp("The message; without it, standard input.", valueName: "file"))
    var message: String?
    @OptionGroup var database: DatabaseOption
    @OptionGroup var key: KeyOption

    func run() async throws {
        try await reporting {
            guard let bounce = Bounce(try text()) else { throw BouncedRefusal.noReport }
            let outside = Outside.get()
            let stores = try database.open(.changing)
            let follows = Follows(
                stores.followers, try key.key(beside: database.database, isMade: false).key)
            let ours = try bounce.names.compactMap { name in
                try follows.bounced(name, at: outside.now())
            }
            try stores.journal.close()
            guard !ours.isEmpty else { throw BouncedRefusal.notOurs }
            note(
                ours.contains(true)
                    ? "The follow has ended." : "Nobody follows by that letter any more.")
        }
    }

    private func text() throws -> String {
        guard let message else {
            return String(
                decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        }
        guard let data = FileManager.default.contents(atPath: message) else {
            throw BouncedRefusal.unreadable(message)
        }
        return String(decoding: data, as: UTF8.self)
    }
}

enum BouncedRefusal: Error {
    case unreadable(String)
    case noReport
    case notOurs

    var sentence: String {
        switch self {
        case .unreadable(let path): "the message cannot be read: \(path)"
        case .noReport: "this is no report that a letter failed for good; nothing was changed"
        case .notOurs: "this report is of no letter of ours; nothing was changed"
        }
    }
}
