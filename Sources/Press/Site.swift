package import Content
internal import Policy

/// Everything that is served at an instant: frozen for good, and the instant of its next change.
///
/// A site answers rightly from `pressed` until `nextChange`, and for no other instant: whoever
/// answers a request checks that first (`isTrue(at:)`). A late timer therefore costs a print on
/// the request's own time, never a wrong page.
package final class Site: Sendable {
    package let pressed: Instant
    /// The first instant at which anything in it may differ; nil when none is known.
    package let nextChange: Instant?
    /// The journal's sequence it was made from.
    package let sequence: Int64
    /// What each path answers, in its one canonical spelling: `/int/en/treatments/prrt`.
    package let answers: [String: Answer]
    /// For paths nobody knows: `nearest` may take a little time, so they are made when asked for.
    package let lost: Lost
    package let markets: [MarketID: Market]
    /// Every market in each of its languages.
    package let audiences: [Audience]
    /// Two or three treatments side by side, by their slugs; nil for an audience nobody knows.
    package let comparison: @Sendable (Audience, [String]) -> Page?
    /// Where an item is rated; nil where it is not shown, or nobody can rate.
    package let rating: @Sendable (Audience, ItemID) -> RatingDesk?
    /// The pages and feeds of what changed, which are made when they are asked for.
    package let made: @Sendable (_ path: String) -> Page?
    /// Where topics are followed by e-mail; nil for an audience nobody knows.
    package let following: @Sendable (Audience) -> FollowDesk?
    /// What can be written to followers; nil for an audience nobody knows.
    package let correspondence: @Sendable (Audience) -> Correspondence?
    /// Where questions are asked; nil where nothing is taken from readers.
    package let asking: @Sendable (Audience) -> AskDesk?
    /// Where everything that is shown is found; nil for an audience nobody knows.
    package let searching: @Sendable (Audience) -> SearchDesk?
    /// Where a directory is looked through by place; nil where it has no entries.
    package let near: @Sendable (Audience, DirectoryEntry.Directory) -> NearDesk?

    package init(
        pressed: Instant, nextChange: Instant?, sequence: Int64, answers: [String: Answer],
        lost: Lost, markets: [MarketID: Market],
        comparison: @escaping @Sendable (Audience, [String]) -> Page? = { _, _ in nil },
        rating: @escaping @Sendable (Audience, ItemID) -> RatingDesk? = { _, _ in nil },
        made: @escaping @Sendable (_ path: String) -> Page? = { _ in nil },
        following: @escaping @Sendable (Audience) -> FollowDesk? = { _ in nil },
        correspondence: @escaping @Sendable (Audience) -> Correspondence? = { _ in nil },
        asking: @escaping @Sendable (Audience) -> AskDesk? = { _ in nil },
        searching: @escaping @Sendable (Audience) -> SearchDesk? = { _ in nil },
        near: @escaping @Sendable (Audience, DirectoryEntry.Directory) -> NearDesk? = { _, _ in
            nil
        }
    ) {
        self.pressed = pressed
        self.nextChange = nextChange
        self.sequence = sequence
        self.answers = answers
        self.lost = lost
        self.markets = markets
        audiences = markets.values.sorted { $0.id < $1.id }.flatMap { market in
            market.languages.map { Audience(market.id, $0) }
        }
        self.comparison = comparison
        self.rating = rating
        self.made = made
        self.following = following
        self.correspondence = correspondence
        self.asking = asking
        self.searching = searching
        self.near = near
    }

    /// The pages that say that something is not here.
    package struct Lost: Sendable {
        /// The page for a path nobody knows, with the nearest pages; it takes at most a few
        /// milliseconds.
        package let unknown: @Sendable (_ path: String) -> Page
        /// The page for a reader whom an enforced market turns away.
        /// By the country they are in, as far as anybody knows (ISO 3166-1 alpha-2).
        package let outside: [Audience: @Sendable (_ country: String?) -> Page]
        /// Served while the journal cannot be read.
        package let blind: Page?
        /// The same with what a reader wrote in a form.
        package let keeping: @Sendable (_ texts: [String]) -> Page?
        /// For whoever rates what is not shown, with what they wrote; and the same in a sentence or two. Nil for
        /// an audience nobody knows.
        package let unrated: @Sendable (Audience, _ texts: [String]) -> (page: Page, words: String)?

        package init(
            unknown: @escaping @Sendable (_ path: String) -> Page,
            outside: [Audience: @Sendable (_ country: String?) -> Page],
            blind: Page?, keeping: @escaping @Sendable (_ texts: [String]) -> Page? = { _ in nil },
            unrated:
                @escaping @Sendable (Audience, _ texts: [String]) -> (page: Page, words: String)? =
                { _, _ in nil }
        ) {
            self.unknown = unknown
            self.outside = outside
            self.blind = blind
            self.keeping = keeping
            self.unrated = unrated
        }
    }

    /// The style sheet and what else has an address that names its bytes.
    package var files: [String: Page] {
        answers.compactMapValues { answer in
            guard case .page(let page) = answer, page.caching == .forever else { return nil }
            return page
        }
    }

    package func isTrue(at now: Instant) -> Bool {
        guard now >= pressed else { return false }
        guard let nextChange else { return true }
        return now < nextChange
    }

    /// How long a cache may keep an answer that nothing else limits: what readers gave a page is up to
    /// half a minute old when it is sent, and may be a minute old when it is read.
    package static let cacheSeconds = 25

    /// How long a cache may keep an answer given at `now`, in seconds: at most `cacheSeconds`, and
    /// never up to the next change. 0 means not at all.
    package func lifetimeSeconds(at now: Instant) -> Int {
        Site.lifetimeSeconds(at: now, upTo: nextChange)
    }

    package static func lifetimeSeconds(at now: Instant, upTo nextChange: Instant?) -> Int {
        guard let nextChange else { return Site.cacheSeconds }
        return Int(max(0, min(Int64(Site.cacheSeconds), now.wholeSeconds(until: nextChange) - 1)))
    }
}

