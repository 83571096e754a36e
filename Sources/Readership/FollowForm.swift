package import Content

/// The form that follows topics, as it was typed: any text in any field.
package struct FollowForm: Hashable, Sendable {
    package var email: String
    /// The names of the boxes that were ticked.
    package var topics: Set<String>
    package var frequency: String
    /// The box that says yes.
    package var consent: String

    package init(
        email: String = "", topics: Set<String> = [], frequency: String = "", consent: String = ""
    ) {
        self.email = email
        self.topics = topics
        self.frequency = frequency
        self.consent = consent
    }

    package enum Field: String, Hashable, Sendable { case topics, frequency, email, consent }

    package enum Trouble: Hashable, Sendable {
        case topicsAbsent
        case topicUnknown
        case frequencyUnknown
        case emailAbsent
        case emailUnfit
        case consentAbsent

        package var field: Field {
            switch self {
            case .topicsAbsent, .topicUnknown: .topics
            case .frequencyUnknown: .frequency
            case .emailAbsent, .emailUnfit: .email
            case .consentAbsent: .consent
            }
        }
    }

    /// Everything that is wrong with it, in the order of the fields.
    package struct Troubles: Error, Hashable, Sendable {
        package let all: [Trouble]
    }

    /// What and how often, without whose address.
    package struct Preferences: Hashable, Sendable {
        package let topics: Set<TopicID>
        package let frequency: Frequency

        package init(topics: Set<TopicID>, frequency: Frequency) {
            (self.topics, self.frequency) = (topics, frequency)
        }
    }

    package struct Values: Hashable, Sendable {
        package let preferences: Preferences
        package let address: MailAddress
    }

    /// - Parameter known: the topics of the edition.
    package func read(knowing known: Set<TopicID>) throws(Troubles) -> Values {
        let (topics, frequency, troubles) = preferences(known)
        var all = troubles
        var address: MailAddress?
        do {
            address = try MailAddress(email)
        } catch {
            all.append(error == .absent ? .emailAbsent : .emailUnfit)
        }
        if consent != "yes" { all.append(.consentAbsent) }
        guard let address, let frequency, all.isEmpty else { throw Troubles(all: all) }
        return Values(
            preferences: Preferences(topics: topics, frequency: frequency), address: address)
    }

    /// The same form without address and consent, which are known.
    package func readPreferences(knowing known: Set<TopicID>) throws(Troubles) -> Preferences {
        let (topics, frequency, troubles) = preferences(known)
        guard let frequency, troubles.isEmpty else { throw Troubles(all: troubles) }
        return Preferences(topics: topics, frequency: frequency)
    }

    private func preferences(
        _ known: Set<TopicID>
    ) -> (Set<TopicID>, Frequency?, [Trouble]) {
        var troubles: [Trouble] = []
        let topics = Set(self.topics.compactMap { TopicID($0) })
        if self.topics.isEmpty {
            troubles.append(.topicsAbsent)
        } else if topics.count < self.topics.count || !topics.isSubset(of: known) {
            troubles.append(.topicUnknown)
        }
        let frequency = Frequency(rawValue: self.frequency)
        if frequency == nil { troubles.append(.frequencyUnknown) }
        return (topics, frequency, troubles)
    }
}
