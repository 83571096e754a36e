import Cast
import Content
import Foundation
import NIOCore
import Policy
import Rendering
import Testing

@testable import Press

/// Templates that print little, so that many sites can be printed.
private let plainTemplates: Templates = {
    let page = """
        {{lang}} {{pageTitle}} {{#noindex}}noindex{{/noindex}} {{unreviewed}} {{banner}}
        {{#menu}}[{{title}}]{{/menu}}{{#crumbs}}<{{title}}>{{/crumbs}}
        {{#article}}{{{body}}}{{#cells}}{{{html}}}{{/cells}}{{#cards}}({{title}}){{/cards}}\
        {{#dates}}{{#overdue}}overdue{{/overdue}}{{/dates}}{{#approval}}{{code}}{{/approval}}\
        {{#previous}}{{title}}{{/previous}}{{#next}}{{title}}{{/next}}{{/article}}
        {{#home}}{{{body}}}{{#treatments}}({{title}}){{/treatments}}{{/home}}
        {{#comparison}}{{#columns}}[{{title}}]{{/columns}}{{#rows}}{{#cells}}{{{html}}}{{/cells}}{{/rows}}{{/comparison}}
        {{#gone}}{{title}}{{reason}}{{when}}{{/gone}}{{#rate}}{{figures}}{{/rate}}
        """
    do {
        return try Templates(overrides: ["page.mustache": page, "site.css": "body{}"])
    } catch {
        preconditionFailure("\(error)")
    }
}()

private let settings = PressSettings(templates: plainTemplates, origin: "https://nets.example")

/// A site as text: what each path answers.
private func told(_ site: Site) -> [String: String] { told(site.answers) }

/// The same, with what is made when somebody asks for it, which takes longer.
private func toldWhole(_ site: Site) -> [String: String] {
    let made = site.audiences.flatMap { audience in
        ["topics", "topics.atom", "topics/prrt", "topics/prrt.json", "treatments/prrt.atom"].map {
            "/\(audience)/\($0)"
        }
    }
    let asked = made.reduce(into: [:]) { told, path in
        told[path] = site.made(path).map { "made \(text($0))" }
    }
    return asked.merging(told(site.answers)) { _, answer in answer }
}

private func told(_ answers: [String: Answer]) -> [String: String] {
    answers.mapValues { answer in
        switch answer {
        case .page(let page): "page \(page.tag) \(text(page))"
        case .moved(let path): "moved \(path)"
        case .sendOn(let choices): "send on \(choices.map(\.path))"
        case .choose(let page): "choose \(text(page))"
        case .lapsed(let page): "lapsed \(text(page))"
        case .withdrawn(let page): "withdrawn \(text(page))"
        case .outsideMarket(let page, _): "outside \(text(page))"
        case .unknown(let page): "unknown \(text(page))"
        }
    }
}

private func text(_ page: Page) -> String {
    String(decoding: page.identity.readableBytesView, as: UTF8.self)
}

/// What may be shown, worked out once more from the rules, in another way: for one item, audience
/// and instant, the words of the one article that may appear, or nil.
private struct Oracle {
    let chronicle: Chronicle
    let history: History

    func words(_ item: ItemID, _ audience: Audience, at now: Instant) -> String? {
        let facts = chronicle.facts.filter { $0.counts <= now }
            .sorted { ($0.counts, $0.sequence) < ($1.counts, $1.sequence) }
        let configuration = history.configuration(at: now)
        guard let market = configuration?.market(audience.market) else { return nil }
        let about = stillCounting(facts.filter { concerns($0, item) })
        let withdrawal = about.lastIndex { if case .withdrawn = $0.event { true } else { false } }
        if let withdrawal, !isBack(about[(withdrawal + 1)...], item, audience) { return nil }
        let afresh = sinceItsMove(about)
        let ending = afresh.lastIndex { if case .withdrawn = $0.event { true } else { false } }
        let since = ending.map { Array(afresh[($0 + 1)...]) } ?? afresh
        let approvals = since.flatMap { fact in granted(fact, item, audience) }
        let digest: Digest?
        if let inForce = approvals.last(where: { now < $0.expires }) {
            digest = inForce.digest
        } else if approvals.isEmpty, market.unreviewed == .showWithNotice {
            digest = afresh.compactMap { revised($0, audience) }.last
        } else {
            digest = nil
        }
        guard let digest, !isErased(digest, facts) else { return nil }
        return chronicle.articles[digest]?.castWords
    }

