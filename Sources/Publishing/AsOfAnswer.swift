package import Content
internal import Policy
package import Press

extension Journal {
    /// What the site answered to a path at a past instant: the same articles, byte for byte, in
    /// today's frame. Nil when nothing had been published by then.
    ///
    /// Facts recorded later do not count at `instant`, so the whole journal can be read: nothing
    /// that was not known then takes part.
    package func answer(
        to path: String, asOf instant: Instant, _ settings: PressSettings
    ) throws -> Answer? {
        let history = try state().history
        let articles = try articles(Array(history.articlesNeeded(at: instant)))
        return press(history, articles, settings, at: instant)?.site.answer(to: path, from: nil)
    }
}
