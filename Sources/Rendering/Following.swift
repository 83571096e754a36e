package import Content

/// A page on which somebody follows topics by e-mail, or looks after what they follow.
package struct FollowSheet: Hashable, Sendable {
    package var state: State
    /// The edition's, in its order; those that are ticked.
    package var topics: [Topic]
    package var frequency: String
    package var email: String
    package var consented: Bool
    /// What is wrong with the fields, in their order.
    package var errors: [Error]
    /// The last part of the address that a form is sent to, with what names the reader; empty for this
    /// page's own.
    package var link: String

    package init(
        _ state: State, topics: [Topic] = [], frequency: String = "", email: String = "",
        consented: Bool = false, errors: [Error] = [], link: String = ""
    ) {
        self.state = state
        self.topics = topics
        self.frequency = frequency
        self.email = email
        self.consented = consented
        self.errors = errors
        self.link = link
    }

    package struct Topic: Hashable, Sendable {
        package var id: TopicID
        package var name: String
        package var isChosen: Bool

        package init(id: TopicID, name: String, isChosen: Bool) {
            (self.id, self.name, self.isChosen) = (id, name, isChosen)
        }
    }

    package struct Error: Hashable, Sendable {
        package var field: String
        package var words: String

        package init(field: String, words: String) { (self.field, self.words) = (field, words) }
    }

    package enum State: Hashable, Sendable {
        /// Nobody answers for addresses yet, so none is taken.
        case off
        /// The form; with a reason that is not the reader's, what was sent is not kept.
        case open(refused: String?)
        /// A letter is due, if the address can have one.
        case asked
        /// Reached from the letter: one more press confirms.
        case confirming
        /// What is followed, to be changed.
        case following(isSaved: Bool, isNew: Bool)
        /// Reached from a letter: one press ends it.
        case stopping
        case stopped
        /// Nothing is kept any more.
        case erased
        /// A link that is not ours, was used, or is too old.
        case unknownLink
        case away(String)
    }
}

extension FollowSheet {
    package func title(_ phrases: Phrases) -> String {
        switch state {
        case .off, .open, .away: phrases["followTitle"]
        case .asked: phrases["followAskedTitle"]
        case .confirming: phrases["followConfirmTitle"]
        case .following: phrases["followMineTitle"]
        case .stopping: phrases["followStopTitle"]
        case .stopped: phrases["followStoppedTitle"]
        case .erased: phrases["followErasedTitle"]
        case .unknownLink: phrases["followUnknownTitle"]
        }
    }
}

extension Documents {
    package func following(_ sheet: FollowSheet, in frame: Frame) -> String {
        var main = fields(sheet, in: frame)
        let root = frame.shared.root
        main["topicsHref"] = "\(root)topics"
        main["followHref"] = "\(root)follow"
        main["privacy"] = "\(root)privacy"
        main["errors"] = sheet.errors.map { error -> Context in
            ["field": anchor(error.field, sheet), "words": error.words]
        }
        main["title"] = sheet.title(phrases)
        main["words"] = words(of: sheet.state)
        for (name, value) in sections(sheet, root) { main[name] = value }
        return frame.document("follow", main, self)
    }

    private func fields(_ sheet: FollowSheet, in frame: Frame) -> Context {
        let error = { (field: String) in sheet.errors.first { $0.field == field }?.words }
        return [
            "topics": sheet.topics.map { topic -> Context in
                ["id": topic.id.name, "name": topic.name, "checked": topic.isChosen]
            },
            "frequencies": ["now", "weekly", "monthly"].map { frequency -> Context in
                [
                    "value": frequency, "words": phrases["frequency-\(frequency)"],
                    "checked": sheet.frequency == frequency,
                ]
            },
            "email": sheet.email, "consented": sheet.consented,
            "topicsError": error("topics"), "frequencyError": error("frequency"),
            "emailError": error("email"), "consentError": error("consent"),
        ]
    }

    /// The first thing to press in a field.
    private func anchor(_ field: String, _ sheet: FollowSheet) -> String {
        switch field {
        case "topics": "topic-\(sheet.topics.first?.id.name ?? "")"
        case "frequency": "frequency-now"
        default: "follow-\(field)"
        }
    }

    private func words(of state: FollowSheet.State) -> String {
        switch state {
        case .off: phrases["followOff"]
        case .open: phrases["followLead"]
        case .asked: phrases["followAsked"]
        case .confirming: phrases["followConfirm"]
        case .following: phrases["followMine"]
        case .stopping: phrases["followStop"]
        case .stopped: phrases["followStopped"]
        case .erased: phrases["followErased"]
        case .unknownLink: phrases["followUnknown"]
        case .away(let words): words
        }
    }

    /// Which parts of the template are shown, by name.
    private func sections(
        _ sheet: FollowSheet, _ root: String
    ) -> [(String, (any Sendable)?)] {
        switch sheet.state {
        case .open(let refused): [("isOpen", true), ("refused", refused)]
        case .confirming: [("isConfirming", true), ("chosen", chosen(sheet))]
        case .following(let isSaved, let isNew):
            [
                ("isFollowing", true), ("stopAction", "\(root)follow/stop\(sheet.link)"),
                ("eraseAction", "\(root)follow/erase\(sheet.link)"),
                (
                    "said",
                    isNew ? phrases["followConfirmed"] : isSaved ? phrases["followSaved"] : nil
                ),
            ]
        case .stopping: [("isStopping", true), ("mine", "\(root)follow/mine\(sheet.link)")]
        case .stopped: [("again", true), ("eraseAction", "\(root)follow/erase\(sheet.link)")]
        case .unknownLink, .erased: [("again", true)]
        case .off, .asked, .away: []
        }
    }

    /// What a request would follow, in one sentence.
    private func chosen(_ sheet: FollowSheet) -> String {
        let names = sheet.topics.filter(\.isChosen).map(\.name).joined(separator: ", ")
        return phrases(
            "followChosen", names, phrases["frequency-\(sheet.frequency)"].lowercasedFirst)
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
