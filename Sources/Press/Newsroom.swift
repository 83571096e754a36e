internal import Content
internal import Foundation
internal import Policy
internal import Rendering
internal import Synchronization

/// What changed, for one audience: as pages and as feeds, made when somebody asks for them. On a page each item
/// stands once, with the latest that became of it. A feed tells all that became of it since it was last
/// away, so that who looks in seldom is told of everything too; what was said before it was withdrawn is not said
/// again. What is not shown is named by its address alone.
final class Newsroom: Sendable {
    let framing: Framing
    private let history: History
    private let now: Instant
    private let caching: Page.Caching
    private let print: @Sendable (Recipe) -> Page
    /// All that feeds tell, the newest first.
    private let recent = AtomicLazyReference<Told<News>>()
    /// All that ever became of items, the oldest first.
    private let whole = AtomicLazyReference<Told<TopicNews>>()
    /// The pages and feeds of many items, which take a while to make.
    private let made = Mutex<[String: Page]>([:])

    private final class Told<Element: Sendable>: Sendable {
        let news: [Element]

        init(_ news: [Element]) { self.news = news }
    }

    /// So many stand in one feed at most.
    private static let mostEntries = 100

    init(
        _ framing: Framing, _ history: History, at now: Instant, caching: Page.Caching,
        print: @escaping @Sendable (Recipe) -> Page
    ) {
        self.framing = framing
        self.history = history
        self.now = now
        self.caching = caching
        self.print = print
    }

    private var rack: Rack { framing.rack }
    private var phrases: Phrases { framing.phrases }

    /// The page or feed at a path of the audience; nil where there is none.
    func page(at path: String) -> Page? {
        guard path.hasPrefix(rack.root) else { return nil }
        let address = path.dropFirst(rack.root.count)
        if let page = made.withLock({ $0[path] }) { return page }
        if address == "topics" || address.hasPrefix("topics/") || address.hasPrefix("topics.") {
            guard let page = topicPage(address) else { return nil }
            made.withLock { $0[path] = page }
            return page
        }
        return itemFeed(address)
    }

    // MARK: Topics

    /// `topics`, `topics.atom`, `topics/prrt`, `topics/prrt.json`: without a topic, all of the site.
    private func topicPage(_ address: Substring) -> Page? {
        let (base, format) = Newsroom.split(address)
        var topic: Configuration.Topic?
        if base != "topics" {
            topic = rack.configuration.topics.first { "topics/\($0.id.name)" == base }
            guard topic != nil else { return nil }
        }
        let told = (format == nil ? latest : fed).filter { news in
            topic.map { topics(of: news).contains($0.id) } ?? true
        }.prefix(Newsroom.mostEntries)
        let title = topic.map { name(of: $0) } ?? framing.shared.site
        guard let format else { return ItemID(String(base)).map { sheet($0, topic, Array(told)) } }
        return feed(format, String(base), phrases("newsOf", title), page: String(base), Array(told))
    }

    func name(of topic: Configuration.Topic) -> String {
        topic.name[rack.audience.language] ?? topic.id.name
    }

    private func sheet(
        _ place: ItemID, _ topic: Configuration.Topic?, _ told: [News]
    ) -> Page {
        let title = phrases("newsOf", topic.map { name(of: $0) } ?? framing.shared.site)
        let sheet = Documents.NewsSheet(
            title: title, lead: phrases["newsLead"], feed: rack.href(of: place),
            follow: follow(topic),
            news: told.map(item), topics: topics(but: topic))
        var frame = framing.frame(for: place, title: title, summary: "")
        frame.alternates = []
        frame.isUnlisted = true
        frame.isUnreviewed = told.contains { rack.shown[$0.item]?.isUnreviewed == true }
        if topic != nil {
            frame.crumbs.append(Frame.Link(href: rack.root + "topics", title: phrases["newsAll"]))
        }
        return print(Recipe(frame: frame, matter: .news(sheet)))
    }

    /// Where nobody can rate, nobody follows either: nothing is taken from readers.
    private func follow(_ topic: Configuration.Topic?) -> String? {
        guard framing.marks != nil, rack.configuration.controller != nil else { return nil }
        return rack.root + "follow" + (topic.map { "?topic=\($0.id)" } ?? "")
    }

    private func topics(but own: Configuration.Topic?) -> [Frame.Link] {
        rack.configuration.topics.filter { $0.id != own?.id }.map {
            Frame.Link(href: "\(rack.root)topics/\($0.id)", title: name(of: $0))
        }
    }

    private func item(_ news: News) -> Documents.NewsSheet.Item {
        Documents.NewsSheet.Item(
            link: Frame.Link(href: rack.href(of: news.item), title: title(of: news.item)),
            day: framing.day(of: news.at), words: words(news))
    }

    // MARK: Feeds

    private enum Format: String {
        case atom, json
    }

    private static func split(_ address: Substring) -> (base: Substring, format: Format?) {
        guard let dot = address.lastIndex(of: "."),
            let format = Format(rawValue: String(address[address.index(after: dot)...]))
        else { return (address, nil) }
        return (address[..<dot], format)
    }

