internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// A site being put together: what each audience is shown at one instant, and its frames.
struct Composition: Sendable {
    let history: History
    let settings: PressSettings
    let configuration: Configuration
    let zone: TimeZone
    let now: Instant
    let framings: [Framing]
    /// The items that may be shown otherwise than before; nil when it may be any.
    let touched: Set<ItemID>?
    /// How readers rated the items; nil where nobody can rate.
    let marks: [ItemID: Marks]?
    let assets: Assets
    /// Among which those are found that may fit a question.
    let answers: [Audience: AskDesk.Answers]
    let findables: [Audience: Findables]
    /// For each audience, with what stands around its pages, once that has been printed.
    private var documents: [Audience: Documents] = [:]

    init(
        _ history: History, _ articles: [Digest: Article], _ settings: PressSettings,
        _ configuration: Configuration, marks: [ItemID: Marks]?, zone: TimeZone, at now: Instant,
        reusing previous: Composition?
    ) {
        self.history = history
        self.settings = settings
        self.configuration = configuration
        self.marks = marks
        self.zone = zone
        self.now = now
        let assets = previous?.assets ?? Assets(settings.templates)
        let before = previous.flatMap { $0.zone == zone ? $0.framings.map(\.rack) : nil } ?? []
        let touched = previous.flatMap { previous -> Set<ItemID>? in
            guard previous.zone == zone, previous.configuration == configuration else { return nil }
            let today = Day(of: now, in: zone)
            return history.touched(since: previous.history, at: previous.now, by: now)?
                .union(before.flatMap { $0.newlyOverdue(on: today) })
        }
        (self.assets, self.touched) = (assets, touched)
        let racks = configuration.markets.flatMap { market in
            market.languages.map { language in
                let audience = Audience(market.id, language)
                return Rack(
                    audience, market, configuration, history, articles, at: now, zone: zone,
                    before: before.first { $0.audience == audience }, touched: touched)
            }
        }
        answers = racks.reduce(into: [:]) { answers, rack in
            answers[rack.audience] = .shown(
                on: rack, reusing: previous?.answers[rack.audience])
        }
        let phrases = settings.documents.phrases
        findables = racks.reduce(into: [:]) { findables, rack in
            findables[rack.audience] = .shown(
                on: rack, phrases, reusing: previous?.findables[rack.audience])
        }
        let origin = settings.origin
        framings = racks.map { rack in
            Framing(rack, settings: settings, marks: marks, zone: zone, assets: assets) { item in
                alternates(of: item, in: racks, origin)
            }
        }
    }

    /// Prints what stands around all pages of an audience, once.
    mutating func printSurrounds() {
        for framing in framings {
            documents[framing.rack.audience] = framing.documents.printing(around: framing.shared)
        }
    }

    func documents(for recipe: Recipe) -> Documents {
        documents[recipe.frame.shared.audience] ?? settings.documents
    }

    /// What is served under an enforced market depends on where the reader is.
    func caching(for recipe: Recipe) -> Page.Caching {
        let market = configuration.market(recipe.frame.shared.audience.market)
        return market?.rule == .enforced ? .personal : .shared
    }

    /// The first instant after `now` at which anything may differ: a verdict, a check that becomes
    /// overdue, the date in `security.txt`.
    var nextChange: Instant? {
        var moments = framings.compactMap { $0.rack.nextOverdue?.start(in: zone) }
        if let change = history.nextChange(after: now) { moments.append(change) }
        if let renewal = SecurityText.nextRenewal(configuration, after: now) {
            moments.append(renewal)
        }
        return moments.min()
    }
}

/// The addresses of an item for each audience that is shown it, where there are several: each names
/// all of them, itself included, as search engines ask. What an enforced market shows is not for everybody, so
/// nothing leads there.
private func alternates(
    of item: ItemID, in racks: [Rack], _ origin: String
) -> [Frame.Alternate] {
    guard racks.count > 1 else { return [] }
    let shown = racks.filter { $0.shown[item] != nil && $0.market.rule != .enforced }
    guard shown.count > 1 else { return [] }
    // Two addresses under one name would contradict each other.
    var named: Set<String> = []
    return shown.flatMap { rack in
        rack.hreflangs.filter { named.insert($0).inserted }.map { name in
            Frame.Alternate(hreflang: name, href: origin + rack.href(of: item))
        }
    } + (item == .home ? [Frame.Alternate(hreflang: "x-default", href: origin + "/")] : [])
}

extension Rack {
    /// `en-gb` for each country of a market that names its own, else the language alone.
    fileprivate var hreflangs: [String] {
        guard case .only(let countries) = market.countries else { return [audience.language.tag] }
        return countries.sorted().map { "\(audience.language)-\($0.lowercased())" }
    }
}

/// The files that pages need besides themselves, each at an address that names its bytes.
struct Assets: Sendable {
    let styleSheet: (path: String, page: Page)
    let icon: (path: String, page: Page)
    let script: (path: String, page: Page)

    init(_ templates: Templates) {
        styleSheet = Assets.file(templates.styleSheet, "css", "text/css; charset=utf-8")
        icon = Assets.file(templates.icon, "svg", "image/svg+xml")
        script = Assets.file(templates.script, "js", "text/javascript; charset=utf-8")
    }

    private static func file(
        _ text: String, _ ending: String, _ contentType: String
    ) -> (path: String, page: Page) {
        let page = Page(text, contentType: contentType, caching: .forever, isUnlisted: false)
        return ("/assets/\(page.tag).\(ending)", page)
    }
}
