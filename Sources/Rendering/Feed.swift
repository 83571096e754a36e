package import Content
internal import Foundation

/// What changed, for people who follow: one value for every way of telling it.
package struct Feed: Hashable, Sendable {
    package var title: String
    /// Absolute, of the page that tells the same.
    package var page: String
    /// Absolute, of the feed itself without its ending.
    package var address: String
    package var language: Language
    package var publisher: String
    package var updated: Instant
    /// The newest first.
    package var entries: [Entry]

    package init(
        title: String, page: String, address: String, language: Language, publisher: String,
        updated: Instant, entries: [Entry]
    ) {
        self.title = title
        self.page = page
        self.address = address
        self.language = language
        self.publisher = publisher
        self.updated = updated
        self.entries = entries
    }

    package struct Entry: Hashable, Sendable {
        /// The same for ever, and another for whatever becomes of the item next.
        package var id: String
        package var url: String
        package var title: String
        package var words: String
        package var at: Instant
        /// The names of its topics.
        package var topics: [String]

        package init(
            id: String, url: String, title: String, words: String, at instant: Instant,
            topics: [String]
        ) {
            self.id = id
            self.url = url
            self.title = title
            self.words = words
            at = instant
            self.topics = topics
        }
    }
}

extension Feed {
    /// RFC 4287.
    package var atom: String {
        var xml = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language)">
            <title>\(escaped(title))</title>
            <id>\(escaped(address)).atom</id>
            <link rel="self" type="application/atom+xml" href="\(escaped(address)).atom"/>
            <link rel="alternate" type="text/html" href="\(escaped(page))"/>
            <updated>\(updated.rfc3339)</updated>
            <author><name>\(escaped(publisher))</name></author>

            """
        for entry in entries { xml += entry.atom }
        return xml + "</feed>\n"
    }

    /// https://www.jsonfeed.org/version/1.1/
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(JSONFeed(self)), as: UTF8.self) + "\n"
        } catch {
            preconditionFailure("texts can always be written: \(error)")
        }
    }
}

extension Feed.Entry {
    fileprivate var atom: String {
        let categories = topics.map { "<category term=\"\(escaped($0))\"/>\n" }.joined()
        return """
            <entry>
            <title>\(escaped(title))</title>
            <id>\(escaped(id))</id>
            <link rel="alternate" type="text/html" href="\(escaped(url))"/>
            <updated>\(at.rfc3339)</updated>
            \(categories)<content type="text">\(escaped(words))</content>
            </entry>

            """
    }
}

private struct JSONFeed: Encodable {
    let version = "https://jsonfeed.org/version/1.1"
    let title: String
    let homePage: String
    let feed: String
    let language: String
    let authors: [Author]
    let items: [Item]

    enum CodingKeys: String, CodingKey {
        case version, title, language, authors, items
        case homePage = "home_page_url"
        case feed = "feed_url"
    }

    struct Author: Encodable {
        let name: String
    }

    struct Item: Encodable {
        let id: String
        let url: String
        let title: String
        let text: String
        let modified: String
        let tags: [String]

        enum CodingKeys: String, CodingKey {
            case id, url, title, tags
            case text = "content_text"
            case modified = "date_modified"
        }
    }

    init(_ feed: Feed) {
        title = feed.title
        homePage = feed.page
        self.feed = feed.address + ".json"
        language = feed.language.tag
        authors = [Author(name: feed.publisher)]
        items = feed.entries.map {
            Item(
                id: $0.id, url: $0.url, title: $0.title, text: $0.words, modified: $0.at.rfc3339,
                tags: $0.topics)
        }
    }
}
