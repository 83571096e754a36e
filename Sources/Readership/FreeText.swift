internal import Content

/// What a reader writes in their own words, looked over before anything of it is kept.
package enum FreeText {
    package enum Refusal: Error, Hashable, Sendable {
        case tooLong(count: Int, limit: Int)
        /// It holds something by which the reader, or somebody else, could be found.
        case identifies(Identifier)
    }

    /// The text as it may be kept: without control characters and signs that cannot be seen, and
    /// without white space around it. Nil when nothing is left.
    package static func read(_ typed: String, atMost limit: Int) throws(Refusal) -> String? {
        let text = cleaned(typed)
        guard !text.isEmpty else { return nil }
        let count = text.unicodeScalars.count
        guard count <= limit else { throw .tooLong(count: count, limit: limit) }
        if let identifier = Identifier(in: text) { throw .identifies(identifier) }
        return text
    }

    private static func cleaned(_ typed: String) -> String {
        guard !typed.isEmpty else { return "" }
        let lines = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var scalars = String.UnicodeScalarView()
        for scalar in lines.unicodeScalars where scalar == "\n" || !scalar.isUnseen {
            scalars.append(scalar == "\t" ? " " : scalar)
        }
        let text = String(scalars)
        let isSeen: (Character) -> Bool = { !$0.isWhitespace }
        guard let first = text.firstIndex(where: isSeen), let last = text.lastIndex(where: isSeen)
        else { return "" }
        return String(text[first...last])
    }
}

extension Unicode.Scalar {
    /// Takes no room on the screen and says nothing: controls, zero-width signs, marks of direction.
    /// The joiners within words of some scripts and within emoji stay.
    fileprivate var isUnseen: Bool {
        switch value {
        case 0x09: false
        case 0xAD, 0x180E, 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF: true
        default: isUnprintable
        }
    }
}

/// By what a person can be found, or told from others.
package enum Identifier: Hashable, Sendable, CaseIterable {
    case email
    /// A telephone number, a number of a patient or an insurance, a full date.
    case longNumber

    /// The first that a text seems to hold. It rather asks once too often: nothing is lost, since the
    /// reader gets the form again with all they wrote.
    package init?(in text: String) {
        if Identifier.holdsEmail(text) {
            self = .email
        } else if Identifier.holdsLongNumber(text) {
            self = .longNumber
        } else {
            return nil
        }
    }

    /// Something on both sides of an at sign, with a full stop behind it.
    private static func holdsEmail(_ text: String) -> Bool {
        text.split(whereSeparator: \.isWhitespace).contains { word in
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count >= 2
                && zip(parts, parts.dropFirst()).contains { name, host in
                    !name.isEmpty && host.dropFirst().contains(".")
                }
        }
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
        return isMixed || rows(of: text).contains(where: isPersonal)
    }

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
