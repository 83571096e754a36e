internal import Atomics
package import Content
package import Policy
package import Press
internal import Rendering

/// Keeps the site true: reads the journal, prints what changed, and swaps the site as one value.
///
/// A timer may call `site(at:)` to have the next site ready in time, but nothing depends on it:
/// a request that finds the site out of date, or the journal unread for a while, does the same.
package final class Publisher: SiteSource {
    private let window: Window
    private let workshop: Workshop

    /// - Parameters:
    ///   - blindForMilliseconds: how long reading may fail before nobody is answered any more.
    ///   - trustedForMilliseconds: how old the last reading may be before a request reads itself.
    ///   - marks: reads how readers rated the items; nil where nobody can rate.
    package init(
        _ journal: Journal, _ settings: PressSettings, blindForMilliseconds: Int64 = 900_000,
        trustedForMilliseconds: Int64 = 1_000,
        marks: (@Sendable () throws -> [ItemID: Marks])? = nil
    ) {
        window = Window(trustedForMilliseconds: trustedForMilliseconds)
        workshop = Workshop(
            journal, settings, blindForMilliseconds: blindForMilliseconds, marks, window)
    }

    package var turns: Turns { window.turns }

    package func ready(at now: Instant) -> ReadySite? { window.ready(at: now) }

    /// The first site there is was wanted at once, so its pages print themselves when asked for.
    package func site(at now: Instant) async throws(Blindness) -> Site {
        try await workshop.site(at: now)
    }

    /// The same for somebody who can wait: a site whose pages are printed and compressed.
    package func wholeSite(at now: Instant) async throws(Blindness) -> Site {
        try await workshop.site(at: now, isWhole: true)
    }
}

extension Publisher {
    /// Why the journal could not be read the last time; nil when it could.
    package var readingFailure: (any Error)? {
        get async { await workshop.failure }
    }
}

/// Where the site at hand is seen from everywhere: one value, so that no request sees a site without
/// how long it holds.
private final class Window: Sendable {
    let turns = Turns()
    private let shown = ManagedAtomic<Shown?>(nil)
    /// How long a site may be answered from after the journal was last read, in milliseconds.
    private let trustedForMilliseconds: Int64

    private final class Shown: AtomicReference, Sendable {
        let ready: ReadySite

        init(_ ready: ReadySite) { self.ready = ready }
    }

    init(trustedForMilliseconds: Int64) { self.trustedForMilliseconds = trustedForMilliseconds }

    func ready(at now: Instant) -> ReadySite? {
        guard let ready = shown.load(ordering: .acquiring)?.ready, ready.holds.contains(now) else {
            return nil
        }
        return ready
    }

    func show(_ site: Site, read: Instant) {
        let until = read.advanced(byMilliseconds: trustedForMilliseconds + 1)
        let ready = ReadySite(
            site, from: max(site.pressed, read.advanced(byMilliseconds: -trustedForMilliseconds)),
            until: site.nextChange.map { min($0, until) } ?? until)
        shown.store(Shown(ready), ordering: .releasing)
        turns.next()
    }
}

