internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// The lists the program makes itself, each at an address where an item may give the words above.
enum List: CaseIterable {
    case comparison, questions, clinics, groups, glossary, evidence

    static let items = Set(allCases.map(\.item))
    private static let treatmentsItem = ItemID("treatments")!
    private static let questionsItem = ItemID("questions")!
    private static let clinicsItem = ItemID("clinics")!
    private static let groupsItem = ItemID("groups")!
    private static let glossaryItem = ItemID("glossary")!
    private static let evidenceItem = ItemID("evidence")!

    init?(_ item: ItemID) {
        guard let list = List.allCases.first(where: { $0.item == item }) else { return nil }
        self = list
    }

    var item: ItemID {
        switch self {
        case .comparison: List.treatmentsItem
        case .questions: List.questionsItem
        case .clinics: List.clinicsItem
        case .groups: List.groupsItem
        case .glossary: List.glossaryItem
        case .evidence: List.evidenceItem
        }
    }

    /// Its short name, in the menu.
    var menuKey: String {
        switch self {
        case .comparison: "menuTreatments"
        case .questions: "menuQuestions"
        case .clinics: "menuClinics"
        case .groups: "menuGroups"
        case .glossary: "menuGlossary"
        case .evidence: "menuEvidence"
        }
    }

    var titleKey: String {
        switch self {
        case .comparison: "titleTreatments"
        case .questions: "titleQuestions"
        case .clinics: "titleClinics"
        case .groups: "titleGroups"
        case .glossary: "titleGlossary"
        case .evidence: "titleEvidence"
        }
    }
}

extension Framing {
    func recipe(for list: List) -> Recipe? {
        let intro = rack.shown[list.item]
        let parts = rack.children(of: list.item)
        guard rack.refused[list.item] == nil, intro != nil || isThere(list) else { return nil }
        let title = intro?.article.title ?? phrases[list.titleKey]
        var frame = frame(for: list.item, title: title, summary: intro?.article.summary ?? "")
        let isUnreviewed = intro?.isUnreviewed ?? false || parts.contains(where: \.isUnreviewed)
        frame.isUnreviewed = isUnreviewed
        frame.isUnlisted = isUnlisted(isUnreviewed)
        frame.discussesMedicine = parts.contains { $0.article.discussesMedicine }
        if intro != nil { frame.rating = ratingBox(of: list.item) }
        let words = intro.map { Documents.Intro($0.article, $0.status) }
        switch list {
        case .questions:
            return Recipe(
                frame: frame, matter: .questions(words, questionGroups, ask: askHref))
        case .clinics, .groups:
            return Recipe(
                frame: frame,
                matter: .directory(
                    list == .clinics ? .clinics : .groups, words, countries(parts),
                    nearForm(list.item)))
        case .glossary: return Recipe(frame: frame, matter: .glossary(words, parts))
        case .evidence:
            return Recipe(
                frame: frame, matter: .evidence(words, studyIndices(parts), newestFirst(parts)))
        case .comparison:
            return Recipe(
                frame: frame,
                matter: .comparison(
                    words, columns(of: nil), chosen: nil, options: parts.map(titled), error: nil))
        }
    }

    /// Whether there is anything to list: for the comparison also what is being reviewed, whose
    /// columns stay.
    func isThere(_ list: List) -> Bool {
        list == .comparison
            ? !columns(of: nil).isEmpty : !rack.children(of: list.item).isEmpty
    }

    /// The questions by their first topic, in the edition's order of topics. In each those come first
    /// that readers found most helpful, and of equals the newest.
    private var questionGroups: [Documents.LinkGroup] {
        let questions = rack.children(of: List.questions.item)
        let topics = rack.configuration.topics
        let known = Set(topics.map(\.id))
        let byTopic = Dictionary(grouping: questions) { question in
            question.article.topics.first.flatMap { known.contains($0) ? $0 : nil }
        }
        let groups = topics.compactMap { topic in
            byTopic[topic.id].map { (topic.id.name, topic.name[rack.audience.language] ?? "", $0) }
        }
        let last = byTopic[nil].map { [("others", phrases["questionsElse"], $0)] } ?? []
        return (groups + last).map { anchor, title, questions in
            let sorted = questions.enumerated().sorted { left, right in
                (standing(of: right.element), right.element.article.reviewed, left.offset)
                    < (standing(of: left.element), left.element.article.reviewed, right.offset)
            }
            return Documents.LinkGroup(
                anchor: anchor, title: title, links: sorted.map { titled($0.element) })
        }
    }

