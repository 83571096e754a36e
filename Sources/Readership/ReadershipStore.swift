package import Content

/// What a database must keep of what readers give us. Both stores pass one contract suite.
package protocol ReadershipStore: Sendable {
    /// Keeps all of them in one transaction that is durable when this returns, or none. Each takes the
    /// place of what the same rater gave the same item before.
    func keep(_ ratings: [KeptRating]) throws

    /// Of every item that somebody rated.
    func marks() throws -> [ItemID: Marks]

    func marks(of item: ItemID) throws -> Marks

    func rating(of item: ItemID, by rater: Rater) throws -> Rating?

    /// What readers missed, the newest first, from those given after an instant.
    func remarks(givenAfter instant: Instant) throws -> [Remark]

    /// Removes what readers wrote up to an instant; their marks stay.
    ///
    /// - Returns: how many texts went.
    @discardableResult
    func forgetRemarks(givenUntil instant: Instant) throws -> Int
}

/// A rating, and what becomes of what the reader said before where it says nothing.
package struct KeptRating: Hashable, Sendable {
    package let rating: Rating
    /// The form did not show what the reader had said before, so an empty field does not take it back.
    package let completes: Bool

    package init(_ rating: Rating, completes: Bool) {
        (self.rating, self.completes) = (rating, completes)
    }
}
