/// So many of so many, as a text says it: `65 of 100`, `3 in 1,000`, `1 out of 5`.
struct Count: Hashable, Sendable {
    let part: String
    let whole: String
    /// The word behind, without marks: `people`.
    let counted: String

    /// Of a hundred, a thousand and so on.
    var isOfRound: Bool {
        whole.count >= 3 && whole.first == "1" && whole.dropFirst().allSatisfy { $0 == "0" }
    }

    /// `1 in 7`, which is another form than so many of a hundred.
    var isOneIn: Bool { part == "1" && !isOfRound }

    /// `14.3 of 100`: no such people are there.
    var isSplit: Bool { part.contains(".") }
}

extension String {
    /// Whether it says of how many.
    var saysOfHowMany: Bool { !counts.isEmpty }

    var counts: [Count] {
        guard utf8.contains(where: { (0x30...0x39).contains($0) }) else { return [] }
        let words = split(separator: " ")
        return words.indices.compactMap { index in
            guard words[index].isFigure else { return nil }
            let after = words[(index + 1)...].prefix(5).map { $0.lowercased() }
            guard ["of", "in", "out"].contains(after.first) else { return nil }
            guard let total = after.dropFirst().firstIndex(where: { $0.isFigure }),
                after[1..<total].allSatisfy({ ["of", "every", "the", "each"].contains($0) }),
                !after[total].isYear
            else { return nil }
            let counted = after.indices.contains(total + 1) ? after[total + 1] : ""
            return Count(
                part: words[index].figure, whole: after[total].figure.filter { $0 != "." },
                counted: counted.filter(\.isLetter))
        }
    }
}

extension StringProtocol {
    /// Digits, perhaps with marks around or between them.
    var isFigure: Bool {
        // Most words hold no digit, which their bytes tell faster than their characters.
        utf8.contains { (0x30...0x39).contains($0) }
            && allSatisfy { $0.isNumber || "(),.%;:".contains($0) }
    }

    /// A year of the calendar.
    var isYear: Bool {
        let digits = String(filter(\.isNumber))
        return digits.count == 4 && !contains(",")
            && (digits.hasPrefix("19") || digits.hasPrefix("20"))
    }

    /// The digits, and a point between them.
    fileprivate var figure: String {
        let bare = filter { $0.isNumber || $0 == "." }
        return String(bare.last == "." ? bare.dropLast() : bare[...])
    }
}
