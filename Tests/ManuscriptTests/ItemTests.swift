import Content
import Manuscript
import Testing

@Suite("A file becomes an item")
struct ItemTests {
    private func items(_ texts: [String: String] = [:]) throws -> [String: Item] {
        let items = read(try .sound(with: texts), today: .today).edition.items
        return Dictionary(items.map { ($0.id.path, $0) }) { first, _ in first }
    }

    @Test("its path is its address")
    func addresses() throws {
        let kinds = try items().mapValues(\.kind)
        #expect(
            kinds == [
                "home": .page, "about": .page, "about/grade": .page, "treatments/prrt": .treatment,
                "glossary/ki-67": .term, "evidence/trial-1": .study,
            ])
    }

    @Test("items are in the order of their addresses")
    func order() throws {
        let ids = read(try .sound(), today: nil).edition.items.map(\.id)
        #expect(ids == ids.sorted())
    }

    @Test("quotation marks around nothing are no title", arguments: ["\"\"", "'  '", "", "~"])
    func blank(title: String) throws {
        let text = """
            ---
            title: \(title)
            summary: What the illness is.
            reviewed: 2026-11-24
            next-review: 2027-11-24
            change: minor
            topics: [basics]
            ---
            Words.
            """
        let findings = read(try .sound(with: ["en/pages/about.md": text]), today: .today).findings
        #expect(findings.map(\.message).contains("The field `title` is missing."))
    }

    @Test("it says of itself what the front matter says")
    func about() throws {
        let about = try items()["about"]?.about
        #expect(
            about
                == Item.About(
                    title: "About NETs", summary: "What the illness is.", reviewed: .today,
                    nextReview: Day("2027-11-24")!, change: .said("First version."),
                    topics: [TopicID("basics")!], order: 10))
        #expect(try items()["about/grade"]?.about.change == .minor)
        #expect(try items()["treatments/prrt"]?.about.discussesMedicine == true)
    }

    @Test("a treatment has its rows, kind and questions")
    func treatment() throws {
        guard case .treatment(let treatment) = try items()["treatments/prrt"]?.matter else {
            Issue.record("no treatment")
            return
        }
        #expect(treatment.standing == .licensed)
        #expect(treatment.otherNames == ["radioligand therapy"])
        #expect(treatment.questions.count == 3)
        #expect(treatment.rows[.place] == Markup([.paragraph([.text("In hospital.")])]))
        #expect(treatment.body.blocks.first == .heading(level: 2, [.text("Step by step")]))
    }

    @Test("an investigational one has its notice")
    func notice() throws {
        let golden = read(try GoldenCase(name: "treatments").folder(), today: nil).edition
        let standings = golden.items.compactMap { item in
            if case .treatment(let treatment) = item.matter { treatment.standing } else { nil }
        }
        let notice = Markup([.paragraph([.text("It may never be approved.")])])
        // Those that lack rows or a notice are not there at all.
        #expect(standings == [.practice, .licensed, .investigational(notice: notice)])
    }

    @Test("a page that lacks fields is there all the same, to be previewed")
    func incomplete() throws {
        let item = try items(["en/pages/new-page.md": "---\nsummary: Begun.\n---\nWords.\n"])[
            "new-page"]
        #expect(item?.about.title == "new-page")
        #expect(item?.matter == .page(Markup([.paragraph([.text("Words.")])])))
    }

    @Test("a study has what was measured, in the order of its arms")
    func study() throws {
        guard case .study(let study) = try items()["evidence/trial-1"]?.matter else {
            Issue.record("no study")
            return
        }
        #expect(study.arms.map(\.key) == ["prrt", "control"])
        #expect(study.outcomes.map(\.key) == ["growth-free", "time-to-growth"])
        #expect(
            study.outcomes[0].values == [
                Study.Value(arm: "prrt", measured: .value(65.2), interval: 50.0...76.8),
                Study.Value(arm: "control", measured: .value(10.8), interval: nil),
            ])
        #expect(study.outcomes[1].values.first?.measured == .notReached)
        #expect(study.outcomes.map(\.differs) == [.yes, .unknown])
    }

    @Test("charts, pictures and references come with it")
    func parts() throws {
        let edition = read(try .sound(), today: nil).edition
        #expect(
            edition.charts[.english]?["growth"]?.rows == [
                Chart.Row(study: "trial-1", outcome: "growth-free")
            ])
        #expect(edition.references[ReferenceKey("trial")!]?.read == .abstract)
        #expect(edition.references[ReferenceKey("unread")!]?.seen == nil)
        #expect(edition.pictures["scales.svg"]?.title == "Two scales")
    }
}

@Suite("An item's source is its own text")
struct SourceTests {
    private func sources(_ texts: [String: String]) throws -> [String: String] {
        let items = read(try .sound(with: texts), today: nil).edition.items
        return Dictionary(items.map { ($0.id.path, String(decoding: $0.source, as: UTF8.self)) }) {
            first, _ in
            first
        }
    }

    private let terms = """
        defaults: { reviewed: 2026-11-24, next-review: 2027-11-24, change: First version., topics: [words] }
        terms:
          # The first of two
          net:
            term: NET
            meaning: A tumour of hormone-making cells.

          # The second of two
          ki-67:
            term: Ki-67
            meaning: A protein.
            topics: [basics]

        """

    @Test("of a page, its file, whatever its line ends are")
    func page() throws {
        let text = ManuscriptTests.page("Words.\n")
        #expect(try sources(["en/pages/case.md": text])["case"] == text)
        let copy = text.replacing("\n", with: "\r\n")
        #expect(try sources(["en/pages/case.md": copy])["case"] == text)
    }

    @Test("of a term, its entry and the defaults it does not override")
    func term() throws {
        let sources = try sources(["en/terms.yaml": terms])
        #expect(
            sources["glossary/ki-67"] == """
                ki-67:
                    term: Ki-67
                    meaning: A protein.
                    topics: [basics]
                change: First version.
                next-review: 2027-11-24
                reviewed: 2026-11-24
                """)
        #expect(sources["glossary/net"]?.hasPrefix("net:\n    term: NET\n") == true)
        #expect(sources["glossary/net"]?.contains("second") == false)
    }

    static let edits: [(String, String, Set<String>)] = [
        ("A protein.", "A protein of cells.", ["glossary/ki-67"]),
        ("A tumour of", "A small tumour of", ["glossary/net"]),
        ("# The second of two", "# Two", []),
        ("topics: [words]", "topics: [basics]", ["glossary/net"]),
        ("First version.", "Second version.", ["glossary/ki-67", "glossary/net"]),
    ]

    @Test("an edit changes the source of what it edits, and no other", arguments: edits)
    func edit(old: String, new: String, changed: Set<String>) throws {
        let before = try sources(["en/terms.yaml": terms])
        let after = try sources(["en/terms.yaml": terms.replacing(old, with: new)])
        #expect(Set(before.keys.filter { before[$0] != after[$0] }) == changed)
    }

    @Test("a study's ends where the next begins")
    func study() throws {
        guard case .bytes(let bytes)? = try Folder.sound().files["studies.yaml"] else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        let second = text.replacing("trial-1:", with: "trial-2:")
        let sources = try sources([
            "studies.yaml": "# All of them\n\n\(text)\n# One more\n\(second)"
        ])
        #expect(sources["evidence/trial-1"] == String(text.dropLast()))
        #expect(sources["evidence/trial-2"] == String(second.dropLast()))
    }
}
