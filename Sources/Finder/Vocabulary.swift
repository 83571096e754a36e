/// The words of an edition, among which a misspelt one's nearest is looked for.
struct Vocabulary: Sendable {
    private let entries: [Entry]
    /// Of which some form is there.
    private let stems: Set<String>

    private struct Entry: Sendable {
        /// In one spelling, in UTF-8.
        var letters: [UInt8]
        /// Which letters there are: one bit each.
        var mask: UInt32
        /// As texts have it.
        var written: String
        /// How much likelier somebody means it than a word that stands here once, in edits.
        var weight: Double
        var isOfName: Bool

        /// Whether it is a name of which somebody wrote the beginning, and went no further.
        func isBegun(by beginning: [UInt8]) -> Bool {
            isOfName && letters.count >= beginning.count + 3 && letters.starts(with: beginning)
        }
    }

    /// A word as texts have it, and how often.
    struct Use: Sendable {
        var written: String
        var count: Int
        /// Whether it stands in a title or a name, and not in texts alone.
        var isOfName = false

        /// Common words, and those that things are called by, are meant more often than others.
        fileprivate var weight: Double {
            // Who writes a word wrong that says nothing does not need it mended.
            guard !isStopWord(written) else { return 0 }
            return 0.06 * Double(Int.bitWidth - min(count, 1000).leadingZeroBitCount)
                + (isOfName ? 0.25 : 0)
        }
    }

    /// - Parameter uses: by the word in one spelling.
    init(_ uses: [String: Use], stems: Set<String>) {
        self.stems = stems
        entries = uses.sorted { $0.key < $1.key }.map { word, use in
            let letters = Array(word.utf8)
            return Entry(
                letters: letters, mask: letterMask(letters), written: use.written,
                weight: use.weight, isOfName: use.isOfName)
        }
    }

    func holds(_ token: Lexer.Token) -> Bool { stems.contains(token.stem) }

    /// The name that it begins, or the nearest word of at most so many edits as a word of its length may
    /// have; nil when none is near. An edit is a letter too many, too few, another, or two changed about
    /// (Damerau, 1964).
    func nearest(to word: String) -> String? {
        let letters = Array(word.utf8)
        let most = Vocabulary.mostEdits(letters.count)
        guard most > 0 else { return nil }
        let (mask, sound) = (letterMask(letters), sound(of: letters))
        var best: (entry: Entry, cost: Double)?
        var distance = EditDistance(letters)
        for entry in entries where entry.isBegun(by: letters) {
            let cost = Vocabulary.costOfBeginning - entry.weight
            if cost < best?.cost ?? .infinity { best = (entry, cost) }
        }
        for entry in entries
        where abs(entry.letters.count - letters.count) <= most
            && (entry.mask ^ mask).nonzeroBitCount <= 2 * most
        {
            guard let edits = distance.to(entry.letters, atMost: most),
                !isOpposite(letters, entry.letters)
            else { continue }
            let soundsAlike = sound == Finder.sound(of: entry.letters)
            // Half of a short word, or another beginning as well, make another word: vaping is no vagina.
            guard edits < 2 || soundsAlike || letters.count > 6 && letters[0] == entry.letters.first
            else { continue }
            let cost =
                Double(edits) - (soundsAlike ? 0.5 : 0)
                + (letters[0] == entry.letters.first ? 0 : 0.6)
                - (edits == 1 && mask == entry.mask && letters.count == entry.letters.count
                    ? 0.3 : 0)
                - entry.weight
            if cost < best?.cost ?? .infinity { best = (entry, cost) }
        }
        return best?.entry.written
    }

    /// Of a name that is only begun, in edits.
    private static let costOfBeginning = 0.9

    private static func mostEdits(_ length: Int) -> Int {
        switch length {
        case ..<4: 0
        case 4...5: 1
        default: 2
        }
    }
}

/// Whether one word says what the other denies: incurable is no curable that somebody misspelt.
private func isOpposite(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    let before = long.dropLast(short.count)
    return long.suffix(short.count).elementsEqual(short)
        && denials.contains { $0.elementsEqual(before) }
}

private let denials = ["in", "im", "il", "ir", "un", "dis", "non", "not", "a", "an", "de"]
    .map { Array($0.utf8) }

/// Its consonants, each written as it sounds: how people remember a word that they cannot spell.
private func sound(of letters: [UInt8]) -> [UInt8] {
    var sound: [UInt8] = []
    for (place, letter) in letters.enumerated() {
        let heard: UInt8? =
            switch letter {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
                UInt8(ascii: "u"), UInt8(ascii: "y"):
                place == 0 ? letter : nil
            case UInt8(ascii: "h"): place == 0 ? letter : nil
            case UInt8(ascii: "g") where letters.dropFirst(place + 1).first == UInt8(ascii: "n"):
                nil
            case UInt8(ascii: "c"), UInt8(ascii: "q"), UInt8(ascii: "x"): UInt8(ascii: "k")
            case UInt8(ascii: "z"): UInt8(ascii: "s")
            case UInt8(ascii: "p") where letters.dropFirst(place + 1).first == UInt8(ascii: "h"):
                UInt8(ascii: "f")
            default: letter
            }
        if let heard, heard != sound.last { sound.append(heard) }
    }
    return sound
}
