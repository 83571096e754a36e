internal import Content
internal import HTTPTypes
internal import Logging
internal import Press

/// So many bytes that nobody can guess.
func chance(_ count: Int) -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count {
        // The system is asked for eight at once.
        withUnsafeBytes(of: random.next() as UInt64) { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.prefix(count))
}

/// The forms in which readers take part, and who answers at each.
extension Desk {
    /// `/int/en/rate`, `/int/en/follow` and `/int/en/questions/ask`, where there is somebody to keep what
    /// is sent.
    func isForm(_ target: Target) -> Bool {
        settings.ratings != nil && ratingAudience(target) != nil
            || settings.follows != nil && followPlace(target) != nil
            || settings.questions != nil
                && (askPlace(target).map { $0.place != .takenBack } ?? false)
            || nearPlace(target) != nil
    }

    /// Nil where nothing is asked of readers.
    func form(
        on site: Site, _ target: Target, _ asking: Asking, _ policy: SecurityPolicy
    ) async -> Reply? {
        if let clerk = ratingClerk(on: site, target, policy) {
            return asking.isReading ? clerk.page(for: asking) : await clerk.reply(to: asking)
        }
        if let reply = unrated(on: site, target, asking, policy) { return reply }
        if let clerk = followClerk(on: site, target, policy) {
            return await clerk.reply(to: asking, target)
        }
        if let clerk = nearClerk(on: site, target, policy) {
            return await clerk.reply(to: asking, target)
        }
        if let clerk = searchClerk(on: site, target, policy) {
            return await clerk.reply(to: asking, target)
        }
        return await askClerk(on: site, target, policy)?.reply(to: asking, target)
    }

    private var report: @Sendable (any Error) -> Void {
        let logger = settings.logger
        return { logger.error("The readers' database failed: \($0)") }
    }

    // MARK: Rating

    private func ratingAudience(_ target: Target) -> Audience? {
        guard let (audience, rest) = target.audience, rest == ["rate"] else { return nil }
        return audience
    }

    /// Nil where nothing can be rated: the item is not shown, or not named.
    private func ratingClerk(
        on site: Site, _ target: Target, _ policy: SecurityPolicy
    ) -> RatingClerk? {
        guard let ratings = settings.ratings, let audience = ratingAudience(target),
            let item = target.item, let place = site.rating(audience, item)
        else { return nil }
        return RatingClerk(
            ratings: ratings, place: place, item: item, audience: audience,
            audiences: site.audiences, policy: policy, now: settings.now(), report: report)
    }

    /// For whoever rates what is not shown. What another site sent is not the reader's, and is not shown to them.
    private func unrated(
        on site: Site, _ target: Target, _ asking: Asking, _ policy: SecurityPolicy
    ) -> Reply? {
        guard settings.ratings != nil, !asking.isReading, let audience = ratingAudience(target),
            let told = site.lost.unrated(
                audience, asking.isCrossSite ? [] : textsWritten(in: asking))
        else { return nil }
        return Reply(
            personal: told.page, orElse: Problem(.notFound, detail: told.words), .notFound, policy,
            asking)
    }

    // MARK: Following

    private func followPlace(_ target: Target) -> (audience: Audience, place: FollowClerk.Place)? {
        guard let (audience, rest) = target.audience, rest.first == "follow", rest.count <= 2,
            let place = FollowClerk.Place(rawValue: rest.count == 2 ? rest[1] : ""),
            rest.count == 1 || place != .form
        else { return nil }
        return (audience, place)
    }

    /// Nil where nobody keeps what is followed.
    private func followClerk(
        on site: Site, _ target: Target, _ policy: SecurityPolicy
    ) -> FollowClerk? {
        guard let follows = settings.follows, let (audience, place) = followPlace(target),
            let desk = site.following(audience)
        else { return nil }
        return FollowClerk(
            follows: follows, desk: desk, audience: audience, place: place, policy: policy,
            now: settings.now(), report: report)
    }

    // MARK: Asking

    private func askPlace(_ target: Target) -> (audience: Audience, place: AskClerk.Place)? {
        guard let (audience, rest) = target.audience, rest.count == 2, rest[0] == "questions",
            let place = AskClerk.Place(rawValue: rest[1])
        else { return nil }
        return (audience, place)
    }

    /// Nil where nobody can ask.
    private func askClerk(
        on site: Site, _ target: Target, _ policy: SecurityPolicy
    ) -> AskClerk? {
        guard let questions = settings.questions, let (audience, place) = askPlace(target),
            let desk = site.asking(audience)
        else { return nil }
        return AskClerk(
            questions: questions, desk: desk, audience: audience, place: place, policy: policy,
            now: settings.now(), report: report)
    }

    // MARK: Searching

    /// Nil where nobody can search.
    private func searchClerk(
        on site: Site, _ target: Target, _ policy: SecurityPolicy
    ) -> SearchClerk? {
        guard let seeker = settings.seeker, let (audience, rest) = target.audience,
            rest.count == 1, let place = SearchClerk.Place(rawValue: rest[0]),
            let desk = site.searching(audience)
        else { return nil }
        return SearchClerk(
            seeker: seeker, unfound: settings.unfound, site: site, audience: audience, desk: desk,
            place: place, policy: policy, now: settings.now(), report: report)
    }

    // MARK: Near

    private func nearPlace(
        _ target: Target
    ) -> (audience: Audience, directory: DirectoryEntry.Directory)? {
        guard let (audience, rest) = target.audience, rest.count == 1,
            let directory = DirectoryEntry.Directory(rawValue: rest[0])
        else { return nil }
        return (audience, directory)
    }

    /// Nil where the site lists nothing.
    private func nearClerk(
        on site: Site, _ target: Target, _ policy: SecurityPolicy
    ) -> NearClerk? {
        guard let (audience, directory) = nearPlace(target),
            let desk = site.near(audience, directory)
        else { return nil }
        return NearClerk(
            locator: settings.locator, turnstile: settings.turnstile, desk: desk,
            language: audience.language, policy: policy,
            report: report)
    }
}
