internal import Content
internal import Press

/// Titles and names, of which somebody may be writing the beginning.
struct Titles: Sendable {
    private let entries: [Entry]

    private struct Entry: Sendable {
        var item: ItemID
        var text: String
        /// In one spelling, each with a space before it: ` key sixty-seven`.
        var letters: [UInt8]
        var rank: Int
    }

    init(_ articles: [Article], _ lexer: Lexer) {
        var known: Set<String> = []
        entries = articles.flatMap { article -> [Entry] in
            let names = [article.title] + article.otherNames
            return (names + article.searchedAs).enumerated().compactMap { number, name in
                guard known.insert("\(article.item) \(name)").inserted else { return nil }
                // What people look for it by is no name that should be shown.
                let text = number < names.count ? name : article.title
                return Entry(
                    item: article.item, text: text, letters: Titles.letters(name, lexer),
                    rank: (Titles.order[article.kind] ?? 9) + (number == 0 ? 0 : 1))
            }
        }
    }

    private static let order: [ItemKind: Int] = [
        .treatment: 0, .term: 1, .page: 2, .question: 3, .clinic: 4, .group: 4, .study: 5,
    ]

    private static func letters(_ text: String, _ lexer: Lexer) -> [UInt8] {
        lexer.words(of: text).flatMap { Array(" \($0.token.word)".utf8) }
    }

    /// Those that have all of the words, the last one at least begun; the likeliest first.
    func beginning(
        with text: String, _ lexer: Lexer, isShown: (ItemID) -> Findable?
    ) -> [Suggestion] {
        let words = lexer.words(of: text).map { Array(" \($0.token.word)".utf8) }
        guard !words.isEmpty else { return [] }
        var found: [(rank: Int, length: Int, number: Int)] = []
        for (number, entry) in entries.enumerated()
        where words.allSatisfy({ entry.letters.hold($0) }) {
            let isStart = entry.letters.starts(with: words[0])
            found.append((entry.rank + (isStart ? 0 : 10), entry.letters.count, number))
        }
        var items: Set<ItemID> = []
        var suggestions: [Suggestion] = []
        for candidate in found.sorted(by: { $0 < $1 }) where suggestions.count < Titles.most {
            let entry = entries[candidate.number]
            guard let findable = isShown(entry.item), items.insert(entry.item).inserted else {
                continue
            }
            suggestions.append(
                Suggestion(text: entry.text, kind: findable.article.kind, href: findable.href))
        }
        return suggestions
    }

    static let most = 8
}

extension [UInt8] {
    /// Whether some bytes stand in it, one after another. (The library's search takes ten times as long.)
    fileprivate func hold(_ part: [UInt8]) -> Bool {
        guard part.count <= count else { return false }
        return withUnsafeBufferPointer { bytes in
            part.withUnsafeBufferPointer { part in
                (0...(bytes.count - part.count)).contains { start in
                    bytes[start] == part[0]
                        && part.indices.allSatisfy { bytes[start + $0] == part[$0] }
                }
            }
        }
    }
}
