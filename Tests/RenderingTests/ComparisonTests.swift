import Cast
import Content
import Rendering
import Testing

@Suite("Treatments side by side")
struct ComparisonTests {
    private let shared = Frame.Shared(
        audience: .int, site: "NETs", cssPath: "/a.css", iconPath: "/a.svg", root: "/int/en/",
        menu: [], banner: nil, audienceNotice: "", urgent: "Call 112.", emergencyNumbers: ["112"],
        sideEffects: "Tell.",
        strapline: "", publisher: "", publisherAddress: "", funder: "", footer: [], languages: [],
        markets: [])

    private func compared(_ standing: Article.Standing) throws -> String {
        var article = Article.of(.prrt, "prrt")
        article.standing = standing
        return try compared(article)
    }

    private static let unreviewed = Documents.Status(isOverdue: false, approval: nil)

    private func compared(
        _ article: Article, _ status: Documents.Status = unreviewed
    ) throws -> String {
        try Documents(templates: Templates(), phrases: Phrases()).comparison(
            nil,
            [
                .shown(article, status, href: "/a"),
                .shown(.of(.surgery, "surgery"), Self.unreviewed, href: "/b"),
            ],
            chosen: ["prrt", "surgery"], options: [], error: nil,
            in: Frame(shared: shared, title: "Side by side", description: ""))
    }

    @Test("a treatment that is approved carries its code, and with it until when it is")
    func approval() throws {
        let approval = Documents.Status.Approval(
            code: "NET-1", prepared: Day("2026-11-20")!, expires: Day("2027-11-19")!)
        let page = try compared(
            .of(.prrt, "prrt"), Documents.Status(isOverdue: false, approval: approval))
        #expect(page.ranges(of: "NET-1").count == 1)
        #expect(
            page.contains("datetime=\"2026-11-20\"") && page.contains("datetime=\"2027-11-19\""))
    }

    @Test("a number leads to the treatment's reference on the same page, and that leads back")
    func references() throws {
        var article = Article.of(.prrt, "prrt")
        let link = { (anchor: String) in "href=\"~/treatments/prrt#\(anchor)\"" }
        article.cells[1].html =
            "<a id=\"c-treatments-prrt-1-1\" \(link("n-treatments-prrt-1"))>1</a>"
        article.notes = """
            <li id="n-treatments-prrt-1"><a \(link("c-treatments-prrt-1-1"))>↩1</a> \
            <a \(link("c-treatments-prrt-1-2"))>↩2</a></li>
            """
        let page = try compared(article)
        #expect(
            page.contains("<a id=\"c-treatments-prrt-1-1\" href=\"#n-treatments-prrt-1\">1</a>"))
        #expect(page.contains("<a href=\"#c-treatments-prrt-1-1\">↩1</a>"))
        // The second place is below the rows, on the treatment's own page.
        #expect(
            page.contains("<a href=\"/int/en/treatments/prrt#c-treatments-prrt-1-2\">↩2</a>"))
    }

    @Test("one that is still being tested says there, too, what it must say")
    func notice() throws {
        let notice = "<p>It may never be approved.</p>"
        #expect(try compared(.investigational(notice: notice)).contains(notice))
        #expect(try !compared(.licensed).contains("role=\"note\""))
    }
}
