import Content
import Manuscript
import Testing

@Suite("edition.yaml says for whom, and under which rule")
struct ConfigurationTests {
    private func configuration(_ old: String = "", _ new: String = "") throws -> Configuration? {
        guard case .bytes(let bytes)? = try Folder.sound().files["edition.yaml"] else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        if !old.isEmpty { #expect(text.contains(old)) }
        let changed = ["edition.yaml": text.replacing(old, with: new)]
        return read(try .sound(with: old.isEmpty ? [:] : changed), today: nil).edition.configuration
    }

    @Test("all of it")
    func whole() throws {
        let configuration = try configuration()
        #expect(configuration?.title == [.english: "Small edition"])
        #expect(configuration?.publisher.url == "https://example.org/")
        #expect(configuration?.controller == nil)
        #expect(configuration?.contact.mistakes == "mend@example.org")
        #expect(configuration?.contact.security == nil)
        #expect(configuration?.timeZone == "Europe/Brussels")
        #expect(configuration?.languages == [.english])
        #expect(configuration?.menu.map(\.path) == ["about", "treatments", "evidence"])
        #expect(
            configuration?.topics.map(\.id.name) == [
                "basics", "treatments", "evidence", "words", "site",
            ])
        #expect(configuration?.indexesUnreviewed == false)
    }

    @Test(
        "a contact is an e-mail or a web address, and nothing that a link would obey",
        arguments: [
            ("a.b+c@example.org", true), ("https://example.org/write", true),
            ("javascript:alert(1)", false), ("mailto:a@example.org", false),
            ("a@example.org\\r\\nX: 1", false), ("a@b@example.org", false), ("@example.org", false),
        ])
    func contacts(address: String, isContact: Bool) throws {
        let contact = try configuration("mend@example.org", "\"\(address)\"")?.contact
        #expect(contact?.mistakes == (isContact ? address : nil))
    }

    @Test("markets, in the order of the file")
    func markets() throws {
        let markets = try configuration()?.markets ?? []
        #expect(markets.map(\.id) == [.int, .gb])
        #expect(markets.map(\.countries) == [.allBut(["GB", "JE"]), .only(["GB"])])
        #expect(markets.map(\.rule) == [.stated, .enforced])
        #expect(markets.map(\.unreviewed) == [.showWithNotice, .withhold])
        #expect(markets.map(\.emergencyNumber) == ["112", "999"])
    }

    @Test("a market may be everywhere")
    func everywhere() throws {
        let configuration = try configuration("countries: { in: [GB] }", "countries: everywhere")
        #expect(configuration?.market(.gb)?.countries == .everywhere)
    }

    /// What an edition that was mistyped must never come to mean.
    @Test("what cannot be read never shows more")
    func strictest() throws {
        #expect(try configuration("rule: stated", "rule: state")?.market(.int)?.rule == .enforced)
        #expect(
            try configuration("\nunreviewed: show-with-notice", "\nunreviewed: show")?
                .market(.int)?.unreviewed == .withhold)
        #expect(
            try configuration("countries: { out: [GB, JE] }", "countries: all")?
                .market(.int)?.countries == .only([]))
    }

    static let flags: [(String, Bool)] = [
        ("true", true), ("false", false), ("yes", false), ("True", false), ("1", false),
    ]

    @Test("a flag is true or false, and nothing else", arguments: flags)
    func flag(text: String, value: Bool) throws {
        let configuration = try configuration(
            "index-unreviewed: false", "index-unreviewed: \(text)")
        #expect(configuration?.indexesUnreviewed == value)
    }
}

@Suite("A drawing is taken apart and put together again")
struct PictureTests {
    private func picture(_ svg: String) throws -> Picture? {
        read(try .sound(with: ["pictures/scales.svg": svg]), today: nil).edition.pictures[
            "scales.svg"]
    }

    private func drawing(_ inner: String, _ attributes: String = "") -> String {
        """
        <?xml version="1.0"?>
        <!-- by hand -->
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"\(attributes)><title>T</title><desc>D</desc>\(inner)</svg>
        """
    }

    private func whole(_ inner: String) -> String {
        "<svg viewBox=\"0 0 9 9\"><title>T</title><desc>D</desc>\(inner)</svg>"
    }

    static let copies: [(String, String)] = [
        (#"<path d="M0 0h9" class="ink"/>"#, #"<path class="ink" d="M0 0h9"/>"#),
        ("<g>\n  <circle r='4'/>\n</g>", #"<g><circle r="4"/></g>"#),
        ("<text x=\"1\">a &lt; b &amp; c</text>", "<text x=\"1\">a &lt; b &amp; c</text>"),
        (
            #"<text>a <tspan font-size="16">b</tspan></text>"#,
            #"<text>a <tspan font-size="16">b</tspan></text>"#
        ),
        (
            #"<g id="a" clip-path="url(#b)" aria-labelledby="c d"/>"#,
            ##"<g aria-labelledby="{id}-c {id}-d" clip-path="url(#{id}-b)" id="{id}-a"/>"##
        ),
        ("<g><script>alert(1)</script><path/></g>", "<g><path/></g>"),
        (#"<a href="https://example.org/"><path/></a>"#, ""),
        (#"<path onclick="go()" style="fill:red" fill="red"/>"#, "<path/>"),
        (
            #"<path fill="none" stroke="currentColor"/>"#,
            #"<path fill="none" stroke="currentColor"/>"#
        ),
        (#"<path clip-path="url(https://example.org/#a)"/>"#, "<path/>"),
        (
            #"<path class="&quot;&gt;&lt;script&gt;"/>"#,
            #"<path class="&quot;&gt;&lt;script&gt;"/>"#
        ),
        ("<!-- remark --><?php go ?><path/>", "<path/>"),
        ("<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>", ""),
        (##"<use href="#a"/><animate attributeName="x"/><set/>"##, ""),
    ]

    @Test("only what draws is left, and its ids are the page's own", arguments: copies)
    func copy(source: String, copied: String) throws {
        #expect(try picture(drawing(source))?.svg == whole(copied))
    }

    @Test("its title and description are those of the whole")
    func words() throws {
        let picture = try picture(drawing("<g><title>Part</title></g>"))
        #expect(picture?.title == "T")
        #expect(picture?.description == "D")
    }

    @Test(
        "what is no drawing is none",
        arguments: [
            "<svg viewBox=\"0 0 1 1\">", "<html/>", "not XML",
            "<!DOCTYPE svg [<!ENTITY a \"&b;&b;\"><!ENTITY b \"aaaa\">]><svg>&a;</svg>",
        ])
    func none(svg: String) throws {
        #expect(try picture(svg) == nil)
    }
}