    /// Without the approvals that were written before a withdrawal and begin after it.
    private func stillCounting(_ about: [Fact]) -> [Fact] {
        about.enumerated().filter { place, fact in
            guard case .approved = fact.event else { return true }
            return !about[..<place].contains { earlier in
                if case .withdrawn = earlier.event {
                    earlier.sequence > fact.sequence
                } else {
                    false
                }
            }
        }.map(\.element)
    }

    private func concerns(_ fact: Fact, _ item: ItemID) -> Bool {
        switch fact.event {
        case .revised(let revision): revision.item == item
        case .approved(let approval):
            approval.subjects.contains { if case .article(item, _, _) = $0 { true } else { false } }
        case .withdrawn(item), .reinstated(item), .moved(item, _): true
        default: false
        }
    }

    /// An address that led elsewhere begins afresh with the first text written there.
    private func sinceItsMove(_ about: [Fact]) -> [Fact] {
        let isRevision = { (fact: Fact) in if case .revised = fact.event { true } else { false } }
        let isMove = { (fact: Fact) in if case .moved = fact.event { true } else { false } }
        guard let last = about.lastIndex(where: isRevision),
            let move = about[..<last].lastIndex(where: isMove),
            let first = about[move...].firstIndex(where: isRevision)
        else { return about }
        return Array(about[first...])
    }

    private func isBack(_ since: ArraySlice<Fact>, _ item: ItemID, _ audience: Audience) -> Bool {
        since.contains { fact in
            if case .reinstated = fact.event { return true }
            return !granted(fact, item, audience).isEmpty
        }
    }

    private func granted(
        _ fact: Fact, _ item: ItemID, _ audience: Audience
    ) -> [(digest: Digest, expires: Instant)] {
        guard case .approved(let approval) = fact.event else { return [] }
        return approval.subjects.compactMap { subject in
            guard case .article(item, audience, let digest) = subject else { return nil }
            return (digest, approval.expires)
        }
    }

    private func revised(_ fact: Fact, _ audience: Audience) -> Digest? {
        guard case .revised(let revision) = fact.event else { return nil }
        return revision.articles[audience]
    }

    private func isErased(_ digest: Digest, _ facts: [Fact]) -> Bool {
        facts.contains { if case .erased(digest) = $0.event { true } else { false } }
    }
}

@Suite("For all histories, instants and markets")
struct PropertyTests {
    /// How many histories, each looked at from up to fifty different instants for two markets.
    static let histories =
        Int(ProcessInfo.processInfo.environment["HOOFBEAT_HISTORIES"] ?? "") ?? 1_300

    @Test("a warm site answers what a fresh one does, and nothing that is not cleared")
    func warmEqualsFresh() async {
        let seed =
            ProcessInfo.processInfo.environment["HOOFBEAT_SEED"].flatMap { UInt64($0) }
            ?? UInt64.random(in: 1...999_999)
        print("property seed: HOOFBEAT_SEED=\(seed)")
        // A failure names its one history; HOOFBEAT_HISTORY looks at that one again.
        let one = ProcessInfo.processInfo.environment["HOOFBEAT_HISTORY"].flatMap { UInt64($0) }
        let seeds =
            one.map { [$0] }
            ?? (0..<Self.histories).map { seed &* 1_000_003 &+ UInt64($0) }
        let checked = concurrentMap(seeds) { check(seed: $0) }
        let total = checked.reduce(0) { $0 + $1.combinations }
        print("property: \(total) histories × instants × markets")
        for failure in checked.compactMap(\.failure).prefix(5) { Issue.record("\(failure)") }
        #expect(one != nil || total >= Self.histories * 77)
    }

