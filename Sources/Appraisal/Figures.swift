extension String {
    /// Whether it says so many of so many: `65 of 100`, `3 in 1,000`, `1 out of 5`.
    var saysOfHowMany: Bool { holdsCount { _ in true } }

    /// Whether so many of so many stand there, where the word behind them is one that counts.
    func holdsCount(where counts: (String) -> Bool) -> Bool {
        guard utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        let words = split(separator: " ")
        return words.indices.contains { index in
            guard words[index].isFigure else { return false }
            let after = words[(index + 1)...].prefix(5).map { $0.lowercased() }
            guard ["of", "in", "out"].contains(after.first) else { return false }
            guard let total = after.dropFirst().firstIndex(where: { $0.isFigure }),
                after[1..<total].allSatisfy({ ["of", "every", "the", "each"].contains($0) }),
                !after[total][...].isYear
            else { return false }
            let counted = after.indices.contains(total + 1) ? after[total + 1] : ""
            return counts(counted.filter(\.isLetter))
        }
    }
}

extension StringProtocol {
    /// Digits, perhaps with marks around or between them.
    var isFigure: Bool {
        contains(where: \.isNumber) && allSatisfy { $0.isNumber || "(),.%;:".contains($0) }
    }

    /// A year of the calendar.
    var isYear: Bool {
        let digits = String(filter(\.isNumber))
        return digits.count == 4 && !contains(",")
            && (digits.hasPrefix("19") || digits.hasPrefix("20"))
    }
}
