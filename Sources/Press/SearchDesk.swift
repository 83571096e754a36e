package import Content
package import Rendering

/// Where one audience searches: what it can find, and its page for what was found.
package struct SearchDesk: Sendable {
    package let findables: Findables
    package let phrases: Phrases
    /// For whoever searches while more do than can be answered. Printed once: just then nothing may cost
    /// much. It does not repeat what was searched for; its link does, since it leads to the same address.
    package let busy: Page
    private let print: @Sendable (SearchSheet) -> Page

    init(
        _ framing: Framing, _ findables: Findables, busy: Page,
        print: @escaping @Sendable (SearchSheet) -> Page
    ) {
        self.findables = findables
        self.busy = busy
        phrases = framing.phrases
        self.print = print
    }

    package func page(_ sheet: SearchSheet) -> Page { print(sheet) }
}

/// Finds what a site shows; the room `Finder` does, by an index.
package protocol Seeker: Sendable {
    /// - Throws: `SeekRefusal`, or what went wrong with the index.
    func search(
        _ query: SearchQuery, on site: Site, for audience: Audience
    ) async throws -> SearchSheet.State
    /// Has what a site shows found soon, if anybody searches here; returns at once.
    func prepare(for site: Site)
    /// What somebody may be about to write, the likeliest first.
    func suggest(
        _ beginning: String, on site: Site, for audience: Audience
    ) async throws -> [Suggestion]
}

package struct SearchQuery: Hashable, Sendable {
    package var words: String
    package var kind: ItemKind?
    /// From 1.
    package var page: Int
    /// Whether the words are meant as they are, and none is to be mended.
    package var isAsTyped: Bool

    package init(
        _ words: String, kind: ItemKind? = nil, page: Int = 1, isAsTyped: Bool = false
    ) {
        (self.words, self.kind, self.page) = (words, kind, page)
        self.isAsTyped = isAsTyped
    }

    /// In bytes of UTF-8: a long question in somebody's own words.
    package static let mostBytes = 1000
}

package enum SeekRefusal: Error, Hashable, Sendable {
    /// More are searching than can be answered soon.
    case busy
    case unknownAudience
}

/// A title or a name that somebody may mean, and where it leads.
package struct Suggestion: Hashable, Sendable {
    package var text: String
    package var kind: ItemKind
    package var href: String

    package init(text: String, kind: ItemKind, href: String) {
        (self.text, self.kind, self.href) = (text, kind, href)
    }
}

extension Framing {
    func searching(_ sheet: SearchSheet) -> Recipe {
        guard let place = ItemID("search") else {
            preconditionFailure("this is a name of an item")
        }
        var frame = frame(for: place, title: phrases["searchTitle"], summary: "")
        frame.canonical = nil
        frame.isUnlisted = true
        frame.alternates = []
        if case .found(let results) = sheet.state {
            frame.isUnreviewed = results.results.contains(where: \.isUnreviewed)
            frame.title = phrases("searchTitleFor", sheet.query)
        }
        return Recipe(frame: frame, matter: .searching(sheet))
    }
}
