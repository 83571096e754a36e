import Cast
import Content
import Foundation
import Policy
import Press
import Rendering
import Testing

@testable import Finder

private let settings: PressSettings = {
    do {
        return PressSettings(templates: try Templates(), origin: "https://nets.example")
    } catch {
        preconditionFailure("\(error)")
    }
}()

private func pressed(_ chronicle: Chronicle, at now: Instant, reusing: Pressing? = nil) -> Pressing?
{
    press(
        chronicle.history, chronicle.articles, settings, at: now, reusing: reusing, puttingOff: true
    )
}

extension Seeker {
    /// The addresses of what is found, in its order; without the part of the page.
    fileprivate func found(
        _ words: String, on site: Site, _ audience: Audience = .int
    ) async throws -> [String] {
        guard
            case .found(let results) = try await search(
                SearchQuery(words), on: site, for: audience)
        else { return [] }
        let all =
            results.results + results.kinds.flatMap(\.best) + [results.answer].compactMap(\.self)
        return all.map { String($0.href.prefix { $0 != "#" }) }
    }
}

@Suite("Nothing is found that the site does not show")
struct ShownTests {
    private let seeker = SiteSeeker(OneAtATime()) { Issue.record("\($0)") }

    @Test(
        "in random histories, by an index that is as old as it likes",
        arguments: 0..<40 as Range<UInt64>)
    func histories(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let random = RandomChronicle(facts: 16, using: &generator)
        var warm: Pressing?
        for moment in Set(random.moments).sorted().prefix(12) {
            guard let next = pressed(random.chronicle, at: moment, reusing: warm) else { continue }
            warm = next
            for audience in next.site.audiences {
                let found = try await seeker.found(
                    "title body cell summary", on: next.site, audience)
                let suggested = try await seeker.suggest("title", on: next.site, for: audience)
                for href in found + suggested.map(\.href) {
                    guard case .page = next.site.answers[href] else {
                        Issue.record("seed \(seed), \(moment): \(href) was found")
                        continue
                    }
                }
            }
        }
    }

    @Test("what was withdrawn is gone at that instant, and what is new is there soon after")
    func withdrawal() async throws {
        var chronicle = Chronicle { Digest(of: "\($0)") }
        chronicle.configure(.of(.int(.showWithNotice)), at: .noon("2026-01-01"))
        chronicle.revise(.prrt, [.int: "lutetium"], at: .noon("2026-01-01"))
        chronicle.revise(.surgery, [.int: "lutetium"], at: .noon("2026-01-01"))
        let first = try #require(pressed(chronicle, at: .noon("2026-01-02")))
        #expect(
            Set(try await seeker.found("lutetium", on: first.site)) == [
                "/int/en/treatments/prrt", "/int/en/treatments/surgery",
            ])
        chronicle.withdraw(.prrt, at: .noon("2026-01-03"))
        chronicle.revise(.grade, [.int: "lutetium"], at: .noon("2026-01-03"))
        let second = try #require(
            pressed(chronicle, at: .noon("2026-01-04"), reusing: first))
        #expect(
            try await seeker.found("lutetium", on: second.site) == ["/int/en/treatments/surgery"])
        let soon = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < soon {
            if try await seeker.found("lutetium", on: second.site).contains("/int/en/about/grade") {
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("what is new was never found")
    }

    @Test("the first who searches after a change finds what is new, if the seeker was told of it")
    func prepared() async throws {
        var chronicle = Chronicle { Digest(of: "\($0)") }
        chronicle.configure(.of(.int(.showWithNotice)), at: .noon("2026-01-01"))
        chronicle.revise(.prrt, [.int: "lutetium"], at: .noon("2026-01-01"))
        let first = try #require(pressed(chronicle, at: .noon("2026-01-02")))
        _ = try await seeker.found("lutetium", on: first.site)
        chronicle.revise(.grade, [.int: "yttrium"], at: .noon("2026-01-03"))
        let second = try #require(pressed(chronicle, at: .noon("2026-01-04"), reusing: first))
        let soon = ContinuousClock.now + .seconds(20)
        while seeker.isPreparing(for: second.site), ContinuousClock.now < soon {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await seeker.found("yttrium", on: second.site) == ["/int/en/about/grade"])
    }
}

@Suite("Words are found however somebody writes them")
struct WordTests {
    private let seeker = SiteSeeker(OneAtATime()) { Issue.record("\($0)") }

