package import Content

/// What a database must keep of what readers ask. Both stores pass one contract suite. Whatever changes
/// something is durable when it returns.
package protocol QuestionStore: Sendable {
    /// - Returns: false where it is there already, which is so the second time it is sent.
    @discardableResult
    func add(_ question: AskedQuestion) throws -> Bool

    func contains(_ id: QuestionID) throws -> Bool

    /// Those asked after an instant, or closed after another; the oldest first.
    func questions(askedAfter: Instant, closedAfter: Instant) throws -> [AskedQuestion]

    /// Those with this code: none, or one, but for a wonder.
    func questions(_ code: QuestionCode) throws -> [AskedQuestion]

    /// - Parameter holder: who looks after it until now, and hands it over; nil for nobody.
    /// - Returns: false where somebody else looks after it, where it is closed, or not there.
    @discardableResult
    func claim(
        _ id: QuestionID, _ deed: AskedQuestion.Deed, from holder: PersonName?
    ) throws -> Bool

    /// - Returns: false where it is closed already, or not there.
    @discardableResult
    func close(_ id: QuestionID, _ closing: AskedQuestion.Closing) throws -> Bool

    /// The first mark stays: its clock runs.
    ///
    /// - Returns: false where it is marked already, or not there.
    @discardableResult
    func markSideEffect(_ id: QuestionID, _ deed: AskedQuestion.Deed) throws -> Bool

    /// Takes the place of an earlier reply that waits.
    ///
    /// - Returns: false where there is no address, or a reply was handed over.
    @discardableResult
    func reply(to id: QuestionID, _ text: String, _ deed: AskedQuestion.Deed) throws -> Bool

    /// Questions whose reply has not been handed over, the oldest reply first.
    func unsentReplies(limit: Int) throws -> [AskedQuestion]

    /// Notes that this reply was handed over. One that took its place meanwhile still waits.
    func noteSent(_ reply: AskedQuestion.Reply, to id: QuestionID, at now: Instant) throws

    /// Removes a question that its reader takes back. Of one that may report a side effect, which has to be kept,
    /// the address and the reply alone.
    ///
    /// - Returns: false where nothing of it is there.
    @discardableResult
    func takeBack(_ id: QuestionID) throws -> Bool

    /// Removes questions asked up to one instant that nobody closed, those closed up to another, and
    /// the addresses of those closed up to a third, with the replies that went to them.
    ///
    /// - Returns: how many questions and addresses went.
    @discardableResult
    func forget(openUntil: Instant, closedUntil: Instant, addressesUntil: Instant) throws -> Int
}

extension QuestionStore {
    /// Those that may still be kept at `now`.
    package func questions(at now: Instant) throws -> [AskedQuestion] {
        try questions(
            askedAfter: now.before(AskedQuestion.openMilliseconds),
            closedAfter: now.before(AskedQuestion.closedMilliseconds))
    }

    /// Removes what has been kept for long enough.
    @discardableResult
    package func forgetOldQuestions(at now: Instant) throws -> Int {
        try forget(
            openUntil: now.before(AskedQuestion.openMilliseconds),
            closedUntil: now.before(AskedQuestion.closedMilliseconds),
            addressesUntil: now.before(AskedQuestion.addressMilliseconds))
    }
}

extension AskedQuestion {
    /// How long one that nobody closed is kept.
    package static let openMilliseconds: Int64 = 365 * 86_400_000
    /// How long one is kept after it was closed.
    package static let closedMilliseconds: Int64 = 180 * 86_400_000
    /// How long the address is kept after that.
    package static let addressMilliseconds: Int64 = 28 * 86_400_000
}

extension Instant {
    fileprivate func before(_ milliseconds: Int64) -> Instant {
        advanced(byMilliseconds: -milliseconds)
    }
}
