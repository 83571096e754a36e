internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// What one audience is shown at one instant: the cleared articles, and the items that are not.
struct Rack: Sendable {
    /// A class, because an article is a large value, and it stands in many recipes.
    final class Shown: Equatable, Sendable {
        let cleared: Cleared
        let article: Article
        let status: Documents.Status
        let href: String
        let parent: ItemID?
        /// Where it stands among its siblings: by order, those without one last; then by title.
        fileprivate let rank: (order: Int, title: String)

        var isUnreviewed: Bool { cleared.basis == .unreviewed }

        init(_ cleared: Cleared, _ article: Article, _ status: Documents.Status, href: String) {
            self.cleared = cleared
            self.article = article
            self.status = status
            self.href = href
            parent = cleared.item.parent
            rank = (article.order ?? .max, article.title.lowercased())
        }

        static func == (left: Shown, right: Shown) -> Bool {
            left === right
                || left.article == right.article && left.status == right.status
                    && left.isUnreviewed == right.isUnreviewed && left.href == right.href
        }
    }

    let audience: Audience
    let market: Market
    let configuration: Configuration
    let root: String
    private(set) var shown: [ItemID: Shown] = [:]
    /// The shown items in the order of their names.
    private(set) var all: [Shown] = []
    private(set) var refused: [ItemID: Refusal] = [:]
    /// Of those that are not shown: whoever follows a topic is told that they went.
    private var topicsOfRefused: [ItemID: [TopicID]] = [:]
    /// The shown items directly below each parent, in their order.
    private var childrenByParent: [ItemID?: [Shown]] = [:]
    /// Each item's place among its siblings.
    private var positions: [ItemID: Int] = [:]
    /// The first day on which one more of the shown articles will be overdue.
    private(set) var nextOverdue: Day?

    /// Nothing is shown yet.
    private init(_ audience: Audience, _ market: Market, _ configuration: Configuration) {
        self.audience = audience
        self.market = market
        self.configuration = configuration
        root = "/\(audience)/"
    }

    /// - Parameters:
    ///   - before: what the audience was shown earlier, in the same time zone. What did not change
    ///     is taken over from it.
    ///   - touched: the items that may be shown otherwise than before; nil when it may be any.
    init(
        _ audience: Audience, _ market: Market, _ configuration: Configuration,
        _ history: History, _ articles: [Digest: Article], at now: Instant, zone: TimeZone,
        before: Rack?, touched: Set<ItemID>?
    ) {
        let today = Day(of: now, in: zone)
        let clearance = history.clearance(for: audience, at: now)
        if let before, let touched {
            self = before
            // What is said of a list depends on what stands below it.
            let again = touched.union(List.items)
            for item in again {
                (shown[item], refused[item], positions[item]) = (nil, nil, nil)
                take(item, clearance, history, articles, today, zone, before: before)
            }
            rearrange(again)
        } else {
            self.init(audience, market, configuration)
            shown.reserveCapacity(history.items.count)
            positions.reserveCapacity(history.items.count)
            for item in history.items {
                take(item, clearance, history, articles, today, zone, before: before)
            }
            for (parent, siblings) in Dictionary(grouping: shown.values, by: \.parent) {
                arrange(siblings, below: parent)
            }
        }
        all = history.items.compactMap { shown[$0] }
        nextOverdue = all.lazy.filter { !$0.status.isOverdue }.map(\.article.nextReview).min()
        keepLists()
    }

    /// Takes in what is shown of one item, or why it is not.
    private mutating func take(
        _ item: ItemID, _ clearance: Clearance, _ history: History,
        _ articles: [Digest: Article], _ today: Day, _ zone: TimeZone, before: Rack?
    ) {
        do {
            let cleared = try clearance.verdict(on: item)
            if let same = before?.shown[item], same.cleared == cleared,
                same.status.isOverdue == (same.article.nextReview <= today)
            {
                shown[item] = same
            } else if let article = articles[cleared.article] {
                shown[item] = Shown(cleared, article, today, zone, href: href(of: item))
            } else {
                refused[item] = Rack.reasonForAbsence(of: cleared.article, history)
            }
        } catch .unknown {
            return
        } catch {
            refused[item] = error
            let newest = history.standing(of: item, for: audience, at: .distantFuture).newest
            topicsOfRefused[item] = newest.flatMap { articles[$0]?.topics }
        }
    }

    /// Puts the shown ones among these items in their places.
    private mutating func rearrange(_ items: Set<ItemID>) {
        for (parent, changed) in Dictionary(grouping: items, by: \.parent) {
            let others = children(of: parent).filter { !items.contains($0.cleared.item) }
            arrange(others + changed.compactMap { shown[$0] }, below: parent)
        }
    }

    private mutating func arrange(_ siblings: [Shown], below parent: ItemID?) {
        let siblings = siblings.sorted(by: Rack.precedes)
        childrenByParent[parent] = siblings.isEmpty ? nil : siblings
        for (index, sibling) in siblings.enumerated() { positions[sibling.cleared.item] = index }
    }

    /// A list of cleared items is the frame's own: it stays when the words above it go, unless its
    /// address leads elsewhere.
    private mutating func keepLists() {
        for list in List.allCases where !children(of: list.item).isEmpty {
            if case .moved = refused[list.item] { continue }
            refused[list.item] = nil
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

    /// The shown items whose check is overdue on a day, and was not before.
    func newlyOverdue(on today: Day) -> [ItemID] {
        guard let nextOverdue, nextOverdue <= today else { return [] }
        return all.filter { !$0.status.isOverdue && $0.article.nextReview <= today }
            .map(\.cleared.item)
    }

    func topics(of item: ItemID) -> [TopicID] {
        shown[item]?.article.topics ?? topicsOfRefused[item] ?? []
    }

    func href(of item: ItemID) -> String { root + item.address }

    func link(_ item: ItemID) -> Frame.Link? {
        shown[item].map {
            Frame.Link(href: $0.href, title: $0.article.title, summary: $0.article.summary)
        }
    }
}

extension Rack.Shown {
    fileprivate convenience init(
        _ cleared: Cleared, _ article: Article, _ today: Day, _ zone: TimeZone, href: String
    ) {
        var approval: Documents.Status.Approval?
        if case .approved(let code, let prepared, let expires, _) = cleared.basis {
            // The last day in force, which is how people say it.
            let last = Day(of: expires.advanced(byMilliseconds: -1), in: zone)
            approval = .init(code: code, prepared: prepared, expires: last)
        }
        self.init(
            cleared, article,
            Documents.Status(isOverdue: article.nextReview <= today, approval: approval),
            href: href)
    }
}

extension Rack {
    /// The shown items directly below `parent`, in their order.
    func children(of parent: ItemID?) -> [Shown] {
        childrenByParent[parent] ?? []
    }

    /// Where an item stands among `children(of: item.parent)`.
    func position(of item: ItemID) -> Int? { positions[item] }

    /// Every shown item, those below one parent together, in the order of their parents' names.
    var byParent: [Shown] {
        childrenByParent.sorted { ($0.key?.path ?? "") < ($1.key?.path ?? "") }.flatMap(\.value)
    }

    static func precedes(_ left: Shown, _ right: Shown) -> Bool {
        (left.rank.order, left.rank.title, left.article.item)
            < (right.rank.order, right.rank.title, right.article.item)
    }
}
