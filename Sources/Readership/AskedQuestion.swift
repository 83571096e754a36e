package import Content

/// What a reader asked, and what became of it. It is never published: an editor may write an answer that
/// is approved as every item is.
package struct AskedQuestion: Hashable, Sendable {
    package let id: QuestionID
    /// As whom they read.
    package let audience: Audience
    /// Screened, of `AskForm.characters` characters.
    package let text: String
    package let asked: Instant
    /// Nil where the answer is to come on the site alone, and once the address was kept for long enough.
    package var `private`: PrivateAnswer?
    /// Who looks after it; nil until somebody does.
    package var claim: Deed?
    /// It may report a side effect of a medicine, so a clock runs.
    package var sideEffect: Deed?
    package var closing: Closing?
    package var reply: Reply?

    package init(
        id: QuestionID, audience: Audience, text: String, asked: Instant,
        private: PrivateAnswer? = nil, claim: Deed? = nil, sideEffect: Deed? = nil,
        closing: Closing? = nil, reply: Reply? = nil
    ) {
        self.id = id
        self.audience = audience
        self.text = text
        self.asked = asked
        self.private = `private`
        self.claim = claim
        self.sideEffect = sideEffect
        self.closing = closing
        self.reply = reply
    }

    /// What an editor did, and when.
    package struct Deed: Hashable, Sendable {
        package let by: PersonName
        package let at: Instant

        package init(by: PersonName, at instant: Instant) { (self.by, at) = (by, instant) }
    }

    /// How it was closed, for good.
    package struct Closing: Hashable, Sendable {
        package let outcome: Outcome
        package let deed: Deed

        package init(_ outcome: Outcome, _ deed: Deed) {
            (self.outcome, self.deed) = (outcome, deed)
        }
    }

    package enum Outcome: Hashable, Sendable {
        /// An item answers it already.
        case merged(into: ItemID)
        case declined(reason: String)
        /// A draft of an item was made for it.
        case answered(by: ItemID)
    }

    /// Words for the reader alone, which go out by e-mail.
    package struct Reply: Hashable, Sendable {
        package let text: String
        package let deed: Deed
        /// When a mail server took it; nil while it waits.
        package var handed: Instant?

        package init(text: String, deed: Deed, handed: Instant? = nil) {
            (self.text, self.deed, self.handed) = (text, deed, handed)
        }
    }

    /// The raw value is stored and typed.
    package enum State: String, CaseIterable, Hashable, Sendable {
        case open, claimed, merged, declined, answered
    }

    package var state: State {
        switch closing?.outcome {
        case nil: claim == nil ? .open : .claimed
        case .merged: .merged
        case .declined: .declined
        case .answered: .answered
        }
    }
}

/// Where a reader wants a private answer, and that they agreed to its being kept.
package struct PrivateAnswer: Hashable, Sendable {
    package let address: SealedAddress
    package let consent: Consent

    package init(address: SealedAddress, consent: Consent) {
        (self.address, self.consent) = (address, consent)
    }
}

/// Sixteen bytes by which a question is known.
package struct QuestionID: Hashable, Comparable, Sendable {
    package let bytes: [UInt8]

    /// Nil unless there are sixteen.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == QuestionID.count else { return nil }
        self.bytes = bytes
    }

    /// Of whatever is sent with one printed form: the same words sent twice are one question, and other
    /// words are another one.
    ///
    /// - Parameter form: bytes that nobody can guess, made when the form was printed. They are not kept,
    ///   so nothing leads from an identifier back to the words.
    package init(form: [UInt8], _ values: AskForm.Values, _ audience: Audience) {
        let parts = [values.text, values.address?.text ?? "", "\(audience)"].map {
            Digest(of: $0).bytes
        }
        bytes = Array(Digest(of: form + parts.joined()).bytes.prefix(QuestionID.count))
    }

    package static let count = 16

    package static func < (left: QuestionID, right: QuestionID) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// How people name it: the first forty bits, in letters without any that
    /// look like another (Crockford's, https://www.crockford.com/base32.html).
    package var code: QuestionCode { QuestionCode(Array(bytes.prefix(QuestionCode.bytes))) }
}

/// The name of a question among people: eight letters and digits. Two questions have the same once in a
/// million million times.
package struct QuestionCode: Hashable, Sendable, CustomStringConvertible {
    /// The first of the identifier's bytes.
    package let first: [UInt8]

    static let bytes = 5

    fileprivate init(_ first: [UInt8]) { self.first = first }

    /// Reads `7K2Q-9MTD`, in any case, with or without hyphens; O for 0, and I and L for 1.
    package init?(_ text: String) {
        var number: UInt64 = 0
        var count = 0
        for letter in text.uppercased() where letter != "-" {
            let meant: Character =
                letter == "O" ? "0" : letter == "I" || letter == "L" ? "1" : letter
            guard let value = letters.firstIndex(of: meant), count < 8 else { return nil }
            number = number << 5 | UInt64(value)
            count += 1
        }
        guard count == 8 else { return nil }
        first = (0..<QuestionCode.bytes).map {
            UInt8(truncatingIfNeeded: number >> UInt64(32 - 8 * $0))
        }
    }

    /// `7K2Q-9MTD`.
    package var description: String {
        let number = first.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let text = (0..<8).map { letters[Int(number >> UInt64(35 - 5 * $0) & 31)] }
        return String(text[..<4]) + "-" + String(text[4...])
    }
}

private let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
