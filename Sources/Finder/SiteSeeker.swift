package import Content
internal import Dispatch
internal import Foundation
package import Press
package import Rendering
internal import Synchronization

/// Searches what a site shows, by an index that is made when somebody first searches, and anew when
/// the site shows something else.
///
/// One query is answered at a time, on a thread of its own: whoever reads pages has the rest of the
/// machine. While the next index is made, the one before is asked; what the site does not show is left
/// out of what it finds.
package final class SiteSeeker: Seeker {
    private struct Shelf {
        var indices: [Language: SiteIndex] = [:]
        var beingMade: Set<Language> = []
        /// How many wait for an answer.
        var waiting = 0
        /// From when as many wait as may, until few do: else each place that is free would be rushed for.
        var isFull = false

        mutating func enter() -> Bool {
            guard !isFull else { return false }
            waiting += 1
            isFull = waiting == SiteSeeker.mostWaiting
            return true
        }

        mutating func leave() {
            waiting -= 1
            if waiting <= SiteSeeker.fewWaiting { isFull = false }
        }
    }

    private let shelf = Mutex(Shelf())
    private let queue = DispatchQueue(label: "hoofbeat.search", qos: .userInitiated)
    private let workshop = DispatchQueue(label: "hoofbeat.search.index", qos: .utility)
    private let report: @Sendable (any Error) -> Void

    /// More would wait longer than somebody should.
    private static let mostWaiting = 16
    private static let fewWaiting = 4
    /// How many times as long as it worked the thread then rests: on a machine of two processors five times.
    private static let restPerWork =
        10 / Double(ProcessInfo.processInfo.activeProcessorCount)

    /// - Parameter report: is told when an index could not be made beside an older one.
    package init(report: @escaping @Sendable (any Error) -> Void) { self.report = report }

    // MARK: Asking

    package func search(
        _ query: SearchQuery, on site: Site, for audience: Audience
    ) async throws -> SearchSheet.State {
        try await asked(site, audience) { index, findables in
            try index.withLexer { try Finding(query, index, $0, findables).state() }
        }
    }

    package func suggest(
        _ beginning: String, on site: Site, for audience: Audience
    ) async throws -> [Suggestion] {
        try await asked(site, audience) { index, findables in
            index.withLexer { lexer in
                let found = index.titles.beginning(with: beginning, lexer) { findables[$0] }
                guard found.isEmpty, let mended = index.reader.mended(beginning, lexer) else {
                    return found
                }
                return index.titles.beginning(with: mended, lexer) { findables[$0] }
            }
        }
    }

    private func asked<Value: Sendable>(
        _ site: Site, _ audience: Audience,
        _ work: @escaping @Sendable (SiteIndex, Findables) throws -> Value
    ) async throws -> Value {
        guard let findables = site.searching(audience)?.findables else {
            throw SeekRefusal.unknownAudience
        }
        guard shelf.withLock({ $0.enter() }) else { throw SeekRefusal.busy }
        defer { shelf.withLock { $0.leave() } }
        let index = try await index(of: site, audience.language)
        return try await on(queue) {
            let started = DispatchTime.now()
            defer { self.rest(since: started) }
            return try work(index, findables)
        }
    }

    /// Where many wait, the thread rests after its work: whoever reads pages keeps most of a small machine,
    /// and whoever searches waits some milliseconds more.
    private func rest(since started: DispatchTime) {
        guard shelf.withLock({ $0.waiting }) > SiteSeeker.fewWaiting else { return }
        let worked = DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds
        Thread.sleep(forTimeInterval: SiteSeeker.restPerWork * Double(worked) / 1e9)
    }

    package var isFull: Bool { shelf.withLock { $0.isFull } }

    private func on<Value: Sendable>(
        _ queue: DispatchQueue, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { answer in
            queue.async { answer.resume(with: Result { try work() }) }
        }
    }

    // MARK: The index

    /// The one at hand, though it may be older than the site; only where there is none is it waited for.
    private func index(of site: Site, _ language: Language) async throws -> SiteIndex {
        let findables = site.audiences.filter { $0.language == language }
            .compactMap { site.searching($0)?.findables }
        guard let ready = shelf.withLock({ $0.indices[language] }) else {
            return try await on(workshop) { try self.make(findables, language) }
        }
        if !ready.made.elementsEqual(findables, by: ===) { makeBeside(findables, language) }
        return ready
    }

    /// In the workshop, where one is made at a time: another may have made it meanwhile.
    private func make(_ findables: [Findables], _ language: Language) throws -> SiteIndex {
        if let made = shelf.withLock({ $0.indices[language] }),
            made.made.elementsEqual(findables, by: ===)
        {
            return made
        }
        let index = try SiteIndex(findables, language)
        shelf.withLock { $0.indices[language] = index }
        return index
    }

    private func makeBeside(_ findables: [Findables], _ language: Language) {
        guard shelf.withLock({ $0.beingMade.insert(language).inserted }) else { return }
        workshop.async {
            do { _ = try self.make(findables, language) } catch { self.report(error) }
            _ = self.shelf.withLock { $0.beingMade.remove(language) }
        }
    }
}
