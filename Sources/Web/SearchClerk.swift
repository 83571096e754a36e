internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press
internal import Readership
internal import Rendering

/// Answers at `/int/en/search` and, while somebody types, at `/int/en/suggest`. What is looked for is
/// written down nowhere.
struct SearchClerk: Sendable {
    let seeker: any Seeker
    /// Nil where nothing is counted.
    let unfound: Unfound?
    let site: Site
    let audience: Audience
    let desk: SearchDesk
    let place: Place
    let policy: SecurityPolicy
    let now: Instant
    let report: @Sendable (any Error) -> Void

    enum Place: String { case search, suggest }

    func reply(to asking: Asking, _ target: Target) async -> Reply {
        let fields = FormFields(query: target.query ?? "")
        let query = SearchQuery(
            fields["q"], kind: ItemKind(rawValue: fields["kind"]),
            page: min(max(1, Int(fields["page"]) ?? 1), 1000), isAsTyped: fields["as"] == "typed")
        switch place {
        case .search: return await searched(query, asking)
        case .suggest: return await suggested(query.words)
        }
    }

    /// Whether a query has words that are looked for; else there is nothing to do.
    static func asks(_ query: String) -> Bool {
        let words = FormFields(query: query)["q"]
        return words.utf8.count <= SearchQuery.mostBytes && words.contains { !$0.isWhitespace }
    }

    // MARK: Searching

    private func searched(_ query: SearchQuery, _ asking: Asking) async -> Reply {
        guard query.words.contains(where: { !$0.isWhitespace }) else {
            return page(SearchSheet(), .ok, asking)
        }
        guard query.words.utf8.count <= SearchQuery.mostBytes else {
            let why = desk.phrases("searchTooLong", "\(SearchQuery.mostBytes)")
            return page(SearchSheet(beginning(of: query.words), .refused(why)), .ok, asking)
        }
        do {
            let state = try await seeker.search(query, on: site, for: audience)
            if case .nothing = state { unfound?.note(query.words, at: now) }
            var sheet = SearchSheet(query.words, state)
            sheet.isAsTyped = query.isAsTyped
            return page(sheet, .ok, asking)
        } catch {
            if !(error is SeekRefusal) { report(error) }
            return Reply(busy: desk.busy, policy, Encodings(asking.acceptEncoding))
        }
    }

    /// As much as can be looked for, so that somebody can go on from it.
    private func beginning(of words: String) -> String {
        var beginning = words.prefix(SearchQuery.mostBytes)
        while beginning.utf8.count > SearchQuery.mostBytes { beginning.removeLast() }
        return String(beginning)
    }

    private func page(
        _ sheet: SearchSheet, _ status: HTTPResponse.Status, _ asking: Asking
    ) -> Reply {
        var sheet = sheet
        sheet.keepsWords = unfound?.keepsWords == true
        return Reply(personal: desk.page(sheet), status, policy, asking)
    }

    // MARK: Suggesting

    private func suggested(_ beginning: String) async -> Reply {
        var reply = Reply(.ok, policy, caching: Caching.personal)
        do {
            let isShort = beginning.utf8.count <= SearchClerk.mostTypedBytes
            let suggestions =
                isShort ? try await seeker.suggest(beginning, on: site, for: audience) : []
            reply.carry(json: suggestions.map { Suggested($0, desk.phrases) })
        } catch {
            if !(error is SeekRefusal) { report(error) }
            return Reply(noSuggestions: policy)
        }
        return reply
    }

    /// Whoever has typed more is writing a question, which no title begins with.
    private static let mostTypedBytes = 100
}

private struct Suggested: Encodable {
    let text: String
    let kind: String
    let href: String

    init(_ suggestion: Suggestion, _ phrases: Phrases) {
        text = suggestion.text
        kind = phrases["kind-\(suggestion.kind.rawValue)"]
        href = suggestion.href
    }
}
