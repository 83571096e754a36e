internal import ArgumentParser
internal import Content
internal import Foundation
internal import Policy
internal import Publishing
internal import Readership

struct ClaimQuestion: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Says who looks after a question.",
        discussion: help(
            """
            One that somebody else looks after is taken over by naming them, so that no two people \
            answer it.

            Examples:
              hoofbeat questions claim 7K2Q-9MTD --by "Ada Example"
              hoofbeat questions claim 7K2Q-9MTD --from "Ada Example" --by "Bea Example"
            """))

    @OptionGroup var act: QuestionOptions
    @Option(
        help: ArgumentHelp("Who looked after it until now.", valueName: "name"),
        transform: { try PersonName(declared: $0) })
    var from: PersonName?

    func run() async throws {
        try await reporting {
            let work = try act.begin()
            try work.claim(from: from)
            print("claimed  \(work.code)  \(work.deed.by)")
        }
    }
}

struct MergeQuestion: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Closes a question that an item answers already.",
        discussion: help(
            """
            Example:
              hoofbeat questions merge 7K2Q-9MTD questions/prrt-day --by "Ada Example"
            """))

    @OptionGroup var act: QuestionOptions
    @Argument(help: "The item.") var item: ItemID

    func run() async throws {
        try await reporting {
            let work = try act.begin()
            guard try work.isThere(item) else { throw PublishingRefusal.unknownItem(item) }
            try work.close(.merged(into: item))
            print("merged  \(work.code)  \(item)")
        }
    }
}

struct DeclineQuestion: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Closes a question that is not answered.",
        discussion: help(
            """
            Example:
              hoofbeat questions decline 7K2Q-9MTD --reason "only their own team can say" \\
                --by "Ada Example"
            """))

    @OptionGroup var act: QuestionOptions
    @Option(help: ArgumentHelp("Why, in words for other editors.", valueName: "words"))
    var reason: String

    func run() async throws {
        try await reporting {
            guard let reason = readable(reason) else { throw QuestionRefusal.noReason }
            let work = try act.begin()
            try work.close(.declined(reason: reason))
            print("declined  \(work.code)")
        }
    }
}

struct MarkSideEffect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "side-effect",
        abstract: "Marks a question that may report a side effect of a medicine.",
        discussion: help(
            """
            A clock runs from the day on which such a report was received. Within how many days it \
            is passed on, and to whom, your own rules say. The first mark stays.
            """))

    @OptionGroup var act: QuestionOptions

    func run() async throws {
        try await reporting {
            let work = try act.begin()
            // Somebody may have marked it before.
            try work.store.markSideEffect(work.question.id, work.deed)
            let marked = try theQuestion(work.code, in: work.store).sideEffect ?? work.deed
            print(
                "\(work.code)  \(work.question.clock(marked, at: work.deed.at)). "
                    + "Pass it on within the time that your rules set.")
        }
    }
}

struct ReplyToQuestion: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply", abstract: "Keeps a private answer, which goes out by e-mail.",
        discussion: help(
            """
            The file is plain text, of at most 10,000 characters. A reply that has not gone out can \
            be replaced. The question stays open for everybody else's answer.

            Example:
              hoofbeat questions reply 7K2Q-9MTD reply.txt --by "Ada Example"
            """))

    @OptionGroup var act: QuestionOptions
    @Argument(help: "A file with the reply.") var file: String

    static let mostCharacters = 10_000

    func run() async throws {
        try await reporting {
            let text = try self.text()
            let work = try act.begin()
            try work.requireNobodyElse()
            guard work.question.private != nil else { throw QuestionRefusal.noAddress(work.code) }
            guard try work.store.reply(to: work.question.id, text, work.deed) else {
                throw QuestionRefusal.replied(work.code)
            }
            print("reply kept  \(work.code)")
        }
    }

    private func text() throws -> String {
        guard let data = FileManager.default.contents(atPath: file),
            let text = String(validating: data, as: UTF8.self)
        else { throw QuestionRefusal.unreadableReply(file) }
        let trimmed = text.replacing("\r\n", with: "\n").trimmingCharacters(
            in: .whitespacesAndNewlines)
        let isPlain = trimmed.unicodeScalars.allSatisfy {
            $0 == "\n" || $0 == "\t" || !$0.isUnprintable
        }
        guard !trimmed.isEmpty, trimmed.count <= Self.mostCharacters, isPlain else {
            throw QuestionRefusal.unreadableReply(file)
        }
        return trimmed
    }
}

/// Which question, and who acts on it.
struct QuestionOptions: ParsableArguments {
    @OptionGroup private var database: DatabaseOption
    @Argument(help: ArgumentHelp("The question, such as 7K2Q-9MTD.", valueName: "id"))
    var code: QuestionCode
    @OptionGroup private var actor: ByOption

