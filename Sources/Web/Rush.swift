internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press
internal import Publishing

/// Where more is asked for than can be worked out soon.
enum Rush {
    /// Whoever is refused and asks again at once, in a loop, must not take what others read with. Within
    /// five milliseconds a refusal is as good as at once.
    static let pause = TimeAmount.milliseconds(3)

    fileprivate static let retrySeconds = "2"
}

extension Desk {
    /// What is said of a search, or a list by place, that will be refused, before anything is done for it; nil
    /// for every other request. To say no must cost no more than to send a page that is printed.
    func refusalAtOnce(
        _ target: String, for reader: @autoclosure () -> HeadCache.Reader
    ) -> Reply? {
        guard settings.turnstile?.isFull == true, let target = Target(target),
            let (audience, rest) = target.audience, rest.count == 1,
            let site = source.readySite(at: settings.now())
        else { return nil }
        let reader = reader()
        guard site.outside(target.path, from: reader.country) == nil else { return nil }
        let policy = policies.policy(isSecure: reader.isSecure)
        if let place = SearchClerk.Place(rawValue: rest[0]), settings.seeker != nil {
            guard SearchClerk.asks(target.query ?? ""), let desk = site.searching(audience)
            else { return nil }
            return place == .suggest
                ? Reply(noSuggestions: policy) : Reply(busy: desk.busy, policy, reader.encodings)
        }
        guard let directory = DirectoryEntry.Directory(rawValue: rest[0]),
            let query = target.query, NearClerk.asks(query),
            let desk = site.near(audience, directory)
        else { return nil }
        return Reply(busy: desk.busy, policy, reader.encodings)
    }
}

extension Reply {
    init(busy page: Page, _ policy: SecurityPolicy, _ encodings: Encodings) {
        self.init(.serviceUnavailable, policy, caching: Caching.personal)
        carry(page, for: encodings)
        fields[.retryAfter] = Rush.retrySeconds
    }

    init(noSuggestions policy: SecurityPolicy) {
        self.init(.serviceUnavailable, policy, caching: Caching.personal)
        carry(json: [String]())
        fields[.retryAfter] = Rush.retrySeconds
    }
}
