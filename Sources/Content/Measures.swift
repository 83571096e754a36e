/// What a program measured of a text when it was printed. It is kept with the article, since it is
/// of these words and no others.
package struct Measures: Hashable, Sendable {
    /// Flesch's reading ease, rounded, from 0 to 100, between which readers are told that it lies:
    /// very short words take the formula above, and long ones below; nil where no dictionary counts syllables.
    package var ease: Int?
    /// Of 100 questions of PEMAT-P that a program can answer, how many are answered with yes; nil for
    /// what the checklist is not meant for.
    package var understandable: Int?
    package var actionable: Int?
    /// What the other checklists that are meant for it made of it.
    package var checks: [Check]

    package init(ease: Int?, understandable: Int?, actionable: Int?, checks: [Check] = []) {
        self.ease = ease.map { min(max($0, 0), 100) }
        (self.understandable, self.actionable) = (understandable, actionable)
        self.checks = checks
    }

    /// A checklist: how many of its questions that a program can answer, and that apply, are answered
    /// with yes, and how many are left to a person.
    package struct Check: Hashable, Sendable {
        package var name: String
        package var met: Int
        package var of: Int
        package var open: Int

        package init(name: String, met: Int, of: Int, open: Int) {
            (self.name, self.met, self.of, self.open) = (name, met, of, open)
        }
    }
}