    func begin() throws -> QuestionWork {
        let stores = try database.open(.changing)
        return QuestionWork(
            stores: stores, question: try theQuestion(code, in: stores.questions),
            deed: AskedQuestion.Deed(by: actor.by, at: Outside.get().now()))
    }
}

private func theQuestion(
    _ code: QuestionCode, in store: any QuestionStore
) throws -> AskedQuestion {
    let found = try store.questions(code)
    guard let question = found.first else { throw QuestionRefusal.unknown(code) }
    guard found.count == 1 else { throw QuestionRefusal.ambiguous(code) }
    return question
}

/// A question, and what somebody is about to do about it.
struct QuestionWork {
    private let stores: OpenDatabase
    let question: AskedQuestion
    let deed: AskedQuestion.Deed

    init(stores: OpenDatabase, question: AskedQuestion, deed: AskedQuestion.Deed) {
        (self.stores, self.question, self.deed) = (stores, question, deed)
    }

    var code: QuestionCode { question.id.code }

    var store: any QuestionStore { stores.questions }

    /// Whether the journal has an item.
    /// Written, and neither withdrawn nor moved since: somebody who asks can be led there.
    func isThere(_ item: ItemID) throws -> Bool {
        try Journal(stores.journal).state().history.livingItems().contains(item)
    }

    func knows(_ item: ItemID) throws -> Bool {
        try !Journal(stores.journal).state().history.facts(about: item).isEmpty
    }

    /// Refused where somebody else looks after it: readers are not to get two answers.
    func requireNobodyElse() throws {
        guard let claim = question.claim, !claim.by.isSamePerson(as: deed.by) else { return }
        throw QuestionRefusal.claimed(code, claim)
    }

    /// Whoever acts looks after it from now on, unless somebody else does who does not hand it over.
    func claim(from named: PersonName? = nil) throws {
        let holder = question.claim?.by
        let isTheirs = [deed.by, named].contains { name in
            if let name, let holder { name.isSamePerson(as: holder) } else { false }
        }
        guard try store.claim(question.id, deed, from: isTheirs ? holder : nil) else {
            let there = try theQuestion(code, in: store)
            guard there.closing == nil, let claim = there.claim else {
                throw QuestionRefusal.closed(code)
            }
            throw QuestionRefusal.claimed(code, claim)
        }
    }

    func close(_ outcome: AskedQuestion.Outcome) throws {
        guard try store.close(question.id, AskedQuestion.Closing(outcome, deed)) else {
            throw QuestionRefusal.closed(code)
        }
    }
}

extension QuestionCode: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// Words in one line, of at most 300 characters; nil for none, and for what cannot be printed.
private func readable(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let isPlain = !words.unicodeScalars.contains(where: \.isUnprintable)
    return (1...300).contains(words.count) && isPlain ? words : nil
}

/// Why nothing is done about a question.
enum QuestionRefusal: Error {
    case unknown(QuestionCode)
    case ambiguous(QuestionCode)
    case closed(QuestionCode)
    case claimed(QuestionCode, AskedQuestion.Deed)
    case noReason
    case noMailAddress
    case noAddress(QuestionCode)
    case replied(QuestionCode)
    case unreadableReply(String)
    case notASlug(String)
    case draftIsThere(String)
    case knownItem(ItemID)
    case unwritable(String, why: String)

    var sentence: String {
        switch self {
        case .noMailAddress: "there is no e-mail address on standard input"
        case .unknown(let code):
            "there is no question \(code); it may have been kept for long enough and deleted"
        case .ambiguous(let code):
            "two questions are called \(code), which is a wonder; nothing was done"
        case .closed(let code): "\(code) is closed already; `hoofbeat questions` shows how"
        case .claimed(let code, let claim):
            "\(code) is looked after by \(claim.by), since \(claim.at.rfc3339); "
                + "`hoofbeat questions claim \(code) --from \"\(claim.by)\"` takes it over"
        case .noReason: "say why, in at most 300 characters that can be printed"
        case .noAddress(let code): "\(code) has no address to which a reply could go"
        case .replied(let code): "a reply to \(code) has gone out already"
        case .unreadableReply(let path):
            "\(path) is no plain text of 1 to \(ReplyToQuestion.mostCharacters) characters"
        case .notASlug(let text):
            "\(text) is no name for an item: lower-case letters, digits and single hyphens, and none of "
                + "the program's own"
        case .draftIsThere(let path): "\(path) is there already, and is left alone"
        case .knownItem(let item):
            "the journal has \(item) already; choose another name, or `merge` the question into it"
        case .unwritable(let path, let why): "\(path) cannot be written: \(why)"
        }
    }
}
