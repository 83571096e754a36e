import Cast
import Content
import Foundation
import Testing

@testable import Rendering

private let references: [ReferenceKey: Reference] = {
    let keys = ["netter-1", "pavel-2020"].map { ReferenceKey($0)! }
    return Dictionary(
        uniqueKeysWithValues: keys.map { key in
            (
                key,
                Reference(
                    key: key, citation: "Citation of \(key)", title: nil,
                    doi: key.name == "netter-1" ? "10.1/x" : nil, pmid: nil, url: nil,
                    kind: .trial, read: .quoted, seen: nil, note: nil,
                    place: Item.Place(file: "references.yaml", line: 1))
            )
        })
}()

private func term(_ slug: String, _ name: String, also: [String] = []) -> Item {
    Item(
        id: ItemID("glossary/\(slug)")!, language: .english,
        about: Item.Page.about,
        matter: .term(
            Term(
                name: name, meaning: "Meaning of \(name).", saidAs: nil, otherNames: also,
                more: Markup(), isFoundInTexts: true)),
        place: Item.Place(file: "en/terms.yaml", line: 1), source: name)
}

extension Item {
    fileprivate enum Page {
        static let about = Item.About(
            title: "Title", summary: "Summary", reviewed: Day("2026-01-01")!,
            nextReview: Day("2027-01-01")!, change: .minor, topics: [])
    }
}

/// Prints a page made of these blocks, in an edition with a few terms and references.
private func printed(_ blocks: [Block], for market: MarketID = .int) -> Article {
    wholly(printed: blocks, for: market).article
}

