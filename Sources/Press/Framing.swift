internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// Makes the recipes of one audience's pages from what it is shown.
struct Framing: Sendable {
    let rack: Rack
    let documents: Documents
    let settings: PressSettings
    let shared: Frame.Shared
    let zone: TimeZone
    /// The same item for other audiences, by item.
    let alternates: @Sendable (ItemID) -> [Frame.Alternate]

    var phrases: Phrases { documents.phrases }

    func day(of instant: Instant) -> Day { Day(of: instant, in: zone) }

    init(
        _ rack: Rack, settings: PressSettings, zone: TimeZone, assets: Assets,
        alternates: @escaping @Sendable (ItemID) -> [Frame.Alternate]
    ) {
        self.rack = rack
        self.settings = settings
        self.alternates = alternates
        self.zone = zone
        documents = settings.documents(rack.audience.language)
        shared = Framing.shared(rack, documents.phrases, settings, assets)
    }

    /// Every page of the audience.
    func sheets() -> [Sheet] {
        let uses = termUses()
        let items = rack.all.filter { !List.items.contains($0.article.item) }
        var sheets = concurrentMap(items) {
            Sheet(path: $0.href, item: $0.article.item, recipe: recipe(for: $0, uses))
        }
        for list in List.allCases {
            guard let recipe = recipe(for: list) else { continue }
            sheets.append(Sheet(path: rack.href(of: list.item), item: list.item, recipe: recipe))
        }
        return sheets
    }

    // MARK: Articles

    private func recipe(for shown: Rack.Shown, _ uses: [String: [Frame.Link]]) -> Recipe {
        let article = shown.article
        var frame = frame(for: article.item, title: article.title, summary: article.summary)
        frame.isUnreviewed = shown.isUnreviewed
        frame.isUnlisted = isUnlisted(shown.isUnreviewed)
        frame.discussesMedicine = article.discussesMedicine
        if article.item == .home {
            return Recipe(
                frame: frame,
                matter: .home(
                    shown, sections: sections,
                    treatments: rack.children(of: List.comparison.item).map(link)))
        }
        return Recipe(
            frame: frame, matter: .article(shown, surroundings(of: shown, uses)))
    }

    private func surroundings(
        of shown: Rack.Shown, _ uses: [String: [Frame.Link]]
    ) -> Documents.Surroundings {
        let article = shown.article
        var around = Documents.Surroundings()
        around.cards = rack.children(of: article.item).map(link)
        if article.kind == .term { around.used = uses[article.item.slug] ?? [] }
        if article.item.path == "trust" { around.register = register }
        around.operatorLines = operatorLines(for: article.item)
        guard article.kind == .page || article.kind == .treatment, let parent = article.item.parent
        else { return around }
        let siblings = rack.children(of: parent)
        guard let index = rack.position(of: article.item) else { return around }
        if index > 0 { around.previous = link(siblings[index - 1]) }
        if index + 1 < siblings.count { around.next = link(siblings[index + 1]) }
        return around
    }

    /// On the page about contact, where to write; on the one about privacy, who answers.
    private func operatorLines(for item: ItemID) -> [Documents.OperatorLine] {
        switch item.path {
        case "contact":
            let address = rack.configuration.contact.mistakes
            let key = address == nil ? "operatorNoMistakes" : "operatorMistakes"
            return [Documents.OperatorLine(text: phrases[key], address: address)]
        case "privacy":
            let controller = rack.configuration.controller
            let text =
                controller.map { phrases("operatorController", $0) }
                ?? phrases["operatorNoController"]
            return [Documents.OperatorLine(text: text, address: nil)]
        default: return []
        }
    }

    /// Where each term is used, for its own page.
    private func termUses() -> [String: [Frame.Link]] {
        var uses: [String: [Rack.Shown]] = [:]
        for shown in rack.all {
            for term in shown.article.explains { uses[term, default: []].append(shown) }
        }
        return uses.mapValues { $0.sorted(by: Rack.precedes).map(titled) }
    }

    /// Every page with its dates and its approval, for the page on trust.
    private var register: [Documents.RegisterRow] {
        rack.byParent.filter { $0.article.kind != .term }.map {
            Documents.RegisterRow(
                link: titled($0), reviewed: $0.article.reviewed,
                nextReview: $0.article.nextReview, status: $0.status)
        }
    }

    // MARK: Frames

