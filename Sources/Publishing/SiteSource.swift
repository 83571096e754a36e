internal import Atomics
package import Content
package import Press

/// Where the web gets the site from.
package protocol SiteSource: Sendable {
    /// Counts what `ready(at:)` had to give: while it stands, nothing else is ready.
    var turns: Turns { get }

    /// The site to answer from at `now`, when that can be said without waiting, with nothing but
    /// atomic loads: it is true at `now`, and the journal was read not long ago. Nil otherwise:
    /// ask `site(at:)`.
    func ready(at now: Instant) -> ReadySite?

    /// The site that is true at `now`, read and printed first where need be.
    func site(at now: Instant) async throws(Blindness) -> Site
}

extension SiteSource {
    package func readySite(at now: Instant) -> Site? { ready(at: now)?.site }
}

/// A site that can be answered from without waiting.
package struct ReadySite: Sendable {
    package let site: Site
    /// When it can be.
    package let holds: Range<Instant>

    /// - Parameter until: no longer at this instant; never, where it does not lie after `from`.
    package init(_ site: Site, from: Instant, until: Instant) {
        (self.site, holds) = (site, from..<max(from, until))
    }
}

/// How often what is ready was replaced.
///
/// To read it writes nothing, while to take the site counts its users in memory that all processors
/// share, and at each request they would wait for one another there.
package final class Turns: Sendable {
    private let count = ManagedAtomic(0)

    package init() {}

    package var now: Int { count.load(ordering: .acquiring) }

    /// To be called when the next is in its place.
    package func next() { count.wrappingIncrement(ordering: .releasing) }
}

/// The journal could not be read for longer than the operator allows, so nobody can say what may
/// be shown.
package struct Blindness: Error, Sendable {
    /// The page that says so, if there ever was a site.
    package let page: Page?
    /// The same with what a reader wrote in a form.
    package let keeping: @Sendable (_ texts: [String]) -> Page?
    /// What that page needs, by path: files whose address names their bytes, which are never out of
    /// date.
    package let files: [String: Page]

    package init(
        page: Page?, keeping: @escaping @Sendable (_ texts: [String]) -> Page? = { _ in nil },
        files: [String: Page] = [:]
    ) {
        (self.page, self.files) = (page, files)
        self.keeping = keeping
    }

    /// What is left to be said after a site was the last that could be shown.
    init(after site: Site) {
        self.init(page: site.lost.blind, keeping: site.lost.keeping, files: site.files)
    }
}