    private func itemFeed(_ address: Substring) -> Page? {
        let (base, format) = Newsroom.split(address)
        guard let format, let item = ItemID(String(base)), history.hasFacts(about: item) else {
            return nil
        }
        let news = fed(item).sorted { $1.at < $0.at }.prefix(Newsroom.mostEntries)
        guard !news.isEmpty else { return nil }
        return feed(
            format, String(base), phrases("newsOf", title(of: item)), page: item.address,
            Array(news))
    }

    private func feed(
        _ format: Format, _ address: String, _ title: String, page: String, _ told: [News]
    ) -> Page {
        let origin = framing.settings.origin
        let feed = Feed(
            title: title, page: origin + rack.root + page, address: origin + rack.root + address,
            language: rack.audience.language, publisher: rack.configuration.publisher.name,
            updated: told.map(\.at).max() ?? history.configurationFacts.first?.counts ?? now,
            entries: told.map { entry($0, origin) })
        return switch format {
        case .atom:
            Page(
                feed.atom, contentType: "application/atom+xml; charset=utf-8", caching: caching,
                isUnlisted: true)
        case .json:
            Page(
                feed.json, contentType: "application/feed+json; charset=utf-8", caching: caching,
                isUnlisted: true)
        }
    }

    private func entry(_ news: News, _ origin: String) -> Feed.Entry {
        let url = origin + rack.href(of: news.item)
        let topics = topics(of: news)
        let names = rack.configuration.topics.filter { topics.contains($0.id) }.map(name)
        return Feed.Entry(
            id: "\(url)#\(news.at.milliseconds)", url: url, title: title(of: news.item),
            words: [words(news), notice(of: news.item)].compactMap { $0 }.joined(separator: "\n"),
            at: news.at, topics: names)
    }

    // MARK: News

    /// Of every item, the newest first.
    private var latest: [News] {
        var known: Set<ItemID> = []
        return fed.filter { known.insert($0.item).inserted }
    }

    /// Of all items, the newest first; worked out once.
    private var fed: [News] {
        if let known = recent.load() { return known.news }
        let news = concurrentMap(history.items) { self.fed($0) }.flatMap { $0 }
            .sorted { ($1.at, $0.item) < ($0.at, $1.item) }
        return recent.storeIfNil(Told(news)).news
    }

    /// What feeds tell of an item, the oldest first: all since it was last away, where it is shown; else that it
    /// is away.
    private func fed(_ item: ItemID) -> [News] {
        guard rack.shown[item] != nil else { return news(of: item).map { [$0] } ?? [] }
        let all = history.news(of: item, for: rack.audience, until: now)
        let start = all.lastIndex { $0.kind.isEnd }.map { $0 + 1 } ?? 0
        return Array(all[start...])
    }

    /// All that ever became of items under a topic, the oldest first.
    var all: [TopicNews] {
        if let known = whole.load() { return known.news }
        let news = concurrentMap(history.items) { item in
            self.history.news(of: item, for: self.rack.audience, until: self.now).map {
                TopicNews($0, topics: self.topics(of: $0))
            }
        }.flatMap { $0 }.sorted { ($0.at, $0.news.item) < ($1.at, $1.news.item) }
        return whole.storeIfNil(Told(news)).news
    }

    /// Those under which it is told: where the journal does not know them, those of what is shown now.
    private func topics(of news: News) -> Set<TopicID> {
        news.topics ?? Set(rack.topics(of: news.item))
    }

    func isShown(_ item: ItemID) -> Bool { rack.shown[item] != nil }

    func href(of item: ItemID) -> String { rack.href(of: item) }

    /// The latest that became of an item; nil where it leads elsewhere now.
    private func news(of item: ItemID) -> News? {
        guard let latest = history.news(of: item, for: rack.audience, until: now).last else {
            return nil
        }
        return rack.shown[item] != nil || latest.kind.isEnd ? latest : nil
    }

    /// Where an item is not shown, neither is its title: it goes by its address.
    func title(of item: ItemID) -> String {
        rack.shown[item]?.article.title
            ?? phrases("newsUnshown", item.slug.replacing("-", with: " "))
    }

    func words(_ news: News) -> String {
        let summary = rack.shown[news.item]?.article.summary
        switch news.kind {
        case .withdrawn(let reason):
            return [phrases["newsWithdrawn"], reason.map { phrases("withdrawnReason", $0) }]
                .compactMap { $0 }.joined(separator: " ")
        case .lapsed: return phrases["newsLapsed"]
        // It is shown as the news says, or is not shown at all and the news is another.
        case .new: return phrases("newsNew", summary ?? "")
        case .returned: return phrases("newsReturned", summary ?? "")
        case .changed(let notes):
            return notes.isEmpty
                ? phrases["newsChangedBack"] : phrases("newsChanged", notes.joined(separator: " "))
        }
    }

    func notice(of item: ItemID) -> String? {
        rack.shown[item]?.isUnreviewed == true ? phrases["unreviewed"] : nil
    }
}