    /// A page that says everything a recipe holds, without a template: for the many sites.
    private static let plainly: @Sendable (Recipe, Composition) -> Page = { recipe, composition in
        Page(
            identity: ByteBuffer(string: recipe.allWords), gzip: nil, brotli: nil,
            contentType: "text/plain", tag: "", caching: composition.caching(for: recipe),
            isUnlisted: recipe.frame.isUnlisted)
    }

    private struct Checked: Sendable {
        var combinations = 0
        var failure: String?
    }

    private func check(seed: UInt64) -> Checked {
        var generator = SeededGenerator(seed: seed)
        let random = RandomChronicle(
            facts: Int.random(in: 3...24, using: &generator), using: &generator)
        let chronicle = random.chronicle
        let oracle = Oracle(chronicle: chronicle, history: chronicle.history)
        var checked = Checked()
        var warm: Pressing?
        // Every other history is looked at as it grows; the rest whole, from any instant.
        let grows = seed % 2 == 0
        var moments = Array(Set(random.moments).shuffled(using: &generator).prefix(50))
        if grows { moments.sort() }
        var history = chronicle.history
        // One history in fifty is printed through the templates, byte for byte.
        let isWhole = seed % 50 == 0
        // Readers rate now and then; a third of the sites is not rated at all.
        var marks: [ItemID: Marks]? = seed % 3 == 0 ? nil : [:]
        func pressed(at now: Instant, reusing warm: Pressing?) -> Pressing? {
            isWhole
                ? press(history, chronicle.articles, settings, marks: marks, at: now, reusing: warm)
                : press(
                    history, chronicle.articles, settings, marks: marks, at: now, reusing: warm,
                    printing: Self.plainly)
        }
        for now in moments {
            if grows { history = History(chronicle.facts.filter { $0.recorded <= now }) }
            let isRated = marks != nil && Bool.random(using: &generator)
            if isRated, let item = RandomChronicle.items.randomElement(using: &generator) {
                let counts = (0..<5).map { _ in Int.random(in: 0...9, using: &generator) }
                marks?[item] = Marks(counts: counts)
            }
            if warm?.site.isTrue(at: now) != true || warm?.site.sequence != history.lastSequence
                || isRated
            {
                warm = pressed(at: now, reusing: warm)
            }
            checked.combinations += RandomChronicle.audiences.count
            guard let fresh = pressed(at: now, reusing: nil) else {
                if warm?.site.isTrue(at: now) == true {
                    checked.failure = "seed \(seed): a site before any configuration"
                }
                continue
            }
            let tell = seed % 25 == 0 ? toldWhole : told
            let (warmTold, freshTold) = (warm.map { tell($0.site) } ?? [:], tell(fresh.site))
            if warmTold != freshTold {
                let path = Set(warmTold.keys).union(freshTold.keys).sorted()
                    .first { warmTold[$0] != freshTold[$0] }
                checked.failure =
                    "seed \(seed) at \(now.rfc3339): warm differs from fresh at \(path ?? "")"
            }
            if let trouble = uncleared(freshTold, oracle, at: now) {
                checked.failure = "seed \(seed) at \(now.rfc3339): \(trouble)"
            }
        }
        return checked
    }

    /// Every article's words are its own (`w12w`), so whatever appears anywhere can be traced.
    private func uncleared(
        _ told: [String: String], _ oracle: Oracle, at now: Instant
    ) -> String? {
        for audience in RandomChronicle.audiences {
            let allowed = Set(
                RandomChronicle.items.compactMap { oracle.words($0, audience, at: now) })
            var seen: Set<String> = []
            for (path, text) in told where path.hasPrefix("/\(audience)") {
                let found = markers(in: text)
                seen.formUnion(found)
                if let leak = found.first(where: { !allowed.contains($0) }) {
                    return "\(path) shows \(leak), which is not cleared"
                }
            }
            for item in RandomChronicle.items {
                guard let words = oracle.words(item, audience, at: now) else { continue }
                let moved = told["/\(audience)/\(item.address)"]?.hasPrefix("moved") == true
                if !moved, !seen.contains(words) {
                    return "\(words) of \(item) is cleared for \(audience), and not shown"
                }
            }
        }
        return nil
    }

