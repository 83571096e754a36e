internal import Content
internal import Press
internal import Rendering

/// One query being answered: from what somebody wrote to what their page shows.
struct Finding {
    private let query: SearchQuery
    private let index: SiteIndex
    private let lexer: Lexer
    private let findables: Findables
    private let read: ReadQuery
    private let passages: PassageMaker

    init(_ query: SearchQuery, _ index: SiteIndex, _ lexer: Lexer, _ findables: Findables) {
        self.query = query
        self.index = index
        self.lexer = lexer
        self.findables = findables
        read = index.reader.read(query.words, asTyped: query.isAsTyped, lexer)
        passages = PassageMaker(read, index.numbering)
    }

    private static let pageLength = 10
    /// Of all kinds together on the first page, and then of each.
    private static let bestLength = 5
    private static let groupLength = 2

    func state() throws -> SearchSheet.State {
        guard !read.isSilent else { return .refused(findables.phrases["searchOnlyCommon"]) }
        let hits = try index.hits(read, among: findables)
        guard !hits.isEmpty else { return .nothing(instead: try instead()) }
        let kinds = Dictionary(grouping: hits, by: kind)
        guard let kind = query.kind, let ofKind = kinds[kind] else {
            return .found(ofAllKinds(hits, kinds))
        }
        return .found(ofOneKind(kind, ofKind, kinds))
    }

    /// The words as they may have been meant, where something is found for those.
    private func instead() throws -> String? {
        let words = index.reader.mended(query.words, commonWordsToo: true, lexer)
        return try words.flatMap { words in
            let read = index.reader.read(words, asTyped: true, lexer)
            return try index.hits(read, among: findables).isEmpty ? nil : words
        }
    }

    private func ofOneKind(
        _ kind: ItemKind, _ hits: [Hit], _ kinds: [ItemKind: [Hit]]
    ) -> SearchSheet.Results {
        let pages = max(1, hits.count.divided(by: Finding.pageLength))
        let page = min(query.page, pages)
        let shown = hits.dropFirst((page - 1) * Finding.pageLength).prefix(Finding.pageLength)
        return SearchSheet.Results(
            shownFor: read.mended, answer: nil, results: shown.map(result),
            kinds: counted(kinds, besides: nil), only: kind, page: page, pages: pages)
    }

    /// An answer, what fits best, and some of each kind; on further pages the rest, in its order.
    private func ofAllKinds(_ hits: [Hit], _ kinds: [ItemKind: [Hit]]) -> SearchSheet.Results {
        let answer = answer(in: hits)
        let others = hits.filter { $0.number != answer?.number }
        let pages = 1 + max(0, others.count - Finding.bestLength).divided(by: Finding.pageLength)
        let page = min(query.page, pages)
        let isFirst = page == 1
        let start = isFirst ? 0 : Finding.bestLength + (page - 2) * Finding.pageLength
        let length = isFirst ? Finding.bestLength : Finding.pageLength
        let shown = others.dropFirst(start).prefix(length)
        let above = Set(shown.map(\.number) + [answer?.number].compactMap(\.self))
        return SearchSheet.Results(
            shownFor: read.mended, answer: isFirst ? answer.map(result) : nil,
            results: shown.map(result), kinds: counted(kinds, besides: isFirst ? above : nil),
            only: nil, page: page, pages: pages)
    }

    /// The kinds in the order of their best; with some of each that do not stand above, where there is
    /// room for them.
    private func counted(
        _ kinds: [ItemKind: [Hit]], besides above: Set<Int>?
    ) -> [SearchSheet.Kind] {
        let sorted = kinds.sorted {
            ($1.value[0].score, $0.key.rawValue) < ($0.value[0].score, $1.key.rawValue)
        }
        return sorted.map { kind, all in
            let rest = above.map { above in all.filter { !above.contains($0.number) } } ?? []
            return SearchSheet.Kind(
                kind, count: all.count, best: rest.prefix(Finding.groupLength).map(result))
        }
    }

    /// The question answered that the query asks in the same words; else what it names exactly.
    private func answer(in hits: [Hit]) -> Hit? {
        let named = index.names.articles(named: read)
        guard !named.isEmpty else { return nil }
        let numbers = index.numbers(among: findables)
        for article in named {
            if let hit = hits.first(where: { $0.number == numbers[article] }) { return hit }
        }
        return nil
    }

    private func kind(of hit: Hit) -> ItemKind { findables[hit.number].kind }

    /// What a term means is said of it, whatever part of it fits.
    private func result(_ hit: Hit) -> SearchSheet.Result {
        let findable = findables[hit.number]
        let part = findable.kind == .term ? index.summary(hit.row) : index.part(hit.row)
        let found = passages.passage(of: part.text)
        let isSaying = found.contains(where: \.isMarked)
        return SearchSheet.Result(
            kind: findable.kind, href: findable.href + (part.anchor.map { "#\($0)" } ?? ""),
            title: findable.title, heading: isSaying ? part.heading : "",
            passage: isSaying ? found : passages.passage(of: index.summary(hit.row).text),
            isUnreviewed: findable.isUnreviewed)
    }
}

extension Int {
    /// How many times so many there are, the last of them perhaps not whole.
    fileprivate func divided(by length: Int) -> Int { (self + length - 1) / length }
}
