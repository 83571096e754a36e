import Content
import Manuscript
import Testing

private let trial = ReferenceKey("trial")!
private let unread = ReferenceKey("unread")!

@Suite("Markdown becomes markup")
struct MarkdownTests {
    static let texts: [(String, [Block])] = [
        (
            "Plain *and* **bold** `code`.",
            [
                .paragraph([
                    .text("Plain "), .emphasis([.text("and")]), .text(" "),
                    .strong([.text("bold")]),
                    .text(" "), .code("code"), .text("."),
                ])
            ]
        ),
        ("One\ntwo", [.paragraph([.text("One two")])]),
        ("One  \ntwo", [.paragraph([.text("One"), .lineBreak, .text("two")])]),
        (
            "## A heading\n\n### Below",
            [
                .heading(level: 2, [.text("A heading")]), .heading(level: 3, [.text("Below")]),
            ]
        ),
        (
            "- a\n- b",
            [
                .list(
                    start: nil, isTight: true,
                    items: [[.paragraph([.text("a")])], [.paragraph([.text("b")])]])
            ]
        ),
        (
            "3. a\n\n4. b",
            [
                .list(
                    start: 3, isTight: false,
                    items: [[.paragraph([.text("a")])], [.paragraph([.text("b")])]])
            ]
        ),
        ("> said", [.quote([.paragraph([.text("said")])])]),
        ("---", [.rule]),
        ("```\na < b\n```", [.code("a < b\n")]),
        (
            "| a | b |\n|:--|--:|\n| c | *d* |",
            [
                .table(
                    alignments: [.left, .right], header: [[.text("a")], [.text("b")]],
                    rows: [[[.text("c")], [.emphasis([.text("d")])]]])
            ]
        ),
        ("Caf&eacute; &lt; 5", [.paragraph([.text("Café < 5")])]),
        // Neither is read, so that both stay what the author typed.
        ("~~struck~~ https://example.org", [.paragraph([.text("~~struck~~ https://example.org")])]),
        // An error, and left out.
        ("a <b>bold</b> word", [.paragraph([.text("a "), .text("bold"), .text(" word")])]),
        ("# Too high", [.heading(level: 2, [.text("Too high")])]),
    ]

    @Test("what Markdown means, without Markdown", arguments: texts)
    func text(source: String, blocks: [Block]) throws {
        #expect(try markup(source) == blocks)
    }

    static let citations: [(String, [Inline])] = [
        ("So it was [@trial].", [.text("So it was "), .citation([trial]), .text(".")]),
        ("It was [@trial; @unread]", [.text("It was "), .citation([trial, unread])]),
        (
            "It was [@trial;\n@unread].",
            [.text("It was "), .citation([trial, unread]), .text(".")]
        ),
        ("[@trial][@unread]", [.citation([trial]), .citation([unread])]),
        ("*so [@trial]*", [.emphasis([.text("so "), .citation([trial])])]),
        ("[@Trial]", [.text("[@Trial]")]),
        ("`[@trial]`", [.code("[@trial]")]),
        ("a [note] @trial", [.text("a [note] @trial")]),
    ]

    @Test("citations are found in words", arguments: citations)
    func citation(source: String, inlines: [Inline]) throws {
        #expect(try markup(source) == [.paragraph(inlines)])
    }

    @Test("a heading keeps its words without the citation")
    func headingCitation() throws {
        #expect(try markup("## Words [@trial]") == [.heading(level: 2, [.text("Words")])])
    }

    static let destinations: [(String, Inline.Destination?)] = [
        ("/treatments/prrt", .item(.prrt, anchor: nil)),
        ("/treatments/prrt#benefits", .item(.prrt, anchor: "benefits")),
        ("/", .item(.home, anchor: nil)),
        ("/#start", .item(.home, anchor: "start")),
        ("#what", .anchor("what")),
        ("term:ki-67", .term("ki-67")),
        ("https://example.org/a?b=1#c", .outside("https://example.org/a?b=1#c")),
        ("mailto:a@example.org", .outside("mailto:a@example.org")),
        ("tel:112", .outside("tel:112")),
        ("HTTPS://example.org/", .outside("HTTPS://example.org/")),
        ("javascript:alert(1)", nil), ("data:text/html,x", nil), ("//example.org/", nil),
        ("prrt.md", nil), ("/Treatments", nil), ("/a?b", nil),
    ]

