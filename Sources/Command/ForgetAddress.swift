internal import ArgumentParser
internal import Foundation
internal import Readership

/// For somebody who asks to be forgotten, and has no link any more.
struct ForgetAddress: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Takes back every question that came with an address.",
        discussion: help(
            """
            The address is read from standard input, so that it stands in no list of commands. Of a \
            question that may report a side effect, its words stay.

            Example:
              hoofbeat questions forget
            """))

    @OptionGroup var database: DatabaseOption
    @OptionGroup var keys: KeyOption

    func run() async throws {
        try await reporting {
            let address: MailAddress
            do { address = try MailAddress(readLine() ?? "") } catch {
                throw QuestionRefusal.noMailAddress
            }
            let key = try keys.key(beside: database.database, isMade: false).key
            let store = try database.open(.changing).questions
            let questions = try store.questions(at: Outside.get().now()).filter {
                $0.private?.address.address(of: $0.id.bytes, key)?.text.lowercased()
                    == address.text.lowercased()
            }
            for question in questions { try store.takeBack(question.id) }
            print("taken back  \(questions.count)")
        }
    }
}