    private func site() throws -> Site {
        var chronicle = Chronicle { Digest(of: "\($0)") }
        let now = Instant.noon("2026-01-01")
        var configuration = Configuration.of(.int(.showWithNotice))
        configuration.synonyms = [.english: [["diarrhoea", "the runs"], ["gut", "bowel"]]]
        chronicle.configure(configuration, at: now)
        var prrt = Article.of(.prrt, "receptor therapy")
        prrt.otherNames = ["radioligand therapy"]
        var term = Article.of(ItemID("glossary/prrt")!, "short")
        (term.title, term.otherNames, term.summary) = ("PRRT", ["receptor therapy"], "A treatment.")
        term.searchedAs = ["put to rest"]
        var page = Article.of(.grade, "x")
        (page.title, page.summary) = ("Living with diarrhoea", "What helps.")
        page.searchedAs = ["loo all day"]
        page.body =
            "<p>First <button>words</button><span popover=\"auto\" id=\"m\" class=\"meaning\">hidden</span>.</p>\n<h2 id=\"night\">At night</h2>\n<p>Loperamide &amp; water<sup class=\"cite\"><a>1</a></sup> may help when the bowel hurries.</p>"
        for article in [prrt, term, page] { chronicle.revise(article, for: .int, at: now) }
        return try #require(pressed(chronicle, at: .noon("2026-01-02"))).site
    }

    static let asked = [
        "diarrhea", "the runs", "diarea", "DIARRHOEA!", "loo all day", "lopermide", "gut",
        "\"bowel hurries\"", "diarrhoea OR NOT (",
        "I go to the loo all day and night, what may help?",
    ]

    @Test("in other spellings, by synonyms, with slips, as a whole question", arguments: asked)
    func queries(query: String) async throws {
        #expect(try await seeker.found(query, on: site()).first == "/int/en/about/grade")
    }

    @Test("a phrase between quotation marks stands as it is written")
    func phrase() async throws {
        #expect(try await seeker.found("\"hurries bowel\"", on: site()).isEmpty)
    }

    @Test(
        "a word is never mended into what it denies",
        arguments: ["undiarrhoea", "inshort", "unreceptor"])
    func denials(word: String) async throws {
        let state = try await seeker.search(SearchQuery(word), on: site(), for: .int)
        #expect(state == .nothing(instead: nil))
    }

