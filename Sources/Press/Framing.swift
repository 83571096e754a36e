internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// Makes the recipes of one audience's pages from what it is shown. A class, because each desk keeps it.
final class Framing: Sendable {
    let rack: Rack
    let documents: Documents
    let settings: PressSettings
    /// How readers rated the items; nil where nobody can rate.
    let marks: [ItemID: Marks]?
    let shared: Frame.Shared
    let zone: TimeZone
    /// The same item for other audiences, by item.
    let alternates: @Sendable (ItemID) -> [Frame.Alternate]

    var phrases: Phrases { documents.phrases }

    func day(of instant: Instant) -> Day { Day(of: instant, in: zone) }

    init(
        _ rack: Rack, settings: PressSettings, marks: [ItemID: Marks]?, zone: TimeZone,
        assets: Assets,
        alternates: @escaping @Sendable (ItemID) -> [Frame.Alternate]
    ) {
        self.rack = rack
        self.settings = settings
        self.marks = marks
        self.alternates = alternates
        self.zone = zone
        documents = settings.documents
        shared = Framing.shared(rack, documents.phrases, settings, assets)
    }

    /// Every page of the audience.
    ///
    /// - Parameter ready: the recipe of a page that is known to be as it was, by its path.
    func sheets(_ ready: (Rack.Shown) -> Recipe?) -> [Sheet] {
        let uses = termUses()
        let items = rack.all.filter { !List.items.contains($0.cleared.item) }
        var recipes = items.map(ready)
        let missing = recipes.indices.filter { recipes[$0] == nil }
        let made = concurrentMap(missing) { recipe(for: items[$0], uses) }
        for (index, recipe) in zip(missing, made) { recipes[index] = recipe }
        var sheets = zip(items, recipes).compactMap { shown, recipe in
            recipe.map { Sheet(path: shown.href, item: shown.cleared.item, recipe: $0) }
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
        frame.rating = ratingBox(of: article.item)
        frame.feed = "\(rack.root)\(article.item).atom"
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
        around.topics = topics(of: article)
        if article.kind == .treatment { around.questions = questions(about: article) }
        if article.kind == .clinic {
            around.groups = Nearby(rack: rack, phrases: phrases).beside(
                shown, among: rack.children(of: List.groups.item).map(Nearby.Neighbour.init))
        }
        guard [.page, .treatment, .question, .term].contains(article.kind),
            let parent = article.item.parent
        else { return around }
        let siblings = rack.children(of: parent)
        guard let index = rack.position(of: article.item) else { return around }
        if index > 0 { around.previous = link(siblings[index - 1]) }
        if index + 1 < siblings.count { around.next = link(siblings[index + 1]) }
        return around
    }

    /// Those that somebody can follow.
    private func topics(of article: Article) -> [Frame.Link] {
        article.topics.compactMap { id in
            rack.configuration.topics.first { $0.id == id }.map { topic in
                Frame.Link(
                    href: "\(rack.root)topics/\(id)",
                    title: topic.name[rack.audience.language] ?? id.name)
            }
        }
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
                nextReview: $0.article.nextReview, status: $0.status,
                measures: $0.article.measures)
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

    func ratingBox(of item: ItemID) -> Frame.RatingBox? {
        marks.map { Frame.RatingBox(item: item, marks: $0[item] ?? .none) }
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
    func title(of item: ItemID) -> String? {
        rack.shown[item]?.article.title ?? List(item).flatMap { self.title(of: $0) }
    }

    func title(of list: List) -> String? {
        isThere(list) ? phrases[list.titleKey] : nil
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

    func titled(_ shown: Rack.Shown) -> Frame.Link {
        Frame.Link(href: shown.href, title: shown.article.title)
    }
}
