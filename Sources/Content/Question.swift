/// A question that people ask, answered. Its title is the question, its summary the short answer,
/// its first topic the group in which it stands.
package struct Question: Hashable, Sendable {
    /// More than the short answer, with sources.
    package var answer: Markup
    /// Questions to take to the team.
    package var ask: [String]

    package init(answer: Markup, ask: [String]) { (self.answer, self.ask) = (answer, ask) }
}