    @Test("a link leads where its address says, or is words alone", arguments: destinations)
    func link(address: String, destination: Inline.Destination?) throws {
        let inline = destination.map { Inline.link($0, [.text("words")]) } ?? .text("words")
        #expect(try markup("[words](<\(address)>)") == [.paragraph([inline])])
    }

    static let boxes: [(String, [Block])] = [
        ("> [!NOTE]\n> Mind.", [.callout(.note, [.paragraph([.text("Mind.")])])]),
        (
            "> [!CAUTION]\n>\n> - Call",
            [
                .callout(
                    .caution,
                    [
                        .list(start: nil, isTight: true, items: [[.paragraph([.text("Call")])]])
                    ])
            ]
        ),
        (
            "> [!ONLY gb int] The law.\n> Here.",
            [.only([.gb, .int], why: "The law.", [.paragraph([.text("Here.")])])]
        ),
        (
            "Call {emergency}, or {nobody}.",
            [.paragraph([.text("Call "), .emergencyNumber, .text(", or {nobody}.")])]
        ),
        (
            "> [!ONLY gb]\n> > [!TIP]\n> > Here.",
            [
                .only(
                    [.gb], why: "",
                    [
                        .callout(.tip, [.paragraph([.text("Here.")])])
                    ])
            ]
        ),
        ("> [!ONLY]\n> Nowhere.", [.only([], why: "", [.paragraph([.text("Nowhere.")])])]),
        (
            "> [!WARNING]\n> ![a](chart:growth)\n\nAfter.",
            [
                .callout(.warning, [.chart(key: "growth", alternative: "a", caption: nil)]),
                .paragraph([.text("After.")]),
            ]
        ),
        ("> [!NOTE] on the line", [.quote([.paragraph([.text("[!NOTE] on the line")])])]),
    ]

    @Test("a quote with a mark is a box", arguments: boxes)
    func box(source: String, blocks: [Block]) throws {
        #expect(try markup(source) == blocks)
    }

    static let pictures: [(String, [Block])] = [
        (
            #"![what](pictures/scales.svg "Grade")"#,
            [
                .picture(name: "scales.svg", alternative: "what", caption: "Grade")
            ]
        ),
        (
            "![in *words*](chart:growth)",
            [
                .chart(key: "growth", alternative: "in words", caption: nil)
            ]
        ),
        ("See ![what](pictures/scales.svg)", [.paragraph([.text("See "), .text("what")])]),
        ("![what](https://example.org/a.png)", []),
    ]

    @Test("a picture stands alone", arguments: pictures)
    func picture(source: String, blocks: [Block]) throws {
        #expect(try markup(source) == blocks)
    }

    @Test("texts nested deeper than is allowed are cut, not refused")
    func depth() throws {
        var depth = 0
        var blocks = try markup(String(repeating: ">", count: 200) + " deep")
        while case .quote(let inner)? = blocks.first { (depth, blocks) = (depth + 1, inner) }
        #expect(depth == 32)
    }

    @Test("all threads read the same text alike")
    func threads() throws {
        let text = page("| a | ~~b~~ |\n|---|---|\n| c | d |\n\n*e* [@trial]\n")
        let pages = (0..<200).map { ("en/pages/p\($0).md", text) }
        let items = read(try .sound(with: Dictionary(uniqueKeysWithValues: pages)), today: nil)
            .edition.items.filter { $0.id.path.hasPrefix("p") }
        #expect(items.count == 200)
        #expect(Set(items.map(\.matter)).count == 1)
    }
}

extension MarketID {
    static let int = MarketID("int")!
    static let gb = MarketID("gb")!
}

extension ItemID {
    static let prrt = ItemID("treatments/prrt")!
}
