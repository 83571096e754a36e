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

    init(_ query: SearchQuery, _ index: SiteIndex, _ findables: Findables) {
        self.query = query
        self.index = index
        lexer = index.lexer()
        self.findables = findables
        read = index.reader.read(query.words, lexer)
        passages = PassageMaker(read, lexer, index.reader.concepts)
    }

    private static let pageLength = 10
    /// Of all kinds together on the first page, and then of each.
    private static let bestLength = 5
    private static let groupLength = 3

    func state() throws -> SearchSheet.State {
        let hits = try index.hits(read, among: findables)
        guard !hits.isEmpty else { return .nothing(shownFor: read.mended) }
        let kinds = Dictionary(grouping: hits, by: \.findable.article.kind)
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
        let above = Set(shown.map(\.item))
        var order: [ItemKind] = []
        for hit in hits where !order.contains(hit.findable.article.kind) {
            order.append(hit.findable.article.kind)
        }
        return order.map { kind in
            let all = kinds[kind] ?? []
            let rest = all.filter { !above.contains($0.item) }.prefix(Finding.groupLength)
            return SearchSheet.Kind(kind, count: all.count, best: rest.map(result))
        }
    }

    /// The term, or the question answered, that the query names exactly.
    private func answer(in hits: [Hit]) -> Hit? {
        let stems = read.telling.map { read.words[$0].stem }
        guard !stems.isEmpty else { return nil }
        return hits.prefix(8).first { hit in
            let article = hit.findable.article
            guard article.kind == .term || article.kind == .question else { return false }
            return ([article.title] + article.otherNames + article.searchedAs).contains { name in
                let tokens = lexer.words(of: name).map(\.token)
                return tokens.filter { !isStopWord($0.word) }.map(\.stem) == stems
            }
        }
    }

    private func result(_ hit: Hit) -> SearchSheet.Result {
        let article = hit.findable.article
        let sections = hit.section.map { _ in article.sections(findables.phrases) } ?? []
        let section = hit.section.flatMap { sections.indices.contains($0) ? sections[$0] : nil }
        let found = section.map { passages.passage(of: $0.text) } ?? []
        let isSaying = found.contains(where: \.isMarked)
        return SearchSheet.Result(
            kind: article.kind,
            href: hit.findable.href + (section?.anchor.map { "#\($0)" } ?? ""),
            title: article.title, heading: isSaying ? section?.heading ?? "" : "",
            passage: isSaying ? found : passages.passage(of: article.summary),
            isUnreviewed: hit.findable.isUnreviewed)
    }
}

extension [Hit] {
    fileprivate func page(_ number: Int, of length: Int) -> [Hit] {
        Array(dropFirst((number - 1) * length).prefix(length))
    }
}
