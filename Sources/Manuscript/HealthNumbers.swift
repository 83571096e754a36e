internal import Content

/// The first number about health in a text, as it stands there (`65 of 100`); nil when there is
/// none.
///
/// Digits count when what stands around them makes them a share, a time, an amount, a length or a
/// number of people; a share of people counts in words, too. Years of the calendar, names with
/// digits (5-HIAA, 177Lu, G3, phase 3) and numbers of anything else do not. A table of words, since
/// regular expressions would be most of the time that reading an edition takes.
func healthNumber(in text: String) -> String? {
    // Most texts hold neither, and taking them to pieces takes longer than looking for them.
    let mayShare = SharesInWords.mayStand(in: text)
    guard mayShare || text.holdsByte({ isDigit($0) || $0 >= firstOfOtherDigits }) else {
        return nil
    }
    let numbers = NumberWords(text)
    let words = mayShare ? SharesInWords.parted(numbers.words) : numbers.words
    let shares = SharesInWords(mayShare || numbers.hasFraction ? words : [])
    for index in words.indices {
        let hasDigit = words[index].utf8.contains(where: isDigit)
        let end = hasDigit ? endOfHealthNumber(words, at: index) : shares.end(from: index)
        if let end { return words[index..<end].joined(separator: " ") }
    }
    return nil
}

/// The index behind the number that begins at `index`; nil when it is not about health.
private func endOfHealthNumber(_ words: [String], at index: Int) -> Int? {
    let before = index > 0 ? words[index - 1] : ""
    let previous = before.lowercased()
    // MEN 1 is an illness; men are people.
    guard let figure = Figure(words[index]), !namedBefore.contains(previous), before != "MEN" else {
        return nil
    }
    if let unit = figure.unit {
        return attachedUnits.contains(unit) || measures.contains(unit) ? index + 1 : nil
    }
    guard !isYear(figure) else { return nil }
    let after = words[(index + 1)...].prefix(4).map { $0.lowercased() }
    // "One in 100": the number before is a word.
    if shareWords.contains(previous), figure.isRound { return index + 1 }
    if figure.isFraction || figuresFollow.contains(previous) { return index + 1 }
    if previous == "of", index > 1, figuresFollow.contains(words[index - 2].lowercased()) {
        return index + 1
    }
    for phrase in phrases where matches(phrase, after) {
        // "24 hours a day" and "7 days a week" say when somebody answers the telephone.
        return isRoundTheClock(figure, after) ? nil : index + 1 + phrase.count
    }
    return nil
}

private func matches(_ phrase: [String], _ words: [String]) -> Bool {
    guard words.count >= phrase.count else { return false }
    return zip(phrase, words).allSatisfy { pattern, word in
        switch pattern {
        case "#": Figure(word).map { $0.unit == nil && !isYear($0) } ?? false
        case "unit": measures.contains(word)
        case "people": people.contains(word)
        case "*": !word.utf8.contains(where: isDigit)
        default: pattern == word
        }
    }
}

private func isRoundTheClock(_ figure: Figure, _ after: [String]) -> Bool {
    (figure.digits == "24" && after.starts(with: ["hours", "a", "day"]))
        || (figure.digits == "7" && after.starts(with: ["days", "a", "week"]))
}

private func isYear(_ figure: Figure) -> Bool {
    figure.digits.utf8.count == 4 && (1900...2099).contains(Int(figure.digits) ?? 0)
}

// MARK: The table

/// What may follow a number. `#` is another number, `*` any word.
private let phrases: [[String]] = [
    ["percent"], ["per", "cent"], ["%"], ["‰"],
    ["in", "#"], ["in", "every", "#"], ["of", "#"], ["of", "every", "#"], ["per", "#"],
    ["out", "of", "#"], ["out", "of", "every", "#"],
    ["unit"], ["more", "unit"], ["times"],
    ["people"], ["*", "people"],
]

private let measures: Set<String> = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "decade", "decades", "night", "nights",
    "mg", "µg", "mcg", "ng", "g", "kg", "gram", "grams", "milligram", "milligrams", "microgram",
    "micrograms", "kilogram", "kilograms", "unit", "units", "iu", "mmol", "nmol", "µmol", "kcal",
    "gbq", "mbq", "gy", "msv", "sv", "bq", "mci", "ci", "beats", "bpm", "fold",
    "mm", "cm", "millimetre", "millimetres", "centimetre", "centimetres", "metre", "metres", "inch",
    "inches", "ml", "l", "dl", "litre", "litres", "millilitre", "millilitres",
    "°c", "°f", "degrees", "mmhg",
    "visits", "sessions", "cycles", "courses", "doses", "drips", "infusions", "injections",
    "tablets",
    "capsules",
]

/// Units that stand against their number.
private let attachedUnits: Set<String> = ["%", "‰", "°"]

let people: Set<String> = [
    "people", "persons", "patients", "patient", "adults", "children", "women", "men",
    "participants",
    "volunteers", "cases", "deaths", "survivors", "families",
]

