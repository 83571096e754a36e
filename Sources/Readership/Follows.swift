package import Content
internal import Synchronization

/// The use case of following: asking, confirming, changing one's mind, being forgotten.
package final class Follows: SourceCounter {
    package let store: any FollowStore
    let key: OperatorKey
    private let limits: Mutex<Limits>
    private let room = WaitingRoom("hoofbeat.follows")

    package init(_ store: any FollowStore, _ key: OperatorKey, _ limits: Limits = Limits()) {
        (self.store, self.key) = (store, key)
        self.limits = Mutex(limits)
    }

    /// Does what else stands here where waiting for the database keeps nobody else waiting.
    package func waiting<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value { try await room.wait(for: work) }

    /// Keeps a request, for which a letter is due from then on; durable when this returns. Whether or
    /// not the address follows already makes no difference that whoever asks could see. Neither does
    /// that an address gets no more than a few letters in an hour, whoever asks for them.
    ///
    /// - Parameters:
    ///   - wording: the digest of the sentence to which they said yes.
    ///   - chance: `Follows.chanceBytes` that nobody can guess.
    /// - Throws: `FollowRefusal`, or what the store reports; then nothing was written.
    package func ask(
        _ values: FollowForm.Values, as audience: Audience, wording: Digest, from source: Source,
        chance: [UInt8], at now: Instant
    ) throws {
        guard limits.withLock({ $0.sent.take(source, atMilliseconds: now.milliseconds) }) else {
            throw FollowRefusal.tooMany
        }
        guard let id = FollowID(Array(chance.prefix(FollowID.count))) else {
            preconditionFailure("a request takes twenty-eight bytes of chance")
        }
        let address = SealedAddress(
            values.address, of: id.bytes, key, chance: Array(chance.dropFirst(FollowID.count)))
        let choice = FollowChoice(
            audience: audience, topics: values.preferences.topics,
            frequency: values.preferences.frequency)
        let request = FollowRequest(
            id: id, mark: AddressMark(values.address, key), address: address, choice: choice,
            consent: Consent(wording: wording, given: now))
        try store.add(
            request, atMost: FollowRequest.mostWaiting,
            after: now.advanced(byMilliseconds: -3_600_000))
    }

    package func forgetSources(at now: Instant) {
        limits.withLock { $0.sent.forget(atMilliseconds: now.milliseconds) }
    }

    package static let chanceBytes = FollowID.count + SealedAddress.chanceBytes

    /// What a link would confirm; nil where it is not ours, was used, or is too old.
    package func request(_ link: String, at now: Instant) throws -> FollowRequest? {
        guard let token = LetterToken(link, for: .confirming, key),
            let request = try store.request(token.id), request.consent.given > oldest(now)
        else { return nil }
        return request
    }

    /// - Returns: the link to what is kept from now on; nil as above. Whoever presses twice gets it twice.
    package func confirm(_ link: String, at now: Instant) throws -> LetterToken? {
        guard let token = LetterToken(link, for: .confirming, key) else { return nil }
        let follower =
            try store.confirm(token.id, madeAfter: oldest(now), at: now)
            ?? confirmed(token.id, at: now)
        return follower.map { LetterToken($0.id, for: .following, key) }
    }

    /// Who began to follow by a request, as long as its link would hold.
    private func confirmed(_ id: FollowID, at now: Instant) throws -> Follower? {
        guard let follower = try store.follower(id), follower.ended == nil,
            follower.consent.given > oldest(now)
        else { return nil }
        return follower
    }

    private func oldest(_ now: Instant) -> Instant {
        now.advanced(byMilliseconds: -FollowRequest.validMilliseconds)
    }

    /// Whose link it is; nil where it is nobody's, or all that was kept is gone.
    package func follower(_ link: String) throws -> Follower? {
        guard let token = LetterToken(link, for: .following, key) else { return nil }
        return try store.follower(token.id)
    }

    /// - Returns: false where there is nothing to change any more.
    package func change(
        _ follower: Follower, _ choice: FollowForm.Preferences, at now: Instant
    ) throws -> Bool {
        try store.change(follower.id, choice, at: now)
    }

    package func stop(_ follower: Follower, at now: Instant) throws {
        try store.end(follower.id, .stopped, at: now)
    }

    package func erase(_ follower: Follower) throws { try store.erase(follower.id) }

    /// Ends the follow to which a message belongs that came back.
    ///
    /// - Parameter name: what stands before the `@` in its `Message-ID`.
    /// - Returns: nil where it is none of ours; false where nobody follows by it, or not any more.
    package func bounced(_ name: String, at now: Instant) throws -> Bool? {
        guard let name = MessageName(name, key) else { return nil }
        guard let follower = try store.follower(name.id), follower.ended == nil else {
            return false
        }
        try store.end(name.id, .bounced, at: now)
        return true
    }
}

/// Why a request is not kept.
package enum FollowRefusal: Error, Hashable, Sendable {
    /// Too many came from one place within an hour.
    case tooMany
}

extension Follows {
    /// How much may come from one place.
    package struct Limits: Sendable {
        fileprivate var sent: Allowance<Source>

        package init(fromSource: Int = 30) {
            sent = Allowance(perHour: fromSource, counters: 1 << 13)
        }
    }
}
