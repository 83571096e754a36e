/// A rating as it was typed: any text in any field.
package struct RatingForm: Hashable, Sendable {
    package var mark: String
    package var answered: String
    package var missing: String

    package init(mark: String = "", answered: String = "", missing: String = "") {
        (self.mark, self.answered, self.missing) = (mark, answered, missing)
    }

    /// The same form, filled in with what a reader gave before.
    package init(_ rating: Rating) {
        self.init(
            mark: String(rating.mark.rawValue), answered: rating.answered?.rawValue ?? "",
            missing: rating.missing ?? "")
    }

    package enum Field: String, Hashable, Sendable { case mark, answered, missing }

    /// What is wrong with a field.
    package enum Trouble: Hashable, Sendable {
        case markAbsent
        /// Neither of 1, 2, 3, 4, 5.
        case markUnknown
        case answeredUnknown
        case missing(FreeText.Refusal)

        package var field: Field {
            switch self {
            case .markAbsent, .markUnknown: .mark
            case .answeredUnknown: .answered
            case .missing: .missing
            }
        }
    }

    /// Everything that is wrong with it, in the order of the fields.
    package struct Troubles: Error, Hashable, Sendable {
        package let all: [Trouble]
    }

    package struct Values: Hashable, Sendable {
        package let mark: Rating.Mark
        package let answered: Rating.Answered?
        package let missing: String?
    }

    /// How many characters a reader may write.
    package static let longestText = 1000

    package func read() throws(Troubles) -> Values {
        var troubles: [Trouble] = []
        // By its one spelling: `Int` would take +5 and 05 as well.
        let mark = Rating.Mark.allCases.first { String($0.rawValue) == self.mark }
        if mark == nil { troubles.append(self.mark.isEmpty ? .markAbsent : .markUnknown) }
        let answered = Rating.Answered(rawValue: self.answered)
        if answered == nil, !self.answered.isEmpty { troubles.append(.answeredUnknown) }
        var missing: String?
        do {
            missing = try FreeText.read(self.missing, atMost: RatingForm.longestText)
        } catch {
            troubles.append(.missing(error))
        }
        guard let mark, troubles.isEmpty else { throw Troubles(all: troubles) }
        return Values(mark: mark, answered: answered, missing: missing)
    }
}