private let shareWords: Set<String> = ["in", "of", "per"]

/// A number behind these is a result of a study, or an age: `p = 0.001`, "a hazard ratio of 0.6".
private let figuresFollow: Set<String> = ["p", "hr", "ratio", "age", "aged"]

/// A number behind these is a name.
private let namedBefore: Set<String> = [
    "phase", "phases", "grade", "grades", "stage", "stages", "type", "types", "level", "step",
    "table", "figure", "chapter", "part", "page", "version", "number", "no", "call", "dial",
]

// MARK: Words

/// With which the first number beyond ASCII begins in UTF-8: ¼, U+00BC.
private let firstOfOtherDigits: UInt8 = 0xC2

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

private let fractions: [Unicode.Scalar: [String]] = [
    "½": ["half"], "⅓": ["one", "third"], "⅔": ["two", "thirds"], "¼": ["one", "quarter"],
    "¾": ["three", "quarters"], "⅕": ["one", "fifth"], "⅖": ["two", "fifths"],
    "⅗": ["three", "fifths"], "⅘": ["four", "fifths"], "⅙": ["one", "sixth"],
    "⅚": ["five", "sixths"], "⅛": ["one", "eighth"], "⅜": ["three", "eighths"],
    "⅝": ["five", "eighths"], "⅞": ["seven", "eighths"],
]

/// A text in words, without the punctuation around them, with one hyphen for every dash.
private struct NumberWords {
    let words: [String]
    /// Whether one of them stood there as one sign.
    private(set) var hasFraction = false

    init(_ text: String) {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func close() {
            if !word.isEmpty { words.append(String(word)) }
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\n", "\t", "\u{A0}", "\u{2009}", "\u{202F}": close()
            case "(", ")", "[", "]", "\"", "“", "”", "‘", "!", "?", ";", ":", "<", ">", "~", "≤",
                "≥", "≈", "±", "+", "=", "*", "×", "…":
                close()
            case "–", "—", "−", "‑": word.append("-")
            case "μ": word.append("µ")
            case "％", "٪": word.append("%")
            default:
                if !scalar.isASCII, let fraction = fractions[scalar] {
                    close()
                    words += fraction
                    hasFraction = true
                } else {
                    word.append(scalar.isASCII ? scalar : plainDigit(scalar) ?? scalar)
                }
            }
        }
        close()
        self.words = words.map(withoutMarks).filter { !$0.isEmpty }
    }
}

/// The digit of ASCII that one of another script means; nil for what is none.
private func plainDigit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue
    else { return nil }
    return Unicode.Scalar(0x30 + UInt8(value))
}

/// Without the commas, full stops, apostrophes and hyphens around a word.
private func withoutMarks(_ word: String) -> String {
    func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ".", "'", "’", "-", "/": true
        default: false
        }
    }
    let scalars = word.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isMark($0) }),
        let last = scalars.lastIndex(where: { !isMark($0) })
    else { return "" }
    return String(scalars[first...last])
}

/// A word that is a number: `65`, `1,000`, `14.3`, `3-6`, `30%`, `7.4GBq`, `20-month`.
private struct Figure {
    /// The last number of a range.
    let digits: String
    /// In lower case; nil when the unit, if there is one, is another word.
    let unit: String?
    /// `1/10`: a share. `24/7` says when somebody answers.
    let isFraction: Bool

    /// Nil for anything else, names such as `5-HIAA` and days such as `2026-11-24` among them.
    init?(_ word: String) {
        var rest = word.unicodeScalars[...]
        guard var digits = Figure.number(&rest) else { return nil }
        var isFraction = false
        if rest.first == "-" || rest.first == "/" {
            var further = rest.dropFirst()
            if let second = Figure.number(&further) {
                isFraction = rest.first == "/" && word != "24/7"
                (digits, rest) = (second, further)
            }
        }
        // A hyphen joins a measure to its number; "24-hour" is the name of a test or a service.
        let isJoined = rest.first == "-"
        if isJoined { rest = rest.dropFirst() }
        let unit = String(rest).lowercased()
        let isMeasured = measures.contains(unit) || attachedUnits.contains(unit)
        guard unit.isEmpty || isMeasured, !(isJoined && digits == "24") else { return nil }
        self.digits = digits
        self.unit = unit.isEmpty ? nil : unit
        self.isFraction = isFraction && unit.isEmpty
    }

    /// 100, 1,000 and so on: what shares are counted in.
    var isRound: Bool {
        let plain = digits.filter { $0 != "," }
        return plain.count >= 3 && plain.first == "1" && plain.dropFirst().allSatisfy { $0 == "0" }
    }

    private static func number(_ rest: inout Substring.UnicodeScalarView) -> String? {
        let digits = rest.prefix { isNumeral($0) || $0 == "." || $0 == "," }
        guard let first = digits.first, isNumeral(first) else { return nil }
        rest = rest[digits.endIndex...]
        return String(digits)
    }

    private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x30 && scalar.value <= 0x39
    }
}