    /// The frame of a page at its own address.
    func frame(for item: ItemID, title: String, summary: String) -> Frame {
        let href = rack.href(of: item)
        return Frame(
            shared: shared, title: item == .home ? shared.site : title, description: summary,
            canonical: settings.origin + href, isUnlisted: settings.hidesAll,
            alternates: alternates(item), crumbs: crumbs(of: item),
            here: item == .home ? nil : title, section: section(of: item, href))
    }

    func isUnlisted(_ isUnreviewed: Bool) -> Bool {
        settings.hidesAll || isUnreviewed && !rack.configuration.indexesUnreviewed
    }

    private func crumbs(of item: ItemID) -> [Frame.Link] {
        guard item != .home else { return [] }
        var crumbs: [Frame.Link] = []
        var parent = item.parent
        while let above = parent {
            if let title = title(of: above) {
                crumbs.insert(Frame.Link(href: rack.href(of: above), title: title), at: 0)
            }
            parent = above.parent
        }
        return [Frame.Link(href: rack.root, title: phrases["home"])] + crumbs
    }

    private func section(of item: ItemID, _ href: String) -> String? {
        var top = item
        while let parent = top.parent { top = parent }
        return rack.href(of: top)
    }

    /// The title of a shown item, or of a list that is there without words of its own.
    private func title(of item: ItemID) -> String? {
        rack.shown[item]?.article.title ?? List(item).flatMap { self.title(of: $0) }
    }

    private func title(of list: List) -> String? {
        rack.children(of: list.item).isEmpty ? nil : phrases[list.titleKey]
    }

    /// The menu's entries as cards.
    private var sections: [Frame.Link] {
        rack.configuration.menu.compactMap { item in
            rack.link(item)
                ?? title(of: item).map { Frame.Link(href: rack.href(of: item), title: $0) }
        }
    }

    func link(_ shown: Rack.Shown) -> Frame.Link {
        Frame.Link(href: shown.href, title: shown.article.title, summary: shown.article.summary)
    }

    private func titled(_ shown: Rack.Shown) -> Frame.Link {
        Frame.Link(href: shown.href, title: shown.article.title)
    }
}

// MARK: - Lists

/// The lists the program makes itself, each at an address where an item may give the words above.
enum List: CaseIterable {
    case comparison, glossary, evidence

    static let items = Set(allCases.map(\.item))
    private static let treatmentsItem = ItemID("treatments")!
    private static let glossaryItem = ItemID("glossary")!
    private static let evidenceItem = ItemID("evidence")!

    init?(_ item: ItemID) {
        guard let list = List.allCases.first(where: { $0.item == item }) else { return nil }
        self = list
    }

    var item: ItemID {
        switch self {
        case .comparison: List.treatmentsItem
        case .glossary: List.glossaryItem
        case .evidence: List.evidenceItem
        }
    }

    var titleKey: String {
        switch self {
        case .comparison: "titleTreatments"
        case .glossary: "titleGlossary"
        case .evidence: "titleEvidence"
        }
    }
}

extension Framing {
    fileprivate func recipe(for list: List) -> Recipe? {
        let intro = rack.shown[list.item]
        let parts = rack.children(of: list.item)
        guard intro != nil || !parts.isEmpty else { return nil }
        let title = intro?.article.title ?? phrases[list.titleKey]
        var frame = frame(for: list.item, title: title, summary: intro?.article.summary ?? "")
        let isUnreviewed = intro?.isUnreviewed ?? false || parts.contains(where: \.isUnreviewed)
        frame.isUnreviewed = isUnreviewed
        frame.isUnlisted = isUnlisted(isUnreviewed)
        let words = intro.map { Documents.Intro($0.article, $0.status) }
        switch list {
        case .glossary: return Recipe(frame: frame, matter: .glossary(words, parts))
        case .evidence: return Recipe(frame: frame, matter: .evidence(words, newestFirst(parts)))
        case .comparison:
            frame.discussesMedicine = parts.contains { $0.article.discussesMedicine }
            return Recipe(
                frame: frame,
                matter: .comparison(
                    words, columns(of: nil), chosen: nil, options: parts.map(titled), error: nil))
        }
    }

    private func newestFirst(_ studies: [Rack.Shown]) -> [Rack.Shown] {
        studies.sorted {
            ($1.article.study?.year ?? 0, $0.article.title)
                < ($0.article.study?.year ?? 0, $1.article.title)
        }
    }

