package import Content

/// Sixteen bytes that nobody can guess: one request, or one follower.
package struct FollowID: Hashable, Comparable, Sendable {
    package let bytes: [UInt8]

    /// Nil unless there are sixteen.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == FollowID.count else { return nil }
        self.bytes = bytes
    }

    package static let count = 16

    package static func < (left: FollowID, right: FollowID) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// How often a follower is told what changed. The raw value is stored and sent in forms.
package enum Frequency: String, CaseIterable, Hashable, Sendable {
    /// A quarter of an hour after it came about, with whatever else did until then.
    case immediately = "now"
    /// On Mondays.
    case weekly
    /// On the first of the month.
    case monthly
}

/// What somebody wants to follow, and as whom they read.
package struct FollowChoice: Hashable, Sendable {
    package var audience: Audience
    /// At least one.
    package var topics: Set<TopicID>
    package var frequency: Frequency

    package init(audience: Audience, topics: Set<TopicID>, frequency: Frequency) {
        (self.audience, self.topics, self.frequency) = (audience, topics, frequency)
    }
}

/// That somebody agreed that data about health are kept of them, when, and to which words.
package struct Consent: Hashable, Sendable {
    /// The digest of the sentence beside the box that they ticked.
    package let wording: Digest
    package let given: Instant

    package init(wording: Digest, given: Instant) { (self.wording, self.given) = (wording, given) }
}

/// What was typed into the form, until the person who reads the address's mail confirms it.
package struct FollowRequest: Hashable, Sendable {
    package let id: FollowID
    package let mark: AddressMark
    package let address: SealedAddress
    package let choice: FollowChoice
    package let consent: Consent

    package init(
        id: FollowID, mark: AddressMark, address: SealedAddress, choice: FollowChoice,
        consent: Consent
    ) {
        self.id = id
        self.mark = mark
        self.address = address
        self.choice = choice
        self.consent = consent
    }

    /// So many of an hour wait for one address at most, whoever asks: nobody is flooded.
    package static let mostWaiting = 3

    /// How long it can be confirmed.
    package static let validMilliseconds: Int64 = 48 * 3_600_000
}

/// Somebody who follows topics, or did until lately.
package struct Follower: Hashable, Sendable {
    package let id: FollowID
    package let mark: AddressMark
    package let address: SealedAddress
    package let audience: Audience
    package var frequency: Frequency
    /// Since when each topic has been followed: what came about before is no news.
    package var topics: [TopicID: Instant]
    /// Up to here everything has been handed to the mail server.
    package var told: Instant
    package let consent: Consent
    package var ended: Ended?

    package init(
        id: FollowID, mark: AddressMark, address: SealedAddress, audience: Audience,
        frequency: Frequency, topics: [TopicID: Instant], told: Instant, consent: Consent,
        ended: Ended? = nil
    ) {
        self.id = id
        self.mark = mark
        self.address = address
        self.audience = audience
        self.frequency = frequency
        self.topics = topics
        self.told = told
        self.consent = consent
        self.ended = ended
    }

    /// The end of the last follow, and why.
    package struct Ended: Hashable, Sendable {
        package let at: Instant
        package let why: Why

        package init(at instant: Instant, why: Why) { (at, self.why) = (instant, why) }
    }

    package enum Why: String, Hashable, Sendable {
        case stopped
        /// Nobody has this address any more.
        case bounced
    }

    /// How long an address is kept after the end.
    package static let keptMilliseconds: Int64 = 28 * 86_400_000
}