    private func markers(in text: String) -> Set<String> {
        var markers: Set<String> = []
        var current: [UInt8] = []
        for byte in text.utf8 {
            if byte == UInt8(ascii: "w") {
                if current.count > 1 {
                    markers.insert(String(decoding: current, as: UTF8.self) + "w")
                }
                current = [byte]
            } else if !current.isEmpty, (48...57).contains(byte) {
                current.append(byte)
            } else {
                current = []
            }
        }
        return markers
    }
}

extension Recipe {
    /// Every word it would show anybody.
    fileprivate var allWords: String {
        let shared = frame.shared
        let links = shared.menu + shared.footer + frame.crumbs
        let around = [
            frame.title, frame.description, frame.here ?? "", "\(frame.isUnlisted)",
            frame.rating.map { "\($0.item) \($0.marks.counts)" } ?? "",
        ]
        return (around + links.map(\.title) + matter.words).joined(separator: "\n")
    }
}

extension Recipe.Matter {
    fileprivate var words: [String] {
        switch self {
        case .article(let shown, let surroundings):
            shown.article.words
                + ["\(shown.status.isOverdue)", shown.status.approval?.code ?? ""]
                + (surroundings.cards + surroundings.used + surroundings.questions
                + surroundings.groups).words
                + [surroundings.previous, surroundings.next].compactMap { $0 }.words
                + surroundings.register.map(\.link).words + surroundings.topics.words
        case .home(let shown, let sections, let treatments):
            shown.article.words + sections.words + treatments.words
        case .comparison(let intro, let columns, _, let options, let error):
            (intro?.article.words ?? []) + options.words + [error ?? ""]
                + columns.flatMap { column -> [String] in
                    switch column {
                    case .shown(let article, _, _): article.words
                    case .beingReviewed(let name, _): [name]
                    }
                }
        case .questions(let intro, let groups, _), .directory(_, let intro, let groups, _):
            (intro?.article.words ?? [])
                + groups.flatMap { [$0.anchor, $0.title] + $0.links.words }
        case .glossary(let intro, let entries), .evidence(let intro, _, let entries):
            (intro?.article.words ?? []) + entries.flatMap(\.article.words)
        case .gone(let gone):
            [gone.title, gone.reason, gone.when, gone.body] + gone.suggestions.words
        case .choices(let choices, _): choices.map(\.title)
        case .following(let sheet): [sheet.email] + sheet.topics.map(\.name)
        case .rated(let sheet): [sheet.item.title]
        case .asking, .searching, .near: []
        case .news(let sheet):
            sheet.news.map(\.link).words + sheet.news.map(\.words) + sheet.topics.words
        }
    }
}

extension Article {
    fileprivate var words: [String] { [title, summary, body] + cells.map(\.html) }
}

extension [Frame.Link] {
    fileprivate var words: [String] { map(\.title) + map(\.summary) }
}

@Suite("A site is frozen, and knows when it ends")
struct SiteTests {
    private func chronicle(_ unreviewed: Market.Unreviewed = .showWithNotice) -> Chronicle {
        var chronicle = Chronicle()
        chronicle.configure(.of(.int(unreviewed)), at: .noon("2026-01-01"))
        chronicle.revise(.home, [.int: "home"], at: .noon("2026-01-01"))
        chronicle.revise(
            .prrt, [.int: "prrt"], at: .noon("2026-01-01"), nextReview: "2026-03-01")
        chronicle.revise(.surgery, [.int: "surgery"], at: .noon("2026-01-01"))
        return chronicle
    }

    private func site(
        _ chronicle: Chronicle, at now: Instant = .noon("2026-01-02"),
        _ settings: PressSettings = settings
    ) throws -> Site {
        try #require(press(chronicle.history, chronicle.articles, settings, at: now)).site
    }

