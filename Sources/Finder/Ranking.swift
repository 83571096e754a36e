internal import Content
internal import Press

/// An item that a query found.
struct Hit: Sendable {
    /// Its place among the findables.
    var number: Int
    /// Of the part that fits best.
    var row: Int
    /// 1 and a little more for what fits best.
    var score: Double
}

/// An item is worth what it says as a whole of all the words of a query, and a share of how well its best
/// part says the rarest of them. All figures here are tuned on the odd halves of Tests/Search.
extension SiteIndex {
    private static let partsShare = 0.3
    /// How much an item's second part adds to its best.
    private static let othersShare = 0.2
    /// Below this share of the best, what has none of the rare words is not found.
    private static let leastWhole = 0.3
    /// Of a word within what a query names: sore mouth is a thing, and a mouth besides.
    private static let wordWithinName = 0.4

    /// Terms and studies are short, so a word of theirs weighs much; but they seldom answer a question.
    private func likelihood(of kind: ItemKind) -> Double {
        switch kind {
        case .term: 0.7
        case .study: 0.8
        case .question: 0.9
        case .treatment, .page, .clinic, .group: 1
        }
    }

    /// Of each item that is shown, its best part: the best item first.
    func hits(_ query: ReadQuery, among findables: Findables) throws -> [Hit] {
        guard let match = try reader.match(query, counts: texts.counts) else { return [] }
        let numbers = numbers(among: findables)
        let parts = try parts(match) { numbers[$0] != nil }
        let wholes = postings.scores(wanted(of: query))
        let bestPart = parts.reduce(0) { max($0, $1?.worth(SiteIndex.othersShare) ?? 0) }
        let bestWhole = wholes.enumerated().reduce(0) {
            numbers[$1.offset] == nil ? $0 : max($0, $1.element)
        }
        var hits: [Hit] = []
        for (article, part) in parts.enumerated() {
            guard let number = numbers[article] else { continue }
            // A phrase is looked for in the parts.
            let isFound =
                part != nil
                || query.phrases.isEmpty
                    && wholes[article] > SiteIndex.leastWhole * bestWhole
            guard isFound else { continue }
            let score =
                wholes[article].share(of: bestWhole)
                + SiteIndex.partsShare
                * (part?.worth(SiteIndex.othersShare) ?? 0).share(of: bestPart)
            hits.append(
                Hit(
                    number: number, row: part?.row ?? articles[article].whole,
                    score: score * likelihood(of: articles[article].kind)))
        }
        return hits.sorted { ($1.score, $0.number) < ($0.score, $1.number) }
    }

    /// Of each article its best rows; nil where none is found.
    private func parts(
        _ match: MatchQuery, isShown: (Int) -> Bool
    ) throws -> [Parts?] {
        var parts: [Parts?] = Array(repeating: nil, count: articles.count)
        for match in try texts.matches(match) {
            let (row, article) = (Int(match.row), places[Int(match.row)].article)
            guard isShown(article) else { continue }
            var found = parts[article] ?? Parts()
            found.add(match.score, row, whole: articles[article].whole)
            parts[article] = found
        }
        return parts
    }

    /// Each word that says something, and what the words name.
    private func wanted(of query: ReadQuery) -> [Postings.Wanted] {
        let named = Set(query.concepts.flatMap { Array($0.range) })
        var worth: [String: Double] = [:]
        for number in query.telling {
            let own = named.contains(number) ? SiteIndex.wordWithinName : 1
            let stem = query.words[number].stem
            worth[stem] = max(worth[stem] ?? 0, own)
        }
        for token in query.concepts.map(\.concept) + query.joined { worth[token] = 1 }
        // In one order, so that sums are the same each time.
        return worth.sorted { $0.key < $1.key }.compactMap { token, worth in
            numbering.numbers[token].map { ($0, worth) }
        }
    }
}

/// The best rows of an article.
private struct Parts {
    private var score = -Double.infinity
    private var second = 0.0
    private(set) var row = 0

    func worth(_ othersShare: Double) -> Double { score + othersShare * second }

    /// Where an article is found for what it says of itself, and a part fits too, the part is led to.
    mutating func add(_ score: Double, _ row: Int, whole: Int) {
        if score > self.score {
            second = max(0, self.score)
            let keepsPart = row == whole && self.score > 0
            (self.score, self.row) = (score, keepsPart ? self.row : row)
        } else {
            if score > second, self.row == whole { self.row = row }
            second = max(second, score)
        }
    }
}

extension Double {
    /// 0 of nothing.
    fileprivate func share(of whole: Double) -> Double { whole > 0 ? self / whole : 0 }
}
