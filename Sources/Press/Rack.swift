internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// What one audience is shown at one instant: the cleared articles, and the items that are not.
struct Rack: Sendable {
    struct Shown: Sendable {
        let article: Article
        let status: Documents.Status
        let isUnreviewed: Bool
        let href: String
    }

    let audience: Audience
    let market: Market
    let configuration: Configuration
    let root: String
    private(set) var shown: [ItemID: Shown] = [:]
    private(set) var refused: [ItemID: Refusal] = [:]
    /// The shown items directly below each parent, in their order.
    private var childrenByParent: [ItemID?: [Shown]] = [:]
    /// Each item's place among its siblings.
    private var positions: [ItemID: Int] = [:]
    /// The first day on which one more of the shown articles will be overdue.
    private(set) var nextOverdue: Day?

    init(
        _ audience: Audience, _ market: Market, _ configuration: Configuration,
        _ history: History, _ articles: [Digest: Article], at now: Instant, zone: TimeZone
    ) {
        self.audience = audience
        self.market = market
        self.configuration = configuration
        root = "/\(audience)/"
        let today = Day(of: now, in: zone)
        for item in history.items {
            do {
                let cleared = try history.verdict(on: item, for: audience, at: now)
                guard let article = articles[cleared.article] else {
                    refused[item] = Rack.reasonForAbsence(of: cleared.article, history)
                    continue
                }
                show(article, cleared, today, zone)
            } catch .unknown {
                continue
            } catch {
                refused[item] = error
            }
        }
        childrenByParent = Dictionary(grouping: shown.values, by: \.article.item.parent)
            .mapValues { $0.sorted(by: Rack.precedes) }
        for siblings in childrenByParent.values {
            for (index, sibling) in siblings.enumerated() {
                positions[sibling.article.item] = index
            }
        }
    }

    /// An article that is cleared and not at hand was erased since, when the site is shown as of an
    /// earlier instant. Otherwise it is a hole in the journal, which `verify` finds; a reader is
    /// told that the page is being reviewed.
    private static func reasonForAbsence(of article: Digest, _ history: History) -> Refusal {
        guard let erasure = history.erasure(of: article, at: .distantFuture) else {
            return .lapsed(since: nil)
        }
        return .erased(at: erasure.counts, reason: erasure.reason)
    }

    private mutating func show(
        _ article: Article, _ cleared: Cleared, _ today: Day, _ zone: TimeZone
    ) {
        let isOverdue = article.nextReview <= today
        if !isOverdue { nextOverdue = min(nextOverdue ?? article.nextReview, article.nextReview) }
        var approval: Documents.Status.Approval?
        if case .approved(let code, let prepared, let expires, _) = cleared.basis {
            // The last day in force, which is how people say it.
            let last = Day(of: expires.advanced(byMilliseconds: -1), in: zone)
            approval = .init(code: code, prepared: prepared, expires: last)
        }
        shown[cleared.item] = Shown(
            article: article,
            status: Documents.Status(isOverdue: isOverdue, approval: approval),
            isUnreviewed: cleared.basis == .unreviewed,
            href: href(of: cleared.item))
    }

    func href(of item: ItemID) -> String { root + item.address }

    func link(_ item: ItemID) -> Frame.Link? {
        shown[item].map {
            Frame.Link(href: $0.href, title: $0.article.title, summary: $0.article.summary)
        }
    }
}

extension Rack {
    /// The shown items directly below `parent`, in their order.
    func children(of parent: ItemID?) -> [Shown] {
        childrenByParent[parent] ?? []
    }

    /// Where an item stands among `children(of: item.parent)`.
    func position(of item: ItemID) -> Int? { positions[item] }

    /// By order, those without one last; then by title, then by name.
    static func precedes(_ left: Shown, _ right: Shown) -> Bool {
        (left.article.order ?? .max, left.article.title.lowercased(), left.article.item)
            < (right.article.order ?? .max, right.article.title.lowercased(), right.article.item)
    }
}