    @Test("it ends when a check becomes overdue, and says so from that day")
    func overdue() throws {
        let before = try site(chronicle())
        #expect(before.nextChange == .start("2026-03-01"))
        #expect(try !#require(told(before)["/int/en/treatments/prrt"]).contains("overdue"))
        let after = try site(chronicle(), at: .start("2026-03-01"))
        #expect(try #require(told(after)["/int/en/treatments/prrt"]).contains("overdue"))
    }

    @Test(
        "a cache may keep an answer for a minute at most, and never up to the change",
        arguments: [
            (120_000, 25), (26_000, 25), (25_999, 24), (2_000, 1), (1_999, 0), (1_000, 0), (1, 0),
        ])
    func lifetime(millisecondsBefore: Int64, expected: Int) throws {
        let site = try site(chronicle())
        let change = try #require(site.nextChange)
        let now = change.advanced(byMilliseconds: -millisecondsBefore)
        #expect(site.lifetimeSeconds(at: now) == expected)
    }

    @Test("a list keeps its address when the words above it are withdrawn")
    func listWithoutWords() throws {
        var chronicle = chronicle()
        let list = ItemID("treatments")!
        chronicle.revise(list, [.int: "w1w"], at: .noon("2026-01-01"))
        let before = try #require(
            press(chronicle.history, chronicle.articles, settings, at: .noon("2026-01-02")))
        #expect(try #require(told(before.site)["/int/en/treatments"]).contains("w1w"))
        chronicle.withdraw(list, at: .noon("2026-01-03"))
        for previous in [nil, before] {
            let site = try #require(
                press(
                    chronicle.history, chronicle.articles, settings, at: .noon("2026-01-04"),
                    reusing: previous)
            ).site
            let list = try #require(told(site)["/int/en/treatments"])
            #expect(list.hasPrefix("page "))
            #expect(list.contains("Title prrt"))
            #expect(!list.contains("w1w"))
        }
    }

    @Test("one edited page prints itself and what shows its title, and takes over the rest")
    func reuse() throws {
        var chronicle = chronicle()
        for number in 1...200 {
            chronicle.revise(
                ItemID("about/page-\(number)")!, [.int: "p\(number)"], at: .noon("2026-01-01"))
        }
        let first = try #require(
            press(chronicle.history, chronicle.articles, settings, at: .noon("2026-01-02")))
        chronicle.revise(ItemID("about/page-7")!, [.int: "new"], at: .noon("2026-01-03"))
        let second = try #require(
            press(
                chronicle.history, chronicle.articles, settings, at: .noon("2026-01-03"),
                reusing: first))
        // The page, and its two neighbours, which name it.
        #expect(second.printedCount <= 5)
        #expect(try #require(told(second.site)["/int/en/about/page-7"]).contains("Body new"))
    }

    @Test("a treatment that is not cleared keeps its column, without its words")
    func columnStays() throws {
        var chronicle = chronicle(.withhold)
        let digest = try #require(
            chronicle.history.standing(of: .prrt, for: .int, at: .noon("2026-01-02")).newest)
        let other = try #require(
            chronicle.history.standing(of: .surgery, for: .int, at: .noon("2026-01-02")).newest)
        chronicle.approve(
            [.article(.prrt, .int, digest)], until: .start("2026-02-01"), at: .noon("2026-01-02"))
        chronicle.approve(
            [.article(.surgery, .int, other)], until: .start("2027-01-01"),
            at: .noon("2026-01-02"))
        let before = try #require(told(try site(chronicle))["/int/en/treatments"])
        #expect(before.contains("[Title prrt]"))
        let after = try #require(
            told(try site(chronicle, at: .start("2026-02-01")))["/int/en/treatments"])
        #expect(!after.contains("Title prrt"))
        #expect(!after.contains("Cell prrt"))
        #expect(after.contains("[Being reviewed: prrt]"))
        #expect(after.contains("[Title surgery]"))
    }

    @Test("every address has one spelling; the others lead to it")
    func spellings() throws {
        let site = try site(chronicle())
        let told = told(site)
        #expect(told["/int/en"] == "moved /int/en/")
        #expect(told["/int/en/home"] == "moved /int/en/")
        for path in ["/int/en/treatments/prrt", "/int/en/treatments", "/robots.txt"] {
            let answer = site.answer(to: path + "/", from: nil)
            guard case .moved(path) = answer else {
                Issue.record("\(path)/ answers \(answer)")
                continue
            }
        }
        guard case .unknown = site.answer(to: "/int/en/nothing/", from: nil) else {
            Issue.record("what is nowhere is nowhere with a slash, too")
            return
        }
        #expect(told["/"] == #"send on ["/int/en/"]"#)
    }

    @Test("a reader known to be elsewhere is turned away by an enforced market only")
    func enforced() throws {
        var chronicle = Chronicle()
        chronicle.configure(.of(.int(rule: .enforced)), at: .noon("2026-01-01"))
        chronicle.revise(.prrt, [.int: "prrt"], at: .noon("2026-01-01"))
        let site = try site(chronicle)
        func name(_ country: String?) -> String {
            switch site.answer(to: "/int/en/treatments/prrt", from: country) {
            case .outsideMarket: "outside"
            case .page(let page): page.caching == .personal ? "personal page" : "page"
            default: "other"
            }
        }
        #expect(name("GB") == "outside")
        #expect(name("BE") == "personal page")
        #expect(name(nil) == "personal page")
    }

    @Test("the page for when nothing can be vouched for names none of the others")
    func blind() throws {
        let site = try site(chronicle())
        let blind = try #require(site.lost.blind)
        #expect(text(site.lost.unknown("/int/en/nowhere")).contains("["))
        #expect(!text(blind).contains("["))
    }

    @Test("a path nobody knows names the nearest pages")
    func nearest() throws {
        let site = try site(
            chronicle(), .init(templates: Templates(), origin: "https://nets.example"))
        for path in ["/int/en/treatments/prtr", "/int/en/treatments/PRRT"] {
            guard case .unknown(let page) = site.answer(to: path, from: nil) else {
                Issue.record("a path that does not exist was answered")
                return
            }
            #expect(text(page).contains("/int/en/treatments/prrt"))
        }
    }

    @Test("a treatment leads to the questions of its topics, those about it first")
    func questions() throws {
        var chronicle = chronicle()
        let items = ["questions/hair", "questions/day", "questions/diet"].map { ItemID($0)! }
        let topics = [["tablets", "prrt"], ["prrt"], ["living"]]
        for (item, topics) in zip(items, topics) {
            chronicle.revise(
                item, [.int: item.slug], at: .noon("2026-01-01"), topics: topics)
        }
        let site = try site(
            chronicle, .init(templates: Templates(), origin: "https://nets.example"))
        func links(_ path: String) throws -> [String] {
            guard case .page(let page) = site.answer(to: path, from: nil) else { return [] }
            return text(page).components(separatedBy: "href=\"/int/en/questions/").dropFirst().map {
                $0.components(separatedBy: "\"")[0]
            }
        }
        #expect(try links("/int/en/treatments/prrt") == ["day", "hair"])
        // By topic, in the edition's order; then those whose topic it does not know.
        #expect(try links("/int/en/questions") == ["day", "diet", "hair"])
    }

    @Test("a directory is by country, what is at home nowhere first, and in each by town")
    func directory() throws {
        var chronicle = chronicle()
        let entries: [(String, String?, String)] = [
            ("clinics/leuven", "BE", "Leuven"), ("clinics/antwerp", "BE", "Antwerp"),
            ("clinics/vienna", "AT", "Vienna"), ("clinics/online", nil, ""),
        ]
        for (path, country, town) in entries {
            var article = Article.of(ItemID(path)!, path)
            article.place = Article.Place(
                country: country.flatMap(Country.init), towns: [.init(name: town, position: nil)],
                offers: [])
            chronicle.revise(article, for: .int, at: .noon("2026-01-01"))
        }
        let site = try site(
            chronicle, .init(templates: Templates(), origin: "https://nets.example"))
        guard case .page(let page) = site.answer(to: "/int/en/clinics", from: nil) else {
            Issue.record("no list")
            return
        }
        let links = text(page).components(separatedBy: "href=\"/int/en/clinics/").dropFirst().map {
            $0.components(separatedBy: "\"")[0]
        }
        #expect(links == ["online", "vienna", "antwerp", "leuven"])
    }

    @Test("the page on trust says how many pages have an approval, as the journal has it")
    func register() throws {
        var chronicle = Chronicle()
        chronicle.configure(.of(.int()), at: .noon("2026-01-01"))
        let trust = chronicle.revise(.trust, [.int: "t"], at: .noon("2026-01-01"))
        let prrt = chronicle.revise(.prrt, [.int: "p"], at: .noon("2026-01-01"))
        func sentence() throws -> String {
            let site = try site(
                chronicle, .init(templates: Templates(), origin: "https://nets.example"))
            guard case .page(let page) = site.answer(to: "/int/en/trust", from: nil),
                let start = text(page).range(of: "<section class=\"register\">")
            else { return "none" }
            let rest = text(page)[start.upperBound...]
            return rest.components(separatedBy: "<p>")[1].components(separatedBy: "</p>")[0]
        }
        #expect(try sentence() == "No page has an approval now.")
        chronicle.approve(
            [.article(.prrt, .int, try #require(prrt[.int]))], until: .start("2027-01-01"),
            at: .noon("2026-01-02"))
        #expect(try sentence() == "1 of the 2 pages have an approval now.")
        chronicle.approve(
            [.article(.trust, .int, try #require(trust[.int]))], until: .start("2027-01-01"),
            at: .noon("2026-01-02"))
        #expect(try sentence() == "Every page has an approval now.")
    }

    @Test("the page on trust says of each page how it reads")
    func figures() throws {
        var chronicle = Chronicle()
        chronicle.configure(.of(.int()), at: .noon("2026-01-01"))
        chronicle.revise(.trust, [.int: "t"], at: .noon("2026-01-01"))
        var article = Article.of(.prrt, "p", language: .english)
        article.measures = Measures(ease: 83, understandable: 91, actionable: 87)
        chronicle.revise(article, for: .int, at: .noon("2026-01-01"))
        let site = try site(
            chronicle, .init(templates: Templates(), origin: "https://nets.example"))
        guard case .page(let page) = site.answer(to: "/int/en/trust", from: nil) else {
            Issue.record("no page on trust")
            return
        }
        let row = text(page).components(separatedBy: "/int/en/treatments/prrt\"").dropFirst().last
        let cells = row?.components(separatedBy: "</tr>").first
        for figure in ["83", "91", "87"] { #expect(cells?.contains(" \(figure)</td>") == true) }
    }

    @Test("a summary stands with the title, before the text")
    func summary() throws {
        var chronicle = Chronicle()
        chronicle.configure(.of(.int()), at: .noon("2026-01-01"))
        var article = Article.of(.grade, "The text.", language: .english)
        article.summary = "In short."
        chronicle.revise(article, for: .int, at: .noon("2026-01-01"))
        let site = try site(
            chronicle, .init(templates: Templates(), origin: "https://nets.example"))
        guard case .page(let page) = site.answer(to: "/int/en/about/grade", from: nil) else {
            Issue.record("no page")
            return
        }
        let header = text(page).components(separatedBy: "<header class=\"heading\">").last?
            .components(separatedBy: "</header>")
        #expect(header?.first?.contains("<p class=\"lead\">In short.</p>") == true)
        #expect(header?.first?.contains("Body The text.") == false)
        #expect(header?.last?.contains("Body The text.") == true)
    }

    @Test("the map names nothing of an enforced market, whose address asks where one lives")
    func enforcedMap() throws {
        var chronicle = Chronicle()
        chronicle.configure(
            .of(.int(rule: .enforced), indexesUnreviewed: true), at: .noon("2026-01-01"))
        chronicle.revise(.prrt, [.int: "a"], at: .noon("2026-01-01"))
        let answers = told(try site(chronicle))
        #expect(try #require(answers["/int/en/treatments/prrt"]).hasPrefix("page"))
        #expect(try !#require(answers["/sitemap.xml"]).contains("<loc>"))
        #expect(try #require(answers["/"]).hasPrefix("choose"))
    }

    @Test("absolute links come from the operator's origin; the map lists what may be listed")
    func siteMap() throws {
        let unlisted = try #require(told(try site(chronicle()))["/sitemap.xml"])
        #expect(!unlisted.contains("<loc>"))
        var listed = Chronicle()
        listed.configure(
            .of(.int(), .gb(), indexesUnreviewed: true), at: .noon("2026-01-01"))
        listed.revise(.prrt, [.int: "a", .gb: "b"], at: .noon("2026-01-01"))
        let map = try #require(told(try site(listed))["/sitemap.xml"])
        #expect(map.contains("<loc>https://nets.example/int/en/treatments/prrt</loc>"))
        #expect(map.contains("<lastmod>2026-01-01</lastmod>"))
        #expect(
            map.contains(
                #"hreflang="en-gb" href="https://nets.example/gb/en/treatments/prrt""#))
    }

    @Test("whoever lives in a country for which there are no pages is told so where one chooses")
    func leftOut() throws {
        func choice(leavingOut out: Set<String>) throws -> String {
            var chronicle = Chronicle()
            chronicle.configure(.of(.int(out: out), .gb()), at: .noon("2026-01-01"))
            let site = try site(
                chronicle, .init(templates: Templates(), origin: "https://nets.example"))
            guard case .choose(let page) = site.answer(to: "/", from: nil) else { return "" }
            return text(page)
        }
        let words = "Is your country in none of them?"
        #expect(try choice(leavingOut: ["GB", "FR"]).contains(words))
        let whole = try choice(leavingOut: ["GB"])
        #expect(whole.contains("Where do you live?") && !whole.contains(words))
    }

    @Test(
        "a market of several countries is named by each, and one that asks where one lives by none")
    func alternates() throws {
        func head(_ gb: Market) throws -> String {
            var chronicle = Chronicle()
            chronicle.configure(.of(.int(), gb, indexesUnreviewed: true), at: .noon("2026-01-01"))
            chronicle.revise(.prrt, [.int: "a", .gb: "b"], at: .noon("2026-01-01"))
            return try #require(told(try site(chronicle))["/sitemap.xml"])
        }
        var gb = Market.gb()
        gb.countries = .only(["GB", "IM"])
        let map = try head(gb)
        for name in ["en-gb", "en-im", "en"] {
            let found = map.components(separatedBy: #"hreflang="\#(name)" "#).count - 1
            // Each of the two addresses names all.
            #expect(found == 2, "\(name)")
        }
        #expect(try !head(.gb(rule: .enforced)).contains("/gb/"))
    }

    @Test("security.txt is there once a contact is named, and expires within a year")
    func securityText() throws {
        #expect(told(try site(chronicle()))["/.well-known/security.txt"] == nil)
        var named = Chronicle()
        named.configure(.of([.int()], security: "security@nets.example"), at: .noon("2026-01-01"))
        let text = try #require(told(try site(named))["/.well-known/security.txt"])
        #expect(text.contains("Contact: mailto:security@nets.example"))
        #expect(text.contains("Expires: 2026-08-01T00:00:00.000Z"))
    }
}

@Suite("Compression gives back what went in")
struct CompressionTests {
    @Test(
        "an entity tag names the bytes",
        arguments: ["", "short", String(repeating: "long ", count: 900)])
    func tag(words: String) {
        let page = Page(words, caching: .shared, isUnlisted: false)
        #expect(page.tag == String(Digest(of: words).description.prefix(32)))
        #expect((page.gzip != nil) == (words.utf8.count > 1200))
        if let gzip = page.gzip { #expect(gzip.readableBytes < words.utf8.count / 10) }
    }
}
