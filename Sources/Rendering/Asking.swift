/// The page on which a reader asks a question.
package struct AskSheet: Hashable, Sendable {
    package var state: State
    /// Whether an address for a private answer can be left.
    package var takesAddresses: Bool
    /// What stands in the fields.
    package var question: String
    package var email: String
    package var consented: Bool
    /// What tells this form from all others.
    package var form: String
    /// What is wrong with the fields, in their order.
    package var errors: [Error]

    package init(
        _ state: State, takesAddresses: Bool, question: String = "", email: String = "",
        consented: Bool = false, form: String = "", errors: [Error] = []
    ) {
        self.state = state
        self.takesAddresses = takesAddresses
        self.question = question
        self.email = email
        self.consented = consented
        self.form = form
        self.errors = errors
    }

    package struct Error: Hashable, Sendable {
        package var field: String
        package var words: String

        package init(field: String, words: String) { (self.field, self.words) = (field, words) }

        /// What is to be mended.
        package var anchor: String { "ask-\(field)" }
    }

    package enum State: Hashable, Sendable {
        case open
        /// Answers that are there already may fit; the question can be sent all the same.
        case fitting(Answers)
        /// What was sent is not kept, for a reason that is not the reader's; a whole sentence.
        case refused(String)
        /// It is kept; and with what it can be taken back, where that is known.
        case asked(takeBack: String?)
        /// Nothing of it is kept any more.
        case takenBack
    }

    /// Those of an edition that may fit a question, the best first.
    package struct Answers: Hashable, Sendable {
        package var links: [Frame.Link]
        /// Whether nobody has checked one of them yet.
        package var isUnreviewed: Bool

        package init(_ links: [Frame.Link], isUnreviewed: Bool) {
            (self.links, self.isUnreviewed) = (links, isUnreviewed)
        }
    }

    package var titleKey: String {
        switch state {
        case .open, .refused: "askTitle"
        case .fitting: "askFittingTitle"
        case .asked: "askedTitle"
        case .takenBack: "takenBackTitle"
        }
    }
}

extension Documents {
    package func asking(_ sheet: AskSheet, in frame: Frame) -> String {
        let root = frame.shared.root
        var main: Context = [
            "title": phrases[sheet.titleKey], "action": "\(root)questions/ask",
            "privacy": "\(root)privacy", "questionsHref": "\(root)questions",
            "question": sheet.question, "email": sheet.email, "consented": sheet.consented,
            "form": sheet.form,
        ]
        main["hasAddress"] = sheet.takesAddresses && (!sheet.email.isEmpty || sheet.consented)
        main["takesAddresses"] = sheet.takesAddresses
        main["errors"] = sheet.errors.map { error -> Context in
            ["field": error.anchor, "words": error.words]
        }
        for field in ["question", "email", "consent"] {
            main["\(field)Error"] = sheet.errors.first { $0.field == field }?.words
        }
        switch sheet.state {
        case .open: main["isOpen"] = true
        case .refused(let why): (main["isOpen"], main["refused"]) = (true, why)
        case .fitting(let answers):
            main["isFitting"] = true
            main["answers"] = answers.links.map(\.context)
        case .asked(let token):
            main["isAsked"] = true
            (main["takeBack"], main["takeBackAction"]) = (token, "\(root)questions/asked")
        case .takenBack: (main["isAsked"], main["isTakenBack"]) = (true, true)
        }
        main["urgent"] = frame.shared.urgent
        return frame.document("asking", main, self)
    }
}
