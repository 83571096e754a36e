package import Content
internal import Synchronization

/// The use case of rating: who may, how often, and what is kept of it.
package final class Ratings: SourceCounter {
    private let store: any ReadershipStore
    private let key: OperatorKey
    private let writer: BatchWriter<KeptRating>
    private let room = WaitingRoom("hoofbeat.ratings.looking")
    private let limits: Mutex<Limits>

    package init(_ store: any ReadershipStore, _ key: OperatorKey, _ limits: Limits = Limits()) {
        (self.store, self.key) = (store, key)
        self.limits = Mutex(limits)
        writer = BatchWriter("hoofbeat.ratings") { try store.keep($0) }
    }

    /// Keeps a rating; durable when this returns.
    ///
    /// - Parameters:
    ///   - token: the one in the reader's browser; nil where there is none, or none of ours.
    ///   - proposed: sixteen bytes of chance that a page of ours drew for whoever has no token yet, so that
    ///     what is sent again, since nobody heard an answer, is not a second rating; nil for none.
    ///   - chance: sixteen bytes that nobody can guess, for a new token.
    ///   - completes: see `KeptRating`.
    /// - Returns: the token that the browser is to keep.
    /// - Throws: `RatingRefusal`, or what the store reports; then nothing was written.
    package func rate(
        _ item: ItemID, as audience: Audience, _ values: RatingForm.Values, completes: Bool,
        token: RaterToken?, proposed: [UInt8]?, from source: Source, chance: [UInt8],
        at now: Instant
    ) async throws -> RaterToken {
        let early = token ?? proposed.map { RaterToken(chance: $0, key) }
        let token = early ?? RaterToken(chance: chance, key)
        guard limits.withLock({ $0.allowSending(source, now.milliseconds) }) else {
            throw RatingRefusal.tooMany
        }
        // Tokens can be had in any number, so one alone gives nobody a right to a new rating.
        let isNew = early == nil ? true : try await !hasRated(item, token)
        guard !isNew || limits.withLock({ $0.allowNew(source, item, now.milliseconds) }) else {
            throw RatingRefusal.tooMany
        }
        let rating = Rating(
            item: item, rater: token.rater(key), mark: values.mark, answered: values.answered,
            missing: values.missing, audience: audience, given: now)
        do {
            try await writer.keep(KeptRating(rating, completes: completes))
        } catch is Crowded {
            throw RatingRefusal.crowded
        }
        return token
    }

    private func hasRated(_ item: ItemID, _ token: RaterToken) async throws -> Bool {
        try await room.wait { [store, key] in
            try store.rating(of: item, by: token.rater(key)) != nil
        }
    }

    package func forgetSources(at now: Instant) { limits.withLock { $0.forget(now.milliseconds) } }

    /// Reads what a browser sent; nil where we did not give it out.
    package func token(_ text: String) -> RaterToken? { RaterToken(text, key) }

    package func rating(of item: ItemID, by token: RaterToken) throws -> Rating? {
        try store.rating(of: item, by: token.rater(key))
    }

    /// What was kept since the program began.
    package var done: BatchFigures { writer.figures }

    /// Of every item that somebody rated.
    package func marks() throws -> [ItemID: Marks] { try store.marks() }

    package func marks(of item: ItemID) throws -> Marks { try store.marks(of: item) }
}

/// Why a rating is not kept.
package enum RatingRefusal: Error, Hashable, Sendable {
    /// Too many came from one place, or for one item, within an hour.
    case tooMany
    /// More are waiting for the disk than it can take just now.
    case crowded
}

/// From where a request came, as far as counting goes. It lives as long as the request.
package struct Source: Hashable, Sendable {
    /// An IPv4 address, or the first half of one of IPv6, which is one household's.
    private let network: UInt64?

    /// Nil where nobody knows: all of those count as one.
    package init(network: UInt64?) { self.network = network }
}

extension Ratings {
    /// How much may come from one place. Whoever has rated an item changes their own rating, so only new ones
    /// add to a figure, and only they are counted closely. The numbers leave room for all the readers
    /// behind one address of a hospital.
    package struct Limits: Sendable {
        private var sent: Allowance<Source>
        private var newHere: Allowance<Place>
        private var newForItem: Allowance<ItemID>

        private struct Place: Hashable, Sendable {
            let source: Source
            let item: ItemID
        }

        /// - Parameters:
        ///   - fromSource: whatever is sent from one source.
        ///   - newFromSource: ratings of one item from one source by people who had not rated it.
        ///   - newForItem: the same from all sources together.
        package init(fromSource: Int = 600, newFromSource: Int = 30, newForItem: Int = 2_000) {
            sent = Allowance(perHour: fromSource, counters: 1 << 14)
            newHere = Allowance(perHour: newFromSource, counters: 1 << 15)
            self.newForItem = Allowance(perHour: newForItem, counters: 1 << 12)
        }

        mutating func allowSending(_ source: Source, _ milliseconds: Int64) -> Bool {
            sent.take(source, atMilliseconds: milliseconds)
        }

        mutating func allowNew(_ source: Source, _ item: ItemID, _ milliseconds: Int64) -> Bool {
            newHere.take(Place(source: source, item: item), atMilliseconds: milliseconds)
                && newForItem.take(item, atMilliseconds: milliseconds)
        }

        fileprivate mutating func forget(_ milliseconds: Int64) {
            sent.forget(atMilliseconds: milliseconds)
            newHere.forget(atMilliseconds: milliseconds)
            newForItem.forget(atMilliseconds: milliseconds)
        }
    }
}
