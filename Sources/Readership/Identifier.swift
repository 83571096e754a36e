internal import Foundation

/// By what a person can be found, or told from others.
package enum Identifier: Hashable, Sendable, CaseIterable {
    case email
    /// A telephone number, a number of a patient or an insurance, a full date.
    case longNumber

    /// The first that a text seems to hold. It rather asks once too often: nothing is lost, since the
    /// reader gets the form again with all they wrote.
    package init?(in typed: String) {
        let text = Identifier.plain(typed)
        if Identifier.holdsEmail(text) {
            self = .email
        } else if Identifier.holdsLongNumber(text) {
            self = .longNumber
        } else {
            return nil
        }
    }

    /// As it was meant, however it was typed: signs of full width in their usual form, one kind of space and
    /// of hyphen, none of either around an at sign or a slash.
    private static func plain(_ typed: String) -> String {
        var plain = ""
        for scalar in typed.precomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .dashPunctuation: plain.unicodeScalars.append("-")
            case .spaceSeparator: plain.unicodeScalars.append(" ")
            case .format, .nonspacingMark: break
            default: plain.unicodeScalars.append(scalar)
            }
        }
        return plain.replacing(#/ +/#, with: " ")
            .replacing(#/ ?[\(\[\{] ?at ?[\)\]\}] ?/#.ignoresCase(), with: "@")
            .replacing(#/ ?[\(\[\{] ?dot ?[\)\]\}] ?/#.ignoresCase(), with: ".")
            .replacing(#/ ?([@\/-]) ?/#) { $0.1 }
    }

    /// Something on both sides of an at sign, with a full stop behind it; or spelled out.
    private static func holdsEmail(_ text: String) -> Bool {
        if text.contains(spelledEmail) { return true }
        return text.split(whereSeparator: \.isWhitespace).contains { word in
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count >= 2
                && zip(parts, parts.dropFirst()).contains { name, host in
                    !name.isEmpty && host.dropFirst().contains(".")
                }
        }
    }

    /// ada at example dot org; but not: at the dot on my scan.
    private static var spelledEmail: Regex<Substring> {
        #/\S(?: at (?!(?:the|an?|this|that|my|his|her|your|our|their|its|any|some|each|every|one|which) )|@)[\p{L}\p{N}.-]+(?: dot [\p{L}\p{N}.-]+)+/#
            .ignoresCase()
    }

    /// Seven digits in a row, whatever single signs stand between them; a full date; or five within a
    /// word that also has letters, as many countries' numbers have. The registered number of a trial
    /// is nobody's, and neither are two years.
    private static func holdsLongNumber(_ text: String) -> Bool {
        let words = text.split { !$0.isLetter && !$0.isDigit }.filter { !isTrial($0) }
        let isMixed = words.contains { word in
            let digits = word.count(where: \.isDigit)
            return digits >= 5 && digits < word.count
        }
        return isMixed || rows(of: text).contains(where: isPersonal) || holdsDate(text)
            || text.contains(insured) || text.contains(numbered) || text.contains(recorded)
            || text.contains(#/\b[0-9]{2,4}(,[0-9]{2}){3,}\b/#)
    }

    /// As in Great Britain: QQ 12 34 56 C.
    private static var insured: Regex<Substring> {
        #/\b[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b/#.ignoresCase()
    }

    /// A number that is said to be somebody's.
    private static var numbered: Regex<(Substring, Substring)> {
        #/\b(mrn|nhs|hospital|patient|record|insurance)[ .:#-]*(?:(?:no|nr|number|id)[ .:#-]*)?[0-9]{5,}/#
            .ignoresCase()
    }

    /// "MRN" means nothing else, whatever letters and signs its number has; but mRNA-1273 is a vaccine.
    private static var recorded: Regex<(Substring, Substring)> {
        #/\bmrn(?![a-z])[ .:#-]*[a-z]{0,3}([.\/-]?[a-z]{0,3}[0-9]){3,}/#.ignoresCase()
    }

    /// A day in short, 3/4/61, or with the name of its month, which begins much the same in most languages.
    private static func holdsDate(_ text: String) -> Bool {
        if text.contains(#/\b[0-9]{1,2}([\/.-])[0-9]{1,2}\1[0-9]{2}\b/#) { return true }
        let words = text.split { !$0.isLetter && !$0.isDigit }
        return words.indices.contains { index in
            let month = folded(words[index])
            guard months.contains(where: month.hasPrefix), index + 1 < words.count else {
                return false
            }
            let isYear = { (word: Substring) in
                // Of two digits, those of a year of birth that is no day: 12 March 61.
                word.wholeMatch(of: #/(19|20)[0-9]{2}|[4-9][0-9]/#) != nil
            }
            let isDay = { (word: Substring) in
                word.wholeMatch(of: #/[0-9]{1,2}(st|nd|rd|th)?/#) != nil
            }
            let before = index > 0 ? words[index - 1] : ""
            // 12 March 1961, or March 12, 1961.
            return isDay(before) && isYear(words[index + 1])
                || isDay(words[index + 1]) && index + 2 < words.count && isYear(words[index + 2])
        }
    }

    private static func folded(_ word: Substring) -> String {
        word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    private static let months = [
        "jan", "feb", "fev", "mar", "mrt", "apr", "avr", "abr", "may", "mei", "mai", "mag", "jun",
        "jui", "giu", "jul", "lug", "aug", "aou", "ago", "sep", "set", "oct", "okt", "ott", "nov",
        "dec", "dez", "dic", "ene", "gen",
    ]

    private static func isTrial(_ word: Substring) -> Bool {
        word.count == 11 && word.lowercased().hasPrefix("nct")
            && word.dropFirst(3).allSatisfy(\.isDigit)
    }

    /// Groups of digits that belong together: one sign stands between two of them.
    private static func rows(of text: String) -> [[Substring]] {
        var rows: [[Substring]] = []
        var previousEnd: String.Index?
        for group in text.split(whereSeparator: { !$0.isDigit }) {
            let isWithinWord =
                group.startIndex > text.startIndex
                && text[text.index(before: group.startIndex)].isLetter
            let joins = previousEnd.map { end in
                text.index(after: end) == group.startIndex && " -./()".contains(text[end])
            }
            if isWithinWord {
                previousEnd = nil
                continue
            }
            if joins == true { rows[rows.count - 1].append(group) } else { rows.append([group]) }
            previousEnd = group.endIndex
        }
        return rows
    }

    private static func isPersonal(_ row: [Substring]) -> Bool {
        let isYear = { (group: Substring) in
            group.count == 4 && (group.hasPrefix("19") || group.hasPrefix("20"))
        }
        if row.count == 3, row.contains(where: isYear), !row.allSatisfy(isYear) { return true }
        return !row.allSatisfy(isYear) && row.reduce(0) { $0 + $1.count } >= 7
    }
}

extension Character {
    /// A decimal digit of any script.
    fileprivate var isDigit: Bool {
        unicodeScalars.first?.properties.generalCategory == .decimalNumber
    }
}
