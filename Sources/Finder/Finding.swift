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
        read = index.reader.read(query.words, lexer)
        passages = PassageMaker(read, index.numbering)
    }

    private static let pageLength = 10
    /// Of all kinds together on the first page, and then of each.
    private static let bestLength = 5
    private static let groupLength = 2

    func state() throws -> SearchSheet.State {
        let hits = try index.hits(read, among: findables)
        guard !hits.isEmpty else { return .nothing(shownFor: read.mended) }
        let kinds = Dictionary(grouping: hits, by: kind)
        let wanted = query.kind.map { kinds[$0] ?? [] } ?? hits
        let isFirst = query.kind == nil && query.page == 1
        let pages = max(1, (wanted.count + Finding.pageLength - 1) / Finding.pageLength)
        let page = min(max(1, query.page), pages)
        let shown =
            isFirst
            ? Array(hits.prefix(Finding.bestLength)) : wanted.page(page, of: Finding.pageLength)
        return .found(
            SearchSheet.Results(
                shownFor: read.mended, answer: isFirst ? answer(in: hits).map(result) : nil,
                results: shown.map(result),
                kinds: counted(kinds, in: hits, besides: isFirst ? shown : hits),
                only: query.kind, page: page, pages: pages))
    }

    /// The kinds in the order of their best, with some of each that do not stand above.
    private func counted(
        _ kinds: [ItemKind: [Hit]], in hits: [Hit], besides shown: [Hit]
    ) -> [SearchSheet.Kind] {
        let above = Set(shown.map(\.number))
        var order: [ItemKind] = []
        for hit in hits where !order.contains(kind(of: hit)) {
            order.append(kind(of: hit))
        }
        return order.map { kind in
            let all = kinds[kind] ?? []
            let rest = all.filter { !above.contains($0.number) }.prefix(Finding.groupLength)
            return SearchSheet.Kind(kind, count: all.count, best: rest.map(result))
        }
    }

    /// The term, or the question answered, that the query names exactly.
    private func answer(in hits: [Hit]) -> Hit? {
        let stems = read.telling.map { read.words[$0].stem }
        guard !stems.isEmpty else { return nil }
        return hits.prefix(8).first { hit in
            let article = findables[hit.number].article
            guard article.kind == .term || article.kind == .question else { return false }
            return ([article.title] + article.otherNames + article.searchedAs).contains { name in
                let tokens = lexer.words(of: name).map(\.token)
                return tokens.filter { !isStopWord($0.word) }.map(\.stem) == stems
            }
        }
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

extension [Hit] {
    fileprivate func page(_ number: Int, of length: Int) -> [Hit] {
        Array(dropFirst((number - 1) * length).prefix(length))
    }
}
