internal import Content
internal import Synchronization
package import Rendering

/// Where one audience asks questions: its words, the answers that are there already, and its page for
/// whatever a reader sent.
package struct AskDesk: Sendable {
    /// Whether somebody answers for addresses; else none is taken.
    package let takesAddresses: Bool
    package let phrases: Phrases
    private let rack: Rack
    private let answers: Answers
    private let print: @Sendable (AskSheet) -> Page

    init(_ framing: Framing, _ answers: Answers, print: @escaping @Sendable (AskSheet) -> Page) {
        rack = framing.rack
        takesAddresses = rack.configuration.controller != nil
        phrases = framing.phrases
        self.answers = answers
        self.print = print
    }

    /// Answers that may fit a question in somebody's own words, the best first, among those that are
    /// shown now.
    package func fitting(_ question: String) -> AskSheet.Answers {
        let items = answers.fitting(question, in: rack.audience.language)
        return AskSheet.Answers(
            items.compactMap { rack.link($0) },
            isUnreviewed: items.contains { rack.shown[$0]?.isUnreviewed == true })
    }

    /// What is said of answers that nobody has checked; empty where there are none.
    package func notice(_ answers: AskSheet.Answers) -> String {
        answers.isUnreviewed ? phrases["unreviewed"] : ""
    }

    package func page(_ sheet: AskSheet) -> Page { print(sheet) }

    /// The answers that one audience is shown. They are read through when somebody first asks, and not
    /// again before one of them is another.
    final class Answers: Sendable {
        private let shown: [Rack.Shown]
        private let index = AtomicLazyReference<Index>()

        private final class Index: Sendable {
            let answers: FittingAnswers

            init(_ answers: FittingAnswers) { self.answers = answers }
        }

        private init(_ shown: [Rack.Shown]) { self.shown = shown }

        /// Those of an earlier site, where they are the same.
        static func shown(on rack: Rack, reusing earlier: Answers?) -> Answers {
            let shown = rack.children(of: List.questions.item)
            if let earlier, earlier.shown.elementsEqual(shown, by: ===) { return earlier }
            return Answers(shown)
        }

        func fitting(_ question: String, in language: Language) -> [ItemID] {
            let index =
                index.load() ?? self.index.storeIfNil(Index(FittingAnswers(shown.map(\.article))))
            return index.answers.fitting(question, in: language)
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
        frame.discussesMedicine = true
        if case .fitting(let answers) = sheet.state { frame.isUnreviewed = answers.isUnreviewed }
        frame.title = phrases[sheet.titleKey]
        if !sheet.errors.isEmpty { frame.title = phrases("errorTitle", frame.title) }
        return Recipe(frame: frame, matter: .asking(sheet))
    }
}
