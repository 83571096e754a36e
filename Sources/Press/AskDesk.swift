internal import Content
internal import Synchronization
package import Rendering

/// Where one audience asks questions: its words, the answers that are there already, and its page for
/// whatever a reader sent.
package struct AskDesk: Sendable {
    /// Whether somebody answers for addresses; else none is taken.
    package let takesAddresses: Bool
    package let phrases: Phrases
    private let answers: Answers
    private let print: @Sendable (AskSheet) -> Page

    init(_ framing: Framing, _ answers: Answers, print: @escaping @Sendable (AskSheet) -> Page) {
        takesAddresses = framing.rack.configuration.controller != nil
        phrases = framing.phrases
        self.answers = answers
        self.print = print
    }

    /// Answers that may fit a question in somebody's own words, the best first, among those that are
    /// shown now.
    package func fitting(_ question: String) -> AskSheet.Answers { answers.fitting(question) }

    /// What is said of answers that nobody has checked; empty where there are none.
    package func notice(_ answers: AskSheet.Answers) -> String {
        answers.isUnreviewed ? phrases["unreviewed"] : ""
    }

    package func page(_ sheet: AskSheet) -> Page { print(sheet) }

    /// The answers that one audience is shown. They are read through when somebody first asks.
    final class Answers: Sendable {
        private let rack: Rack
        private let found = AtomicLazyReference<Index>()

        private final class Index: Sendable {
            let answers: FittingAnswers

            init(_ answers: FittingAnswers) { self.answers = answers }
        }

        init(_ rack: Rack) { self.rack = rack }

        func fitting(_ question: String) -> AskSheet.Answers {
            let answers =
                found.load()
                ?? found.storeIfNil(
                    Index(FittingAnswers(rack.children(of: List.questions.item).map(\.article))))
            let items = answers.answers.fitting(question, in: rack.audience.language)
            return AskSheet.Answers(
                items.compactMap { rack.link($0) },
                isUnreviewed: items.contains { rack.shown[$0]?.isUnreviewed == true })
        }
    }
}

extension Framing {
    /// Where a question is asked; nil where nothing is taken from readers.
    var askHref: String? { marks == nil ? nil : "\(rack.href(of: List.questions.item))/ask" }

    func asking(_ sheet: AskSheet) -> Recipe {
        guard let place = ItemID("questions/ask") else {
            preconditionFailure("this is a name of an item")
        }
        var frame = frame(for: place, title: phrases["askTitle"], summary: "")
        frame.canonical = nil
        frame.isUnlisted = true
        frame.alternates = []
        frame.hasForm = true
        frame.discussesMedicine = true
        if case .fitting(let answers) = sheet.state { frame.isUnreviewed = answers.isUnreviewed }
        frame.title = phrases[sheet.titleKey]
        if !sheet.errors.isEmpty { frame.title = phrases("errorTitle", frame.title) }
        return Recipe(frame: frame, matter: .asking(sheet))
    }
}
