package import Content

/// What a database must keep of those who follow topics. Both stores pass one contract suite.
package protocol FollowStore: Sendable {
    /// Keeps a request, unless so many for the same address were made after an instant and wait.
    func add(_ request: FollowRequest, atMost limit: Int, after instant: Instant) throws

    func request(_ id: FollowID) throws -> FollowRequest?

    /// Requests whose letter has not been handed over, the oldest first, from those made after an
    /// instant.
    func unsentRequests(after instant: Instant, limit: Int) throws -> [FollowRequest]

    func noteSent(_ ids: [FollowID], at now: Instant) throws

    /// Makes a follower of whoever asked, in one transaction: a new one, or the one who has this address
    /// already, with the topics added to theirs and the rest as it was asked now.
    ///
    /// - Returns: the follower; nil where there is no such request made after `instant`, which is so
    ///   the second time.
    func confirm(_ id: FollowID, madeAfter instant: Instant, at now: Instant) throws -> Follower?

    func follower(_ id: FollowID) throws -> Follower?

    /// Topics that were followed before are followed since then.
    ///
    /// - Returns: false where there is no such follower, or the follow has ended.
    func change(_ id: FollowID, _ choice: FollowForm.Preferences, at now: Instant) throws -> Bool

    /// Ends a follow; one that has ended stays as it is.
    func end(_ id: FollowID, _ why: Follower.Why, at now: Instant) throws

    /// Removes a follower with all that is kept of them, and what else waits for an answer from the same
    /// address.
    func erase(_ id: FollowID) throws

    /// Those who still follow and were last told before an instant, in the order of their identifiers.
    func followers(toldBefore instant: Instant, after id: FollowID?, limit: Int) throws
        -> [Follower]

    /// Notes up to when each was told, all of them or none; it is durable when this returns.
    func note(_ told: [(id: FollowID, until: Instant)]) throws

    /// Removes requests made up to one instant, and followers whose follow ended up to another.
    ///
    /// - Returns: how many were removed.
    @discardableResult
    func forget(requestsUntil: Instant, endedUntil: Instant) throws -> Int

    /// Takes, or keeps, a task that one node does at a time.
    ///
    /// - Returns: false while another holder's time has not run out.
    func hold(_ task: String, as holder: [UInt8], until: Instant, at now: Instant) throws -> Bool

    func release(_ task: String, by holder: [UInt8]) throws
}

extension FollowStore {
    /// Removes what has been kept for long enough.
    @discardableResult
    package func forgetOld(at now: Instant) throws -> Int {
        try forget(
            requestsUntil: now.advanced(byMilliseconds: -FollowRequest.validMilliseconds),
            endedUntil: now.advanced(byMilliseconds: -Follower.keptMilliseconds))
    }
}
