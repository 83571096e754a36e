internal import ArgumentParser
internal import Content
internal import Foundation
internal import Readership

/// The queue of what readers asked, and what editors do about it.
struct QuestionQueue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions",
        abstract: "Lists what readers asked, and notes what becomes of it.",
        discussion: help(
            """
            Nothing a reader wrote is ever published. `hoofbeat answer` begins an answer for \
            everybody; `reply` keeps one for the reader alone. A question deletes itself 180 days \
            after it was closed, and one that nobody closes a year after it was asked.

            Examples:
              hoofbeat questions
              hoofbeat questions --state open --side-effects
              hoofbeat questions claim 7K2Q-9MTD --by "Ada Example"
              hoofbeat questions merge 7K2Q-9MTD questions/prrt-day --by "Ada Example"
            """),
        subcommands: [
            ListQuestions.self, ClaimQuestion.self, MergeQuestion.self, DeclineQuestion.self,
            MarkSideEffect.self, ReplyToQuestion.self, ForgetAddress.self,
        ],
        defaultSubcommand: ListQuestions.self)
}

struct ListQuestions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists them, the oldest first.",
        discussion: help("Without a word of what is to be done, `hoofbeat questions` lists."))

    @OptionGroup var database: DatabaseOption
    @Option(help: "Only those in this state.") var state: AskedQuestion.State?
    @Option(help: "Only what readers of this market asked.") var market: MarketID?
    @Option(help: ArgumentHelp("Only what was asked from then on.", valueName: "day-or-instant"))
    var since: Since?
    @Flag(help: "Only what may report a side effect.") var sideEffects = false
    @Option(help: "As text for people, or as JSON for programs.") var format = TextOrJSON.text

    func run() async throws {
        try await reporting {
            let outside = Outside.get()
            let now = outside.now()
            let questions = try database.open(.reading).questions.questions(at: now)
                .filter(isWanted)
            switch format {
            case .text: print(questions.map { text($0, at: now) }.joined(separator: "\n\n"))
            case .json: print(try json(questions.map(QuestionRecord.init)))
            }
        }
    }

    private func isWanted(_ question: AskedQuestion) -> Bool {
        (state == nil || question.state == state)
            && (market == nil || question.audience.market == market)
            && (since.map { question.asked >= $0.instant } ?? true)
            && (!sideEffects || question.sideEffect != nil)
    }

    private func text(_ question: AskedQuestion, at now: Instant) -> String {
        (["\(question.headline), \(elapsed(from: question.asked, to: now)) ago"]
            + question.textLines + question.noteLines(at: now)).joined(separator: "\n")
    }
}

/// A day of UTC, or an instant.
struct Since: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        let day = Day(argument).map { $0.start(in: .gmt) }
        guard let instant = day ?? Instant(rfc3339: argument) else { return nil }
        self.instant = instant
    }
}

extension AskedQuestion.State: ExpressibleByArgument {}

extension MarketID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension AskedQuestion {
    /// `7K2Q-9MTD  open  int/en  2026-11-27T09:30:00.000Z`.
    var headline: String { "\(id.code)  \(state.rawValue)  \(audience)  \(asked.rfc3339)" }

    /// What the reader wrote.
    var textLines: [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    }

    /// What was done about it, and what waits.
    fileprivate func noteLines(at now: Instant) -> [String] {
        var lines: [String] = []
        if let sideEffect { lines.append(clock(sideEffect, at: now)) }
        if let claim, closing == nil { lines.append("claimed by \(claim.words)") }
        if let reply {
            lines.append(
                "a private reply by \(reply.deed.words) "
                    + (reply.handed.map { "went out \($0.rfc3339)" } ?? "waits to go out"))
        } else if `private` != nil {
            lines.append("a private answer is wanted")
        }
        if let closing { lines.append(closing.words) }
        return lines.map { "  - \($0)" }
    }

    /// The law of the place says within how many days it is passed on; those count from here.
    func clock(_ sideEffect: Deed, at now: Instant) -> String {
        "a possible side effect: received \(asked.rfc3339), \(elapsed(from: asked, to: now)) ago; "
            + "marked by \(sideEffect.words), \(elapsed(from: sideEffect.at, to: now)) ago"
    }
}

extension AskedQuestion.Deed {
    fileprivate var words: String { "\(by), \(at.rfc3339)" }
}

extension AskedQuestion.Closing {
    fileprivate var words: String {
        switch outcome {
        case .merged(let item): "answered already by \(item); noted by \(deed.words)"
        case .answered(let item): "a draft was begun, \(item), by \(deed.words)"
        case .declined(let reason): "declined by \(deed.words): \(reason)"
        }
    }
}

/// `3 hours`, `2 days`.
func elapsed(from start: Instant, to end: Instant) -> String {
    let minutes = max(0, start.wholeSeconds(until: end)) / 60
    switch minutes {
    case ..<60: return counted(Int(minutes), "minute")
    case ..<(48 * 60): return counted(Int(minutes / 60), "hour")
    default: return counted(Int(minutes / (24 * 60)), "day")
    }
}

/// A question as programs read it. The address is not in it: it is sealed, and this command has no key.
private struct QuestionRecord: Encodable {
    let id: String
    let code: String
    let market: String
    let language: String
    let state: String
    let asked: String
    let text: String
    let wantsPrivateAnswer: Bool
    let claimed: Deed?
    let sideEffect: Deed?
    let closed: Deed?
    let item: String?
    let reason: String?
    let replied: Deed?
    let replyHanded: String?

    struct Deed: Encodable {
        let by: String
        let at: String

        init(_ deed: AskedQuestion.Deed) { (by, at) = (deed.by.text, deed.at.rfc3339) }
    }

    init(_ question: AskedQuestion) {
        id = hexadecimal(question.id.bytes)
        code = question.id.code.description
        market = question.audience.market.name
        language = question.audience.language.tag
        state = question.state.rawValue
        asked = question.asked.rfc3339
        text = question.text
        wantsPrivateAnswer = question.private != nil
        claimed = question.claim.map(Deed.init)
        sideEffect = question.sideEffect.map(Deed.init)
        closed = (question.closing?.deed).map(Deed.init)
        replied = (question.reply?.deed).map(Deed.init)
        replyHanded = question.reply?.handed?.rfc3339
        switch question.closing?.outcome {
        case .merged(let item), .answered(let item): (self.item, reason) = (item.path, nil)
        case .declined(let reason): (item, self.reason) = (nil, reason)
        case nil: (item, reason) = (nil, nil)
        }
    }
}
