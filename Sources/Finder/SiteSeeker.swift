package import Content
internal import Dispatch
package import Press
package import Rendering
internal import Synchronization

/// Searches what a site shows, by an index that is made when somebody first searches, and anew when
/// the site shows something else.
///
/// While the next index is made, the one before is asked; what the site does not show is left
/// out of what it finds.
package final class SiteSeeker: Seeker {
    private struct Shelf {
        var indices: [Language: SiteIndex] = [:]
        var beingMade: Set<Language> = []
    }

    private let shelf = Mutex(Shelf())
    private let turnstile: OneAtATime
    private let workshop = DispatchQueue(label: "hoofbeat.search.index", qos: .utility)
    /// By language, files of words that everybody knows.
    private let wordLists: [Language: String]
    private let report: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - wordLists: by language, files with one word a line that everybody knows, which are not mended; one
    ///     that is not there counts as none.
    ///   - report: is told when an index could not be made beside an older one.
    package init(
        _ turnstile: OneAtATime, wordLists: [Language: String] = [:],
        report: @escaping @Sendable (any Error) -> Void
    ) {
        self.turnstile = turnstile
        self.wordLists = wordLists
        self.report = report
    }

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
        return try await turnstile.pass(
            after: { try await self.index(of: site, audience.language) },
            { index in try work(index, findables) })
    }

    // MARK: The index

    package func prepare(for site: Site) {
        for language in shelf.withLock({ Array($0.indices.keys) }) {
            let findables = findables(of: site, language)
            let made = shelf.withLock { $0.indices[language]?.made }
            if let made, !made.elementsEqual(findables, by: ===) { makeBeside(findables, language) }
        }
    }

    /// For tests: tells it of the site, and whether that is still to be learnt.
    func isPreparing(for site: Site) -> Bool {
        prepare(for: site)
        return shelf.withLock { !$0.beingMade.isEmpty }
    }

    private func findables(of site: Site, _ language: Language) -> [Findables] {
        site.audiences.filter { $0.language == language }
            .compactMap { site.searching($0)?.findables }
    }

    /// The one at hand, though it may be older than the site; only where there is none is it waited for.
    private func index(of site: Site, _ language: Language) async throws -> SiteIndex {
        let findables = findables(of: site, language)
        guard let ready = shelf.withLock({ $0.indices[language] }) else {
            return try await on(workshop) { try self.make(findables, language) }
        }
        if !ready.made.elementsEqual(findables, by: ===) { makeBeside(findables, language) }
        return ready
    }

    /// In the workshop, where one is made at a time: another may have made it meanwhile.
    private func make(_ findables: [Findables], _ language: Language) throws -> SiteIndex {
        let made = shelf.withLock { $0.indices[language] }
        if let made, made.made.elementsEqual(findables, by: ===) { return made }
        // The list is read once.
        let commonWords =
            made?.reader.commonWords ?? CommonWords(path: wordLists[language], Lexer(language))
        let index = try SiteIndex(findables, language, commonWords)
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
