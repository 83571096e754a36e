import Cast
import Content
import Rendering
import Testing

@Suite("Treatments side by side")
struct ComparisonTests {
    private let shared = Frame.Shared(
        audience: .int, site: "NETs", cssPath: "/a.css", iconPath: "/a.svg", root: "/int/en/",
        menu: [], banner: nil, audienceNotice: "", emergencyNumber: "112", sideEffects: "Tell.",
        strapline: "", publisher: "", publisherAddress: "", funder: "", footer: [], languages: [],
        markets: [])

    private func compared(_ standing: Article.Standing) throws -> String {
        var article = Article.of(.prrt, "prrt")
        article.standing = standing
        return Documents(templates: try Templates(), phrases: Phrases()).comparison(
            nil, [.shown(article, href: "/a"), .shown(.of(.surgery, "surgery"), href: "/b")],
            chosen: ["prrt", "surgery"], options: [], error: nil,
            in: Frame(shared: shared, title: "Side by side", description: ""))
    }

    @Test("one that is still being tested says there, too, what it must say")
    func notice() throws {
        let notice = "<p>It may never be approved.</p>"
        #expect(try compared(.investigational(notice: notice)).contains(notice))
        #expect(try !compared(.licensed).contains("role=\"note\""))
    }
}
