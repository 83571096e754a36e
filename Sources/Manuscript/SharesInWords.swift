/// A share of people that is written in words: "two thirds of people", "half were cured", "three in
/// five", "cut the risk by half". A table of words, as for numbers in digits; what counts tablets,
/// hours or ways ("half a tablet", "half an hour", "one of three ways") is no share.
struct SharesInWords {
    private let words: [String]

    /// - Parameter words: without the punctuation around them, in any case.
    init(_ words: [String]) { self.words = words.map { $0.lowercased() } }

    /// Whether the words without which there is no share are in a text: "half", "thirds", or two that
    /// count. Over bytes, since all of an edition passes through here.
    static func mayStand(in text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable(mayStand) ?? mayStand(in: Array(text.utf8))
    }

    private static func mayStand(in text: some Collection<UInt8>) -> Bool {
        let (partKeys, countKeys) = (partKeys, countKeys)
        var (counted, word, length) = (0, UInt64(0), 0)
        for byte in text {
            let letter = byte | 0x20
            if (97...122).contains(letter) {
                (word, length) = (word << 8 | UInt64(letter), length + 1)
                continue
            }
            if length <= 8, length >= 3 {
                if partKeys.contains(word) { return true }
                if countKeys.contains(word) { counted += 1 }
                if counted == 2 { return true }
            }
            (word, length) = (0, 0)
        }
        return partKeys.contains(word) || counted + (countKeys.contains(word) ? 1 : 0) >= 2
    }

    /// With "two-thirds" in two words.
    static func parted(_ words: [String]) -> [String] {
        words.flatMap { word -> [String] in
            let halves = word.lowercased().split(separator: "-")
            guard halves.count == 2, counts[String(halves[0])] != nil,
                parts.contains(String(halves[1])) || halves[1] == "half"
            else { return [word] }
            return word.split(separator: "-").map(String.init)
        }
    }

    /// The index behind the share that begins at `index`.
    func end(from index: Int) -> Int? {
        endOfCount(index) ?? endOfFraction(index)
    }

    // MARK: Three in five

    private func endOfCount(_ index: Int) -> Int? {
        guard let part = counts[word(index)], index + 2 < words.count else { return nil }
        var next = index + 1
        if word(next) == "times" { next += 1 }
        let isOf = word(next) == "of"
        guard isOf || word(next) == "in" || (word(next) == "out" && word(next + 1) == "of") else {
            return nil
        }
        next += word(next) == "out" ? 2 : 1
        let isEvery = ["every", "a"].contains(word(next))
        if isEvery { next += 1 }
        guard let whole = counts[word(next)], part < whole, !times.contains(word(next + 1)) else {
            return nil
        }
        // "One of three ways" counts no people; "one of every three" can hardly count anything else.
        if isOf, !isEvery { return counted.contains(word(next + 1)) ? next + 2 : nil }
        return next + 1
    }

    // MARK: Half, two thirds

    private func endOfFraction(_ index: Int) -> Int? {
        // "The other half" is what a share that stands elsewhere leaves.
        guard let end = endOfFractionWords(index), word(index - 1) != "other" else { return nil }
        // "Cut by half"; "by half past nine" is a time of the day.
        if isBy(index), word(end) != "past" { return end }
        switch word(end) {
        case "of": return endOfPeople(end + 1)
        case "the", "all": return counted.contains(word(end + 1)) ? end + 2 : nil
        case let next: return verbs.contains(next) ? end + 1 : nil
        }
    }

    /// Whether "by" stands before it, or "by more than", "by almost".
    private func isBy(_ index: Int) -> Bool {
        var before = index - 1
        while nearly.contains(word(before)) { before -= 1 }
        return word(before) == "by"
    }

    private func endOfFractionWords(_ index: Int) -> Int? {
        if word(index) == "half" { return index + 1 }
        let isCounted = word(index) == "a" || counts[word(index)] != nil
        return isCounted && parts.contains(word(index + 1)) ? index + 2 : nil
    }

    /// Behind people, before whom up to three words say who: "all of the treated patients".
    private func endOfPeople(_ start: Int) -> Int? {
        if ["them", "those", "us"].contains(word(start)) { return start + 1 }
        let near = (start..<(start + 4)).prefix { !uncounted.contains(word($0)) }
        return near.first { counted.contains(word($0)) }.map { $0 + 1 }
    }

    /// In lower case; empty where there is none.
    private func word(_ index: Int) -> String {
        words.indices.contains(index) ? words[index] : ""
    }
}

private let counts: [String: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1_000, "million": 1_000_000,
]

private let parts: Set<String> = [
    "third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth", "sixths", "seventh",
    "sevenths", "eighth", "eighths", "ninth", "ninths", "tenth", "tenths",
]

/// Words of at most eight letters as numbers, which are compared at once.
private func key(_ word: String) -> UInt64 { word.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

private let countKeys = WordKeys(counts.keys)
private let partKeys = WordKeys(parts.union(["half"]))

/// A few words, among which nearly none of a text's are: a sieve of bits tells so of most, and the rest are
/// looked for.
private struct WordKeys: Sendable {
    private let keys: Set<UInt64>
    private var sieve: [UInt64] = Array(repeating: 0, count: 16)

    init(_ words: some Sequence<String>) {
        keys = Set(words.map(key))
        for key in keys {
            let hole = WordKeys.hole(key)
            sieve[hole >> 6] |= 1 << UInt64(hole & 63)
        }
    }

    /// One of 1,024, by Fibonacci hashing.
    private static func hole(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 54) }

    func contains(_ key: UInt64) -> Bool {
        let hole = WordKeys.hole(key)
        return sieve[hole >> 6] >> UInt64(hole & 63) & 1 == 1 && keys.contains(key)
    }
}

/// What is counted in health, besides people.
private let counted: Set<String> = people.union([
    "person", "tumours", "tumors", "nets", "cancers",
])

/// What people do or are: "half had growth".
private let verbs: Set<String> = [
    "had", "have", "were", "are", "lived", "died", "got", "felt", "recovered", "stayed", "took",
    "needed", "need",
]

private let nearly: Set<String> = ["about", "almost", "nearly", "around", "over", "more", "than"]

/// Behind these, people are not what is counted: "half of the time that people wait".
private let uncounted: Set<String> = ["time", "dose", "day", "night", "that", "which", "tablets"]

/// "One in ten minutes" is no share.
private let times: Set<String> = [
    "seconds", "minutes", "hours", "days", "weeks", "months", "years",
]