    private func standing(of question: Rack.Shown) -> Int {
        (marks?[question.cleared.item] ?? .none).standing
    }

    /// Entries of a directory by country, in the order of the countries' names; what is at home
    /// nowhere comes first. In each by town.
    private func countries(_ entries: [Rack.Shown]) -> [Documents.LinkGroup] {
        let language = rack.audience.language
        let groups = Dictionary(grouping: entries) { $0.article.place?.country }.map {
            country, entries in
            let sorted = entries.enumerated().sorted {
                let (left, right) = ($0.element.town, $1.element.town)
                return (left, $0.offset) < (right, $1.offset)
            }
            return Documents.LinkGroup(
                anchor: country?.code.lowercased() ?? "international",
                title: country?.name(in: language) ?? phrases["international"],
                links: sorted.map { link($0.element) })
        }
        return groups.sorted {
            ($0.anchor != "international" ? 1 : 0, $0.title, $0.anchor)
                < ($1.anchor != "international" ? 1 : 0, $1.title, $1.anchor)
        }
    }

    /// The questions that share most topics with a treatment, besides that of all treatments.
    func questions(about treatment: Article) -> [Frame.Link] {
        let topics = Set(treatment.topics.filter { $0.name != List.comparison.item.path })
        let scored = rack.children(of: List.questions.item).enumerated().compactMap { index, one in
            let shared = topics.intersection(one.article.topics).count
            // One whose group is about the treatment comes before one that also speaks of it.
            let weight =
                shared * 2 + (one.article.topics.first.map(topics.contains) == true ? 1 : 0)
            return shared > 0 ? (weight: weight, index: index, question: one) : nil
        }
        return scored.sorted { ($1.weight, $0.index) < ($0.weight, $1.index) }.prefix(6)
            .map { titled($0.question) }
    }

    /// The studies by treatment, and by the tumours of those who took part.
    private func studyIndices(_ studies: [Rack.Shown]) -> [Documents.StudyIndex] {
        func index(
            _ title: String, _ parent: String, _ slugs: (Article.StudyFacts) -> [String]
        ) -> Documents.StudyIndex {
            let pages = Set(studies.compactMap(\.article.study).flatMap(slugs))
                .compactMap { ItemID("\(parent)/\($0)") }.compactMap { rack.shown[$0] }
                .sorted(by: Rack.precedes)
            let rows = pages.map { page in
                Documents.StudyIndex.Row(
                    page: link(page),
                    studies: newestFirst(
                        studies.filter {
                            $0.article.study.map(slugs)?.contains(page.article.item.slug) == true
                        }
                    ).map { Frame.Link(href: $0.href, title: $0.article.study?.name ?? "") })
            }
            return Documents.StudyIndex(title: phrases[title], rows: rows)
        }
        return [
            index("studiesByTreatment", "treatments", \.treatments),
            index("studiesByTumour", "about", \.tumours),
        ].filter { !$0.rows.isEmpty }
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
        return shown.map { .shown($0.article, $0.status, href: $0.href) } + places
    }

    /// `A, B and C`.
    private func listed(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return "\(names.dropLast().joined(separator: ", ")) \(phrases["and"]) \(last)"
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
        let names = columns.map(\.name)
        frame.title =
            error == nil
            ? phrases("compareTitle", listed(names))
            : phrases("errorTitle", phrases["titleCompare"])
        if error == nil {
            let options = slugs.map { "option=\(percentEncoded($0))" }.joined(separator: "&")
            frame.printedFrom = "\(settings.origin)\(rack.root)compare?\(options)"
        }
        return Recipe(
            frame: frame,
            matter: .comparison(
                nil, error == nil ? columns : [], chosen: chosen, options: parts.map(titled),
                error: error))
    }
}

extension Rack.Shown {
    fileprivate var town: String { article.place?.towns.first?.name ?? "" }
}
