import Content
import Manuscript
import Testing

@Suite("What must be there is there for the readers of each market")
struct MarketTextTests {
    /// The sound edition with another treatment in place of its own.
    private func treatment(_ old: String, _ new: String) throws -> Reading {
        var folder = try Folder.sound()
        let path = "en/treatments/prrt.md"
        guard case .bytes(let bytes)? = folder.files[path] else {
            Issue.record("no treatment")
            return Reading(edition: Edition(), findings: [])
        }
        let text = String(decoding: bytes, as: UTF8.self)
        try #require(text.contains(old))
        folder.files[path] = .bytes(Array(text.replacing(old, with: new).utf8))
        return read(folder, today: .today)
    }

    private func printed(_ reading: Reading) -> Bool {
        reading.edition.items.contains { $0.id.path == "treatments/prrt" }
    }

    @Test(
        "a row",
        arguments: [
            ("where: |\n  > [!ONLY gb] Why.\n  > In hospital.", ["HB501"]),
            ("where: |\n  > > [!ONLY gb] Why.\n  > > In hospital.", ["HB501"]),
            (
                "where: |\n  > [!ONLY gb] Why.\n  > In hospital.\n\n  > [!ONLY int] Why.\n  > Here.",
                []
            ),
            ("where: |\n  At home.\n\n  > [!ONLY gb] Why.\n  > In hospital.", []),
        ])
    func row(text: String, codes: [String]) throws {
        let reading = try treatment("where: In hospital.", text)
        #expect(reading.codes == codes)
        // A preview prints what it can, and an article without a row is none.
        #expect(printed(reading) == codes.isEmpty)
    }

    @Test("the notice of what is not approved")
    func notice() throws {
        let notice = "kind: investigational\nnotice: |\n"
        let reading = try treatment(
            "kind: licensed", notice + "  > [!ONLY gb] Why.\n  > It may never be approved.")
        #expect(reading.codes == ["HB502"])
        #expect(!printed(reading))
        #expect(
            try treatment("kind: licensed", notice + "  It may never be approved.").codes == [])
    }

    @Test("the heading above a heading")
    func headings() throws {
        let inner = "> [!ONLY gb] Why.\n> ## Here\n>\n> Words.\n\n### There\n\nWords."
        #expect(try reading(inner).codes == ["HB402"])
        #expect(try reading("## Here\n\n" + inner).codes == [])
    }
}