private func wholly(printed blocks: [Block], for market: MarketID = .int) -> Printer.Printed {
    let page = Item(
        id: .grade, language: .english, about: Item.Page.about, matter: .page(Markup(blocks)),
        place: Item.Place(file: "en/pages/about/grade.md", line: 1), source: "")
    let edition = Edition(
        configuration: .of(.int(), .gb()),
        items: [
            page, term("net", "NET"), term("receptor", "receptor", also: ["docking place"]),
            term("ki-67", "Ki-67"),
        ],
        references: references,
        pictures: [
            "a.svg": Picture(
                svg: #"<svg id="{id}-x"><title>T</title></svg>"#, title: "T", description: "D")
        ])
    return Printer(edition).print(page, for: market)
}

private func paragraph(_ words: String) -> Block { .paragraph([.text(words)]) }

@Suite("Words are printed as they are, and nothing of them becomes markup")
struct EscapingTests {
    @Test("every special character is escaped, in text and in attributes")
    func escaping() {
        let words = #"<script>"a" & 'b'</script>"#
        let article = printed([
            paragraph(words), .paragraph([.link(.outside("https://a/?x=\"><b>"), [.text("l")])]),
        ])
        #expect(
            article.body.contains(
                "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"))
        #expect(article.body.contains(#"href="https://a/?x=&quot;&gt;&lt;b&gt;""#))
        #expect(!article.body.contains("<script"))
    }

    @Test(
        "links between items lead to the market's root",
        arguments: [
            (#"<a href="~/">"#, #"<a href="/int/en/">"#),
            (
                #"<a href="~/a#b"></a><a href="~/c">"#,
                ##"<a href="/int/en/a#b"></a><a href="/int/en/c">"##
            ),
            ("~/", "~/"), ("", ""), (#"=""#, #"=""#), (#"x="~"#, #"x="~"#),
        ])
    func roots(html: String, expected: String) {
        #expect(rooted(html, at: "/int/en/") == expected)
    }

    @Test("an author cannot write the sign that frames replace")
    func marker() {
        let article = printed([paragraph(#"href="~/evil""#)])
        #expect(!article.body.contains("=\"~/evil"))
    }
}

@Suite("A term is explained in place, once in a section")
struct TermTests {
    private func buttons(_ html: String) -> Int {
        html.components(separatedBy: "class=\"term\"").count - 1
    }

    @Test("at its first use, never in headings or links")
    func firstUse() {
        let article = printed([
            .heading(level: 2, [.text("The receptor")]),
            .paragraph([.link(.outside("https://a"), [.text("receptor")])]),
            paragraph("A receptor, and another receptor."),
            .heading(level: 3, [.text("More")]),
            paragraph("The receptor again."),
        ])
        #expect(buttons(article.body) == 1)
        #expect(article.explains == ["receptor"])
        #expect(article.body.contains("<h2 id=\"the-receptor\">The receptor</h2>"))
    }

    @Test("again in the next section, by a card of its own right behind the word")
    func nextSection() {
        let article = printed([
            paragraph("A receptor."), .heading(level: 2, [.text("Two")]), paragraph("A receptor."),
        ])
        #expect(buttons(article.body) == 2)
        for (index, part) in article.body.components(separatedBy: "popovertarget=\"").enumerated()
        where index > 0 {
            let id = part.prefix { $0 != "\"" }
            #expect(part.contains("</button><span popover=\"auto\" id=\"\(id)\""))
        }
        #expect(article.explains == ["receptor"])
    }

    @Test(
        "names are found as people write them",
        arguments: [
            ("two receptors.", ["receptor"]), ("Receptor", ["receptor"]),
            ("a docking place", ["receptor"]), ("docking places", ["receptor"]),
            ("a net", []), ("a NET", ["net"]), ("NETs", ["net"]), ("NET-specific", []),
            ("non-NET", []), ("Ki-67", ["ki-67"]), ("ki-67", ["ki-67"]), ("Ki-670", []),
            ("interceptor", []), ("receptorx", []), ("receptor, Ki-67", ["receptor", "ki-67"]),
        ])
    func names(text: String, expected: [String]) {
        #expect(printed([paragraph(text)]).explains == expected)
    }
}

@Suite("Citations lead to the reference and back")
struct NoteTests {
    private let key = ReferenceKey("netter-1")!
    private let other = ReferenceKey("pavel-2020")!

    @Test("numbered as they are first cited, each place with its way back")
    func numbering() {
        let article = printed([
            .paragraph([.text("One "), .citation([other]), .text(".")]),
            .paragraph([.text("Two"), .citation([key, other]), .text(".")]),
        ])
        #expect(article.body.contains("One<sup class=\"cite\">"))
        #expect(
            article.body.contains(#"id="c-about-grade-1-1" href="~/about/grade#n-about-grade-1""#))
        #expect(
            article.body.contains(#"id="c-about-grade-1-2" href="~/about/grade#n-about-grade-1""#))
        #expect(
            article.notes.contains(
                #"<li id="n-about-grade-1"><span class="source">Citation of pavel-2020"#))
        #expect(article.notes.contains("~/about/grade#c-about-grade-1-2"))
        #expect(article.notes.contains("https://doi.org/10.1/x"))
    }

    @Test("a page that cites nothing has no list")
    func none() {
        #expect(printed([paragraph("x")]).notes.isEmpty)
    }
}

@Suite("Passages for other markets are left out")
struct MarketPassageTests {
    @Test("of the page, its headings and its plain text")
    func only() {
        let blocks: [Block] = [
            .only(
                [.gb], why: "A number of its own",
                [.heading(level: 2, [.text("For Britain")]), paragraph("Call 111.")]),
            paragraph("For all."),
        ]
        let international = printed(blocks)
        #expect(!international.body.contains("111"))
        #expect(!wholly(printed: blocks).plainText.contains("111"))
        #expect(international.contents.isEmpty)
        let british = printed(blocks, for: .gb)
        #expect(british.body.contains("Call 111."))
        #expect(british.contents.map(\.title) == ["For Britain"])
        #expect(!british.body.contains("A number of its own"))
    }

    @Test("each market is told whom to call, in the page and in its words")
    func emergency() {
        let blocks: [Block] = [.paragraph([.text("Call "), .emergencyNumber, .text(".")])]
        // Its countries are not all named, so a reader's number may be another.
        #expect(printed(blocks).body.contains("Call 112 or your local emergency number."))
        #expect(printed(blocks, for: .gb).body.contains("Call 999."))
        #expect(wholly(printed: blocks, for: .gb).plainText.contains("Call 999."))
    }

    @Test("articles that say the same to two markets are the same bytes")
    func sameBytes() {
        let blocks = [
            paragraph("For all."), .paragraph([.link(.item(.prrt, anchor: nil), [.text("P")])]),
        ]
        let (international, british) = (wholly(printed: blocks), wholly(printed: blocks, for: .gb))
        #expect(
            ArticleCodec.encode(international.article, plainText: international.plainText)
                == ArticleCodec.encode(british.article, plainText: british.plainText))
    }
}

@Suite("Tables, boxes and pictures carry their labels")
struct FurnitureTests {
    @Test("an empty corner of a table is no heading")
    func corners() {
        let article = printed([
            .table(
                alignments: [.none, .none], header: [[], [.text("NET G3")]],
                rows: [[[.text("Ki-67")], [.text("above 20")]], [[], [.text("more")]]])
        ])
        #expect(
            article.body.contains(#"<tr role="row"><td role="cell"></td><th role="columnheader""#))
        #expect(article.body.contains(#"</tr><tr role="row"><td role="cell"></td><td "#))
    }

    @Test("a table cell knows its column, for the narrow screen")
    func tables() {
        let article = printed([
            .table(
                alignments: [.none, .right], header: [[.text("Name")], [.text("Value")]],
                rows: [[[.text("a")], [.text("1")]]])
        ])
        #expect(article.body.contains(#"<th role="rowheader" scope="row" class="start">a</th>"#))
        #expect(article.body.contains(#"<td role="cell" class="right" data-label="Value">1</td>"#))
        #expect(
            article.body.contains(#"role="region" tabindex="0" aria-label="Table: Name, Value""#))
    }

    @Test("a box says what it is")
    func boxes() {
        let article = printed([.callout(.caution, [paragraph("Call.")])])
        #expect(article.body.contains(#"<aside class="callout caution" aria-label="Get help">"#))
    }

    @Test("a picture's ids are its page's own, and its words stand in the plain text")
    func pictures() {
        let blocks = [Block.picture(name: "a.svg", alternative: "In words.", caption: "Cap")]
        let article = printed(blocks)
        #expect(
            article.body.contains(#"<svg role="img" aria-label="In words." id="about-grade-a-x">"#))
        #expect(article.body.contains("<figcaption>Cap</figcaption>"))
        #expect(wholly(printed: blocks).plainText.contains("Cap: In words."))
    }

    @Test("headings of the same words get anchors that differ")
    func headings() {
        let article = printed([
            .heading(level: 2, [.text("Before")]), .heading(level: 2, [.text("Before")]),
        ])
        #expect(article.contents.map(\.anchor) == ["before", "before-2"])
    }
}