/// What a site answers to a path: a closed list, each with its HTTP status in `Web`.
package enum Answer: Sendable {
    case page(Page)
    /// The item, or the spelling of the address, has moved for good. The new path.
    case moved(to: String)
    /// Send the reader on to the only market, in the best of its languages: the candidates by
    /// language, the edition's first language first.
    case sendOn([(language: Language, path: String)])
    /// The page of markets and languages.
    case choose(Page)
    case lapsed(Page)
    case withdrawn(Page)
    case outsideMarket(Page, authority: String)
    case unknown(Page)
}

extension Site {
    /// Answers a path for a reader in `country` (ISO 3166-1 alpha-2, upper case; nil when nobody
    /// knows). The caller has checked that the site is true now.
    package func answer(to path: String, from country: String?) -> Answer {
        outside(path, from: country) ?? answers[path] ?? otherSpelling(of: path) ?? made(path).map {
            .page($0)
        }
            ?? .unknown(lost.unknown(path))
    }

    /// The answer to a reader whom the path's market turns away; nil to all others.
    package func outside(_ path: String, from country: String?) -> Answer? {
        guard let (audience, market) = market(of: path), !market.admits(country),
            let page = lost.outside[audience]?(country)
        else { return nil }
        return .outsideMarket(page, authority: "/")
    }

    /// Whether the path's market is not for a reader in `country`, by which an answer is `outside`.
    package func turnsAway(_ path: String, from country: String?) -> Bool {
        market(of: path).map { !$0.1.admits(country) } ?? false
    }

    /// With a slash at its end, a page's address is another spelling of it.
    private func otherSpelling(of path: String) -> Answer? {
        guard path.utf8.last == UInt8(ascii: "/") else { return nil }
        let address = String(path.dropLast())
        switch answers[address] {
        case .page, .lapsed, .withdrawn: return .moved(to: address)
        case .moved(let target): return .moved(to: target)
        default: return nil
        }
    }

    private func market(of path: String) -> (Audience, Market)? {
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2)
        guard segments.count >= 2, let id = MarketID(String(Substring(segments[0]))),
            let market = markets[id], let language = Language(String(Substring(segments[1]))),
            market.languages.contains(language)
        else { return nil }
        return (Audience(id, language), market)
    }
}
