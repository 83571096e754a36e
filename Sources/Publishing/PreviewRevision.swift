package import Content
internal import Policy

extension Journal {
    /// Takes in an edition as its writer is writing it: with errors and old change notes, and with
    /// what should be mended printed at the top of the page it is about. For a journal in memory.
    package func preview(_ edition: Edition, findings: [Finding], at now: Instant) throws {
        guard let by = PersonName("preview"), edition.configuration != nil else { return }
        var order = RevisionOrder(by: by, withdrawMissing: "its file is gone", reprints: true)
        order.shownFindings = findings
        _ = try revise(edition, findings: [], order, at: now)
    }
}
