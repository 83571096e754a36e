internal import Content
internal import Foundation

/// Finds the answers that are there already for a question in somebody's own words: by the words they
/// share, the rare ones counting more (idf), those of a title more than those of a text.
///
/// It keeps a hash of four bytes for each word of an answer, rather than the word, so that thousands of
/// answers take little room.
struct FittingAnswers: Sendable {
    private let answers: [Entry]

    private struct Entry: Sendable {
        let item: ItemID
        /// By field, the heaviest first.
        let words: [(weight: Double, hashes: [UInt32])]

        /// Of the heaviest field with the word; 0 where none has it.
        func weight(of word: UInt32) -> Double {
            words.first { $0.hashes.holds(word) }?.weight ?? 0
        }
    }

    /// - Parameter articles: in the order in which equals are shown.
    init(_ articles: [Article]) {
        answers = concurrentMap(articles) { article in
            Entry(
                item: article.item,
                words: [
                    (weight: 4, hashes: hashes(of: article.title, article.language)),
                    (weight: 2, hashes: hashes(of: article.summary, article.language)),
                    (weight: 1, hashes: hashes(of: article.body.withoutTags, article.language)),
                ])
        }
    }

    /// At most `most` of them, the best first. Fewer where the next fits much less than the best, and
    /// none where too little of the question is spoken of.
    func fitting(_ question: String, in language: Language, most: Int = 5) -> [ItemID] {
        let asked = weighted(hashes(of: question, language))
        // What a long question says besides is not held against an answer.
        let whole = asked.map(\.weight).sorted(by: >).prefix(4).reduce(0, +)
        guard whole > 0 else { return [] }
        let scored = answers.enumerated().compactMap { place, answer in
            let shared = asked.map { ($0.weight, answer.weight(of: $0.word)) }.filter { $0.1 > 0 }
            let part = shared.reduce(0) { $0 + $1.0 } / whole
            let score = shared.reduce(0) { $0 + $1.0 * $1.1 }
            return part >= leastPart && score >= whole * leastScore
                ? (score: score, place: place, item: answer.item) : nil
        }
        let best = scored.map(\.score).max() ?? 0
        return scored.filter { $0.score >= best * leastOfBest }
            .sorted { ($1.score, $0.place) < ($0.score, $1.place) }.prefix(most).map(\.item)
    }

    /// The words that some answer has, with what each is worth: the fewer answers have it, the more.
    private func weighted(_ words: [UInt32]) -> [(word: UInt32, weight: Double)] {
        words.compactMap { word in
            let count = answers.count { $0.weight(of: word) > 0 }
            guard count > 0 else { return nil }
            return (word, log(1 + Double(answers.count) / Double(count)))
        }
    }
}

/// How much of a question's rarest words an answer has to have, by their worth.
private let leastPart = 0.3
/// The same with the weight of fields: a word in the text alone is not enough.
private let leastScore = 0.8
/// How much worse than the best the last one may be.
private let leastOfBest = 0.5

// MARK: Words

/// Of the words that say something, each once, in order.
private func hashes(of text: String, _ language: Language) -> [UInt32] {
    let isEnglish = language == .english
    let words = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        .split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
    let known = words.compactMap { word -> UInt32? in
        let plain = String(word.prefix { $0 != "'" && $0 != "’" })
        guard plain.utf8.count > 1, plain.contains(where: \.isLetter) else { return nil }
        guard isEnglish else { return hash(of: plain) }
        let stem = englishStem(plain)
        return englishStopWords.contains(plain) || englishStopWords.contains(stem)
            ? nil : hash(of: stem)
    }
    return Array(Set(known)).sorted()
}

/// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), since Swift's own hash differs in each run.
private func hash(of word: String) -> UInt32 {
    word.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
}

/// What is left of a word without the commonest endings, and written as in the United States. Not a
/// stem that a linguist would know, but alike for most forms of one word.
func englishStem(_ word: String) -> String {
    if let single = irregularPlurals[word] { return single }
    var stem = Substring(word.replacing("ae", with: "e").replacing("oe", with: "e"))
    func cut(_ endings: [String], leaving least: Int) {
        if let ending = endings.first(where: {
            stem.hasSuffix($0) && stem.count - $0.count >= least
        }) {
            stem = stem.dropLast(ending.count)
        }
    }
    if stem.hasSuffix("ies"), stem.count > 4 {
        stem = stem.dropLast(3) + "y"
    } else if !stem.hasSuffix("ss"), !stem.hasSuffix("us"), !stem.hasSuffix("is") {
        cut(["s"], leaving: 3)
    }
    cut(["ingly", "edly", "ing", "ed", "ly"], leaving: 3)
    if stem.hasSuffix("our"), stem.count > 4 { stem = stem.dropLast(2) + "r" }
    cut(["e"], leaving: 3)
    if let last = stem.last, stem.count > 3, stem.dropLast().last == last, !"aeious".contains(last)
    {
        stem = stem.dropLast()
    }
    return String(stem)
}

private let irregularPlurals = [
    "children": "child", "feet": "foot", "men": "man", "teeth": "tooth", "women": "woman",
]

/// Those that say nothing of what a question is about. Words with an apostrophe are cut before it.
private let englishStopWords = Set(
    """
    a about after again all also always am an and any anybody anyone anything are aren as ask asked at be \
    because been before being but by can cannot could couldn day days did didn do does doesn doing don \
    down during each evening ever every few for from further get gets getting go goes going good got had has \
    have having he hello help her here hers hi him his how however i if in into is isn it its just kind \
    know let like ll long look made make many may maybe me mean might month more morning most much must my need \
    never night no nor not now of off often ok on once one ones only or other our out over own people person \
    please possible put question quite re really right said same say see seem shall she should \
    shouldn since so some somebody someone something soon still such sure take taking tell than thank \
    thanks that the their them then there these they thing things think this those though through \
    time to told too try two under until up upon us use used using ve very want wants was way we week well \
    went were what when where whether which while who whom why will with without won wonder would \
    wouldn year yesterday yet you your yours
    """.split(separator: " ").map(String.init))

extension [UInt32] {
    /// Whether a sorted array has a number.
    fileprivate func holds(_ number: UInt32) -> Bool {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] == number { return true }
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return false
    }
}

extension String {
    /// The words of HTML that we printed, without what stands between angle brackets.
    fileprivate var withoutTags: String {
        var isInside = false
        let bytes = utf8.map { byte -> UInt8 in
            if byte == UInt8(ascii: "<") { isInside = true }
            let isSeen = !isInside
            if byte == UInt8(ascii: ">") { isInside = false }
            return isSeen ? byte : UInt8(ascii: " ")
        }
        return String(decoding: bytes, as: UTF8.self).replacing("&amp;", with: " ")
    }
}
