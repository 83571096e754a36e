internal import Foundation

/// A word as it is compared: lower case, without accents, spelled as in the United States. Not a
/// spelling that a dictionary has, but one and the same for every way in which a word is written.
func folded(_ word: some StringProtocol) -> String {
    let lower = word.utf8.allSatisfy { $0 < 0x80 } ? word.lowercased() : withoutAccents(word)
    return lower.utf8.count > 4 ? inOneSpelling(lower) : lower
}

func withoutAccents(_ word: some StringProtocol) -> String {
    let plain = word.folding(
        options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
    ).lowercased()
    // Letters of their own, which no accent makes; and what no word is told apart by.
    return plain.reduce(into: "") { folded, letter in
        folded += replacements[letter] ?? String(letter)
    }
}

private let replacements: [Character: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "µ": "u", "μ": "u", "ς": "σ", "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5",
    "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
]

/// British and American spellings made one: tumour, oedema, anaemia, centre, travelling, randomised.
private func inOneSpelling(_ word: String) -> String {
    var letters = Array(word.utf8)
    letters.replace(Array("oe".utf8), with: Array("e".utf8))
    letters.replace(Array("ae".utf8), with: Array("e".utf8))
    letters.replace(Array("our".utf8), with: Array("or".utf8))
    letters.replace(Array("yse".utf8), with: Array("yze".utf8))
    for (british, american) in endings where letters.ends(with: british) {
        letters.replaceSubrange((letters.count - british.count)..., with: american)
        break
    }
    return String(decoding: letters, as: UTF8.self)
}

private let endings: [(british: [UInt8], american: [UInt8])] = [
    ("isations", "izations"), ("isation", "ization"), ("ising", "izing"), ("ised", "ized"),
    ("ises", "izes"), ("ise", "ize"), ("lling", "ling"), ("lled", "led"), ("ller", "ler"),
    ("llers", "lers"), ("grammes", "grams"), ("gramme", "gram"), ("entres", "enters"),
    ("entre", "enter"), ("itres", "iters"), ("itre", "iter"), ("etres", "eters"), ("etre", "eter"),
    ("ibres", "ibers"), ("ibre", "iber"), ("ageing", "aging"),
].map { (Array($0.utf8), Array($1.utf8)) }

extension [UInt8] {
    fileprivate func ends(with ending: [UInt8]) -> Bool {
        count > ending.count && suffix(ending.count).elementsEqual(ending)
    }
}