    /// The treatments as columns. One that is not cleared keeps its place, under the words of its
    /// address, since its title is not cleared either.
    private func columns(of chosen: Set<String>?) -> [Documents.Column] {
        let isChosen = { (item: ItemID) in chosen?.contains(item.slug) ?? true }
        let shown = rack.children(of: List.comparison.item).filter { isChosen($0.article.item) }
        let reviewing = rack.refused.filter { item, refusal in
            if case Refusal.moved = refusal { return false }
            return item.parent == List.comparison.item && isChosen(item)
        }
        let places = reviewing.keys.sorted().map { item in
            Documents.Column.beingReviewed(
                name: phrases("columnReviewing", item.slug.replacing("-", with: " ")),
                href: rack.href(of: item))
        }
        return shown.map { .shown($0.article, href: $0.href) } + places
    }

    /// Two or three treatments side by side, as the address asks; with the reason, and the choice
    /// again, where it asks for something else.
    func comparison(of slugs: [String]) -> Recipe {
        let chosen = Set(slugs)
        let parts = rack.children(of: List.comparison.item)
        let columns = columns(of: chosen)
        var frame = frame(
            for: ItemID("compare")!, title: phrases["titleCompare"], summary: "")
        frame.canonical = nil
        frame.isUnlisted = true
        frame.crumbs.append(
            Frame.Link(
                href: rack.href(of: List.comparison.item),
                title: title(of: List.comparison.item) ?? phrases["titleTreatments"]))
        frame.section = rack.href(of: List.comparison.item)
        frame.isUnreviewed = parts.contains {
            chosen.contains($0.article.item.slug) && $0.isUnreviewed
        }
        frame.discussesMedicine = true
        var error: String?
        if columns.count < chosen.count {
            error = phrases["compareUnknown"]
        } else if chosen.count < 2 {
            error = phrases["compareTooFew"]
        } else if chosen.count > 3 {
            error = phrases["compareTooMany"]
        }
        return Recipe(
            frame: frame,
            matter: .comparison(
                nil, error == nil ? columns : [], chosen: chosen, options: parts.map(titled),
                error: error))
    }
}

// MARK: - What all pages share

extension Framing {
    fileprivate static func shared(
        _ rack: Rack, _ phrases: Phrases, _ settings: PressSettings, _ assets: Assets
    ) -> Frame.Shared {
        let (configuration, market, audience) = (rack.configuration, rack.market, rack.audience)
        let language = audience.language
        let menu = configuration.menu.compactMap { item -> Frame.Link? in
            if let shown = rack.shown[item] {
                return Frame.Link(href: shown.href, title: shown.article.title)
            }
            guard let list = List(item), !rack.children(of: item).isEmpty else { return nil }
            return Frame.Link(href: rack.href(of: item), title: phrases[list.titleKey])
        }
        let footer = ["trust", "privacy", "accessibility", "contact"].compactMap { path in
            ItemID(path).flatMap { rack.link($0) }.map {
                Frame.Link(href: $0.href, title: $0.title)
            }
        }
        return Frame.Shared(
            audience: audience, site: configuration.title[language] ?? "",
            cssPath: assets.styleSheet.path, iconPath: assets.icon.path, root: rack.root,
            menu: menu, banner: settings.banner,
            audienceNotice: phrases("audienceNotice", market.audience[language] ?? ""),
            emergencyNumber: market.emergencyNumber,
            sideEffects: market.sideEffects[language] ?? "",
            strapline: configuration.strapline[language] ?? "",
            publisher: configuration.publisher.name,
            publisherAddress: configuration.publisher.url ?? "",
            funder: configuration.funder[language] ?? "",
            footer: footer, languages: languages(rack), markets: markets(rack))
    }

    /// The languages of this market, when there is a choice.
    private static func languages(_ rack: Rack) -> [Frame.Choice] {
        guard rack.market.languages.count > 1 else { return [] }
        return rack.market.languages.map { language in
            Frame.Choice(
                href: "/\(Audience(rack.market.id, language))/", title: language.tag,
                language: language, isCurrent: language == rack.audience.language)
        }
    }

    /// The markets that speak this language, when there is a choice.
    private static func markets(_ rack: Rack) -> [Frame.Choice] {
        let language = rack.audience.language
        let markets = rack.configuration.markets.filter { $0.languages.contains(language) }
        guard markets.count > 1 else { return [] }
        return markets.map { market in
            Frame.Choice(
                href: "/\(Audience(market.id, language))/",
                title: market.name[language] ?? market.id.name, language: language,
                isCurrent: market.id == rack.audience.market)
        }
    }
}
