package import Content

extension Documents {
    /// What changed, as a page, and the feeds that tell it.
    package struct NewsSheet: Hashable, Sendable {
        package var title: String
        package var lead: String
        /// The address of its feeds without the ending.
        package var feed: String
        /// Where somebody is told by e-mail; nil where nobody is.
        package var follow: String?
        package var news: [Item]
        /// The other topics that can be followed.
        package var topics: [Frame.Link]

        package init(
            title: String, lead: String, feed: String, follow: String?, news: [Item],
            topics: [Frame.Link]
        ) {
            self.title = title
            self.lead = lead
            self.feed = feed
            self.follow = follow
            self.news = news
            self.topics = topics
        }

        package struct Item: Hashable, Sendable {
            package var link: Frame.Link
            package var day: Day
            package var words: String

            package init(link: Frame.Link, day: Day, words: String) {
                (self.link, self.day, self.words) = (link, day, words)
            }
        }
    }

    package func news(_ sheet: NewsSheet, in frame: Frame) -> String {
        let main: Context = [
            "title": sheet.title, "lead": sheet.lead, "feed": sheet.feed,
            "follow": sheet.follow,
            "news": sheet.news.map { item -> Context in
                [
                    "href": item.link.href, "title": item.link.title, "words": item.words,
                    "date": [
                        "iso": item.day.description, "text": phrases.written(item.day),
                    ] as Context,
                ]
            },
            "topics": sheet.topics.map(\.context),
        ]
        return frame.document("news", main, self)
    }
}
