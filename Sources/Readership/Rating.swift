package import Content

/// What one reader thinks of one item. Of each reader and item there is at most one, the last.
package struct Rating: Hashable, Sendable {
    package let item: ItemID
    package let rater: Rater
    package let mark: Mark
    /// Nil where the reader left the question open.
    package let answered: Answered?
    /// What the reader missed, screened; nil when they wrote nothing.
    package let missing: String?
    /// As whom they read the item.
    package let audience: Audience
    package let given: Instant

    package init(
        item: ItemID, rater: Rater, mark: Mark, answered: Answered?, missing: String?,
        audience: Audience, given: Instant
    ) {
        self.item = item
        self.rater = rater
        self.mark = mark
        self.answered = answered
        self.missing = missing
        self.audience = audience
        self.given = given
    }

    /// From 1, not useful, to 5, very useful.
    package enum Mark: Int, CaseIterable, Hashable, Sendable {
        case one = 1
        case two, three, four, five
    }

    /// Whether the item answered the reader's question. The raw value is stored and sent in forms.
    package enum Answered: String, CaseIterable, Hashable, Sendable {
        case yes, partly, no
    }
}

/// What a reader missed, as the editors' queue shows it: nothing leads back to the reader.
package struct Remark: Hashable, Sendable {
    package let item: ItemID
    package let audience: Audience
    package let text: String
    package let given: Instant

    package init(item: ItemID, audience: Audience, text: String, given: Instant) {
        self.item = item
        self.audience = audience
        self.text = text
        self.given = given
    }

    /// How long what a reader wrote is kept.
    package static let keptMilliseconds: Int64 = 180 * 86_400_000
}