    @Test(
        "a name that stands in no text, and a word that everybody knows, are not misspelt",
        arguments: [("hurls", false), ("loosens", false), ("the boom", true)])
    func known(word: String, isFound: Bool) async throws {
        let list = FileManager.default.temporaryDirectory.appendingPathComponent(
            "words-\(UUID().uuidString)")
        try "loosen\nreading\n".write(to: list, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: list) }
        let seeker = SiteSeeker(OneAtATime(), wordLists: [.english: list.path]) {
            Issue.record("\($0)")
        }
        var chronicle = Chronicle { Digest(of: "\($0)") }
        let now = Instant.noon("2026-01-01")
        var configuration = Configuration.of(.int(.showWithNotice))
        configuration.synonyms = [.english: [["diarrhoea", "the hurls", "the boom"]]]
        chronicle.configure(configuration, at: now)
        var page = Article.of(.grade, "x")
        (page.title, page.summary) = ("Diarrhoea and loose stools", "What hurts. Loosed. A bloom.")
        chronicle.revise(page, for: .int, at: now)
        let site = try #require(pressed(chronicle, at: .noon("2026-01-02"))).site
        let state = try await seeker.search(SearchQuery(word), on: site, for: .int)
        if case .found(let results) = state {
            #expect(results.shownFor == nil && isFound)
        } else {
            #expect(!isFound)
        }
    }

    @Test("whoever insists is shown what they wrote, or told what they may have meant")
    func asTyped() async throws {
        let site = try site()
        let mended = try await seeker.search(SearchQuery("lopermide"), on: site, for: .int)
        guard case .found(let results) = mended else {
            Issue.record("nothing was found")
            return
        }
        #expect(results.shownFor == "loperamide")
        #expect(
            try await seeker.search(
                SearchQuery("lopermide", isAsTyped: true), on: site, for: .int)
                == .nothing(instead: "loperamide"))
    }

    @Test("nobody is led to a list of where else to read")
    func leads() async throws {
        var chronicle = Chronicle { Digest(of: "\($0)") }
        let now = Instant.noon("2026-01-01")
        chronicle.configure(.of(.int(.showWithNotice)), at: now)
        var page = Article.of(.grade, "x")
        page.body =
            "<h2 id=\"crisis\">Help</h2><p>A crisis is rare.</p><h2 id=\"more\">Read more</h2><ul><li><a href=\"/x\">The crisis that a zebra had</a></li></ul>"
        chronicle.revise(page, for: .int, at: now)
        let site = try #require(pressed(chronicle, at: .noon("2026-01-02"))).site
        func firstPlace(_ words: String) async throws -> String? {
            let state = try await seeker.search(SearchQuery(words), on: site, for: .int)
            guard case .found(let results) = state else { return nil }
            return results.results.first?.href
        }
        #expect(try await firstPlace("crisis") == "/int/en/about/grade#crisis")
        #expect(try await firstPlace("zebra") == "/int/en/about/grade")
    }

    @Test("what is left of a name without its small words is no name", arguments: [true, false])
    func cutNames(isWhole: Bool) async throws {
        let state = try await seeker.search(
            SearchQuery(isWhole ? "put to rest" : "can't rest"), on: site(), for: .int)
        guard case .found(let results) = state else {
            Issue.record("\(state)")
            return
        }
        #expect((results.answer?.href == "/int/en/glossary/prrt") == isWhole)
    }

    @Test("words that say nothing are not mended, with an apostrophe or without")
    func contractions() async throws {
        let state = try await seeker.search(
            SearchQuery("cant stop diarrhoea"), on: site(), for: .int)
        guard case .found(let results) = state else {
            Issue.record("\(state)")
            return
        }
        #expect(results.shownFor == nil)
    }

    @Test("a word that is only in the meaning of another is not found there")
    func meanings() async throws {
        #expect(try await seeker.found("\"hidden\"", on: site()).isEmpty)
    }

    @Test("the part that fits is led to, with the words marked")
    func passage() async throws {
        let state = try await seeker.search(SearchQuery("loperamide"), on: site(), for: .int)
        guard case .found(let results) = state else {
            Issue.record("\(state)")
            return
        }
        let first = try #require(results.results.first)
        #expect(first.href == "/int/en/about/grade#night")
        #expect(first.heading == "At night")
        #expect(first.passage.filter(\.isMarked).map(\.words) == ["Loperamide"])
        #expect(
            first.passage.map(\.words).joined()
                == "Loperamide & water may help when the bowel hurries.")
    }

    @Test("a term's name has its meaning on top, and other names lead to it")
    func answer() async throws {
        let state = try await seeker.search(
            SearchQuery("what is receptor therapy?"), on: site(), for: .int)
        guard case .found(let results) = state else {
            Issue.record("\(state)")
            return
        }
        #expect(results.answer?.href == "/int/en/glossary/prrt")
        #expect(results.answer?.passage.map(\.words).joined() == "A treatment.")
        #expect(results.results.contains { $0.href.hasPrefix("/int/en/treatments/prrt") })
    }

    @Test("misspelt words are mended, and that is said; others stay")
    func mending() async throws {
        for (query, shown) in [
            ("diarea at night", "diarrhoea at night"), ("diarrhoea", nil), ("xqzw", nil),
        ] {
            switch try await seeker.search(SearchQuery(query), on: site(), for: .int) {
            case .found(let results): #expect(results.shownFor == shown)
            case .nothing(let shownFor): #expect(shownFor == shown)
            default: Issue.record("\(query)")
            }
        }
    }
}

@Suite("No query can break out")
struct HostileQueryTests {
    private static let pieces = [
        "\"", "'", "*", "(", ")", "^", ":", "-", "+", "NEAR", "NEAR/3", "AND", "OR", "NOT",
        "title:", "{title names}",
        "\u{0}", "\u{202e}", "😀", "ﬁ", "½", "é", "prrt", ";", "--", "/*", "\\", "%", "\u{FEFF}",
        "“", "„", "«", "𝕏", "\u{301}",
    ]

    @Test("of whatever pieces, it is asked without an error", arguments: 0..<300 as Range<UInt64>)
    func pieces(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let text = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
            Self.pieces.randomElement(using: &generator)!
        }.joined(separator: Bool.random(using: &generator) ? " " : "")
        let texts = try FullText(columns: SiteIndex.columns)
        let lexer = Lexer(.english)
        try texts.add([
            FullText.Row(
                number: 0, texts: [lexer.tokens(text), "prrt", "", lexer.tokens(text)], name: "a")
        ])
        try texts.finish()
        let reader = QueryReader(
            .english, Concepts([], [], lexer), Vocabulary([:], stems: []), .none, rowCount: 1)
        let query = reader.read(text, lexer)
        let match = try reader.match(query, counts: texts.counts)
        let found = try match.map { try texts.matches($0) }
        let isSilent = query.words.isEmpty || query.isSilent
        #expect(isSilent || found?.count == 1, "seed \(seed): \(text)")
    }
}
