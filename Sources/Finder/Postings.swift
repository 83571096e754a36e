internal import Foundation

/// In which articles each token stands, and how much it counts there: what BM25F asks for all words of a
/// query at once (Robertson, Zaragoza and Taylor, 2004). A few hundred thousand numbers for a large edition.
struct Postings: Sendable {
    /// Where the entries of each token are, by its number.
    private let places: [Range<Int32>]
    private let entries: [Entry]
    private let articleCount: Int

    private struct Entry: Sendable {
        var article: Int32
        var weight: Float
    }

    /// How soon more of a word counts no more, and how much long articles are held against themselves: tuned
    /// on the odd halves of Tests/Search.
    private static let (saturation, lengthShare): (Float, Float) = (2, 0.4)

    /// - Parameter counts: of each article, by the number of a token, how often it stands there, weighted
    ///   by field.
    init(_ counts: [[UInt32: Float]], tokenCount: Int) {
        articleCount = counts.count
        let lengths = counts.map { $0.values.reduce(0, +) }
        let mean = max(1, lengths.reduce(0, +) / Float(max(1, lengths.count)))
        var lists: [[Entry]] = Array(repeating: [], count: tokenCount)
        for (article, tokens) in counts.enumerated() {
            let length = 1 - Postings.lengthShare + Postings.lengthShare * lengths[article] / mean
            for (token, count) in tokens {
                let weight = count / (count + Postings.saturation * length)
                lists[Int(token)].append(Entry(article: Int32(article), weight: weight))
            }
        }
        var end: Int32 = 0
        places = lists.map { list in
            defer { end += Int32(list.count) }
            return end..<(end + Int32(list.count))
        }
        entries = lists.flatMap(\.self)
    }

    /// What is looked for, and how much it says: 1 for a word that somebody wrote.
    typealias Wanted = (token: UInt32, worth: Double)

    /// How well each article fits, by its number.
    func scores(_ wanted: [Wanted]) -> [Double] {
        var scores = Array(repeating: 0.0, count: articleCount)
        for (token, worth) in wanted {
            let found = entries[
                Int(places[Int(token)].lowerBound)..<Int(places[Int(token)].upperBound)]
            let without = Double(articleCount - found.count)
            let rarity = log(1 + (without + 0.5) / (Double(found.count) + 0.5))
            for entry in found {
                scores[Int(entry.article)] += worth * rarity * Double(entry.weight)
            }
        }
        return scores
    }
}
