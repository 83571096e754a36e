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

    package init(ease: Int?, understandable: Int?, actionable: Int?) {
        self.ease = ease.map { min(max($0, 0), 100) }
        (self.understandable, self.actionable) = (understandable, actionable)
    }
}