/// Reads and prints, one caller at a time.
private actor Workshop {
    private let journal: Journal
    private let settings: PressSettings
    private let blindForMilliseconds: Int64
    private let readMarks: (@Sendable () throws -> [ItemID: Marks])?
    /// Set here alone, so that nobody puts an older site in place of a newer one.
    private let window: Window
    private var state = Journal.State(history: History(), head: .empty)
    private var articles: [Digest: Article] = [:]
    private var marks: [ItemID: Marks]?
    private var marksRead: Instant?
    private var pressing: Pressing?
    private var isPrintingMarks = false
    private var lastRead: Instant?
    private var lastTried: Instant?

    init(
        _ journal: Journal, _ settings: PressSettings, blindForMilliseconds: Int64,
        _ readMarks: (@Sendable () throws -> [ItemID: Marks])?,
        _ window: Window
    ) {
        self.window = window
        self.journal = journal
        self.settings = settings
        self.blindForMilliseconds = blindForMilliseconds
        self.readMarks = readMarks
    }

    /// The site that is true at `now`.
    func site(at now: Instant, isWhole: Bool = false) throws(Blindness) -> Site {
        read(at: now)
        // A clock that was set back says nothing of how long ago that was.
        guard let lastRead,
            abs(now.milliseconds - lastRead.milliseconds) <= blindForMilliseconds
        else {
            throw pressing.map { Blindness(after: $0.site) } ?? Blindness(page: nil)
        }
        if pressing?.site.isTrue(at: now) != true
            || pressing?.site.sequence != state.head.sequence
            || isWhole && pressing?.isWhole == false
        {
            pressing = press(
                state.history, articles, settings, marks: marks, at: now, reusing: pressing,
                puttingOff: !isWhole && pressing == nil)
        } else if marks != pressing?.marks {
            printMarks(at: now)
        }
        guard let site = pressing?.site else { throw Blindness(page: nil) }
        window.show(site, read: lastRead)
        return site
    }

    /// Takes in what was written since. A failure is remembered, not thrown: the site in memory
    /// stays true for as long as the operator allows.
    private func read(at now: Instant) {
        // While the database is away, asking it at every request would only add to the trouble.
        if failure != nil, let lastTried,
            abs(now.milliseconds - lastTried.milliseconds) < 250
        {
            return
        }
        lastTried = now
        do {
            let head = try journal.store.head()
            if head.sequence != state.head.sequence {
                var next = state
                let touched = Set(try journal.catchUp(&next).flatMap(\.event.items))
                try fetchArticles(of: next.history, touched, at: now)
                state = next
            }
            try readMarks(at: now)
            lastRead = now
            failure = nil
        } catch {
            failure = error
        }
    }

    /// Figures are no reason to let anybody wait: while the pages that show them are printed, the site
    /// before answers.
    private func printMarks(at now: Instant) {
        guard !isPrintingMarks, let before = pressing else { return }
        isPrintingMarks = true
        let (history, articles, settings, marks) = (state.history, articles, settings, marks)
        Task.detached(priority: .utility) {
            let next = press(
                history, articles, settings, marks: marks, at: now, reusing: before,
                hurrying: false)
            await self.take(next, after: before.site)
        }
    }

    /// Nothing is put in the place of a site that was made meanwhile.
    private func take(_ next: Pressing?, after site: Site) {
        isPrintingMarks = false
        guard let next, let lastRead, pressing?.site === site else { return }
        pressing = next
        window.show(next.site, read: lastRead)
    }

    /// The figures a page shows were read half a minute before it is sent, at most, and a cache keeps it
    /// for less than another (`Site.cacheSeconds`).
    private func readMarks(at now: Instant) throws {
        guard let readMarks else { return }
        if let marksRead, abs(now.milliseconds - marksRead.milliseconds) < 30_000 { return }
        marks = try readMarks()
        marksRead = now
    }

    /// Why the last reading failed, for the log.
    private(set) var failure: (any Error)?

    /// Only an item of which something was written can need an article that is not at hand: the
    /// others' are there for as long as they may be shown.
    private func fetchArticles(
        of history: History, _ touched: Set<ItemID>, at now: Instant
    ) throws {
        let missing = history.articlesNeeded(by: touched, at: now).subtracting(articles.keys)
        for (digest, article) in try journal.articles(Array(missing)) {
            articles[digest] = article
        }
    }
}

extension Journal {
    /// The kept articles of these digests; one that is absent is left out.
    package func articles(_ digests: [Digest]) throws -> [Digest: Article] {
        // Some at a time: the bytes of all of them would take as much memory again.
        let batches = stride(from: 0, to: digests.count, by: 100).map {
            Array(digests[$0..<min($0 + 100, digests.count)])
        }
        let read = concurrentMap(batches) { batch in
            Result { try blobs(batch).mapValues { try ArticleCodec.decode($0) } }
        }
        return try read.reduce(into: [:]) { articles, batch in
            articles.merge(try batch.get()) { first, _ in first }
        }
    }

    /// All of an article in words, without markup: to compare, and to search. Nil when the
    /// article is absent.
    package func plainText(of article: Digest) throws -> String? {
        try blobs([article])[article].map { try ArticleCodec.plainText($0) }
    }
}

extension History {
    /// Every article that may be shown at `now` or after it, as far as the facts tell.
    package func articlesNeeded(at now: Instant) -> Set<Digest> {
        articlesNeeded(by: items, at: now)
    }

    func articlesNeeded(by items: some Sequence<ItemID>, at now: Instant) -> Set<Digest> {
        var needed: Set<Digest> = []
        for item in items {
            var newest: [Audience: Digest] = [:]
            for fact in facts(about: item) {
                switch fact.event {
                case .revised(let revision):
                    // One that counts already is replaced by the next; a later one waits its turn.
                    if fact.counts > now { needed.formUnion(revision.articles.values) }
                    if fact.counts <= now { newest.merge(revision.articles) { _, later in later } }
                case .approved(let approval) where approval.expires > now:
                    for case .article(item, _, let digest) in approval.subjects {
                        needed.insert(digest)
                    }
                default: break
                }
            }
            needed.formUnion(newest.values)
        }
        return needed
    }
}
