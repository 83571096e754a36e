package import Content
internal import Policy

extension Journal {
    /// Takes in an edition as its writer is writing it: with errors and old change notes, with what
    /// should be mended printed at the top of the page it is about, and with every text shown, though
    /// nobody has approved it. For a journal in memory.
    package func preview(_ edition: Edition, findings: [Finding], at now: Instant) throws {
        guard let by = PersonName("preview"), var configuration = edition.configuration else {
            return
        }
        for index in configuration.markets.indices {
            configuration.markets[index].unreviewed = .showWithNotice
        }
        // Named by its source, which has to say what was changed in it.
        configuration.source += "\n# Shown to its writer, approved or not.\n"
        var edition = edition
        edition.configuration = configuration
        var order = RevisionOrder(by: by, withdrawMissing: "its file is gone", reprints: true)
        order.shownFindings = findings
        order.allowsOldNotes = true
        _ = try revise(edition, findings: [], order, at: now)
    }
}
