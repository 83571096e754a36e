package import Content
package import Foundation
package import Policy
package import Rendering

/// News, and the topics under which it is told.
package struct TopicNews: Hashable, Sendable {
    package let news: News
    package let topics: Set<TopicID>

    package init(_ news: News, topics: Set<TopicID>) { (self.news, self.topics) = (news, topics) }

    package var at: Instant { news.at }
}

/// What can be written to one audience: all that ever became of items, and the words for letters. Like
/// every page it is made of what is cleared at one instant.
package struct Correspondence: Sendable {
    let newsroom: Newsroom
    private let rack: Rack
    private let phrases: Phrases
    private let origin: String
    /// Where weeks and months begin.
    package let zone: TimeZone

    init(_ framing: Framing, _ newsroom: Newsroom) {
        self.newsroom = newsroom
        rack = framing.rack
        phrases = framing.phrases
        origin = framing.settings.origin
        zone = framing.zone
    }

    /// All of it, the oldest first.
    package var news: [TopicNews] { newsroom.all }

    /// The address of a page for followers, with the link that says who they are.
    package func address(_ page: Page, link: String) -> String {
        "\(origin)\(rack.root)follow/\(page.rawValue)?t=\(link)"
    }

    /// Where topics are followed.
    package var help: String { "\(origin)\(rack.root)follow" }

    /// Where questions stand.
    package var questions: String { "\(origin)\(rack.href(of: List.questions.item))" }

    package enum Page: String, Sendable { case confirm, mine, stop, erase }

    /// Asks whoever reads an address's mail whether they want what was asked for it.
    package func confirmation(topics: Set<TopicID>, frequency: String, link: String) -> Letter {
        let names = rack.configuration.topics.filter { topics.contains($0.id) }.map(newsroom.name)
        return letter(
            phrases["letterConfirmSubject"],
            [
                .words(phrases("letterConfirm", site)),
                .words(
                    phrases(
                        "letterChosen", names.joined(separator: ", "),
                        phrases["frequency-\(frequency)"])),
                .link(
                    words: phrases["letterConfirmLink"], address: address(.confirm, link: link)),
                .words(phrases["letterConfirmElse"]),
            ])
    }

    /// Tells what became of items.
    ///
    /// - Returns: nil where nothing of it is to be told now: an item leads elsewhere, or what became of
    ///   it since is told later.
    package func tidings(_ told: [TopicNews], link: String) -> Letter? {
        let parts = newsroom.parts(told.map(\.news), origin)
        guard !parts.isEmpty else { return nil }
        return letter(
            phrases["letterNewsSubject"],
            [.words(phrases("letterNews", site))] + parts + [
                .line, .words(phrases("letterAdvice", phrases.emergency(rack.market))),
                .link(words: phrases["letterMine"], address: address(.mine, link: link)),
                .link(words: phrases["letterStop"], address: address(.stop, link: link)),
            ])
    }

    /// Carries what an editor wrote to somebody who asked. The question is not in it: it would be on its
    /// way in clear, and whoever asked knows it.
    ///
    /// - Parameter token: with what the question can be taken back.
    package func reply(_ text: String, token: String) -> Letter {
        let paragraphs = text.split(separator: "\n\n").map { paragraph in
            LetterSheet.Part.words(String(paragraph.trimmingPrefix("\n")))
        }
        return letter(
            phrases["letterReplySubject"],
            [.words(phrases("letterReply", site))] + paragraphs + [
                .line, .words(phrases("letterAdvice", phrases.emergency(rack.market))),
                .words(phrases["letterReplyKept"]),
                .link(
                    words: phrases["letterReplyTakeBack"],
                    address: "\(questions)/asked?t=\(token)"),
                .link(words: phrases["letterReplyElse"], address: questions),
            ])
    }

    private var site: String { rack.configuration.title[rack.audience.language] ?? origin }

    private func letter(_ subject: String, _ parts: [LetterSheet.Part]) -> Letter {
        LetterSheet(subject: subject, language: rack.audience.language.tag, parts: parts).letter
    }
}

extension Newsroom {
    /// Each item once, in the order in which something first became of it.
    fileprivate func parts(_ told: [News], _ origin: String) -> [LetterSheet.Part] {
        told.map(\.item).uniqued.compactMap { item in
            let ofItem = told.filter { $0.item == item }
            let words = isShown(item) ? shownWords(ofItem) : goneWords(ofItem)
            guard !words.isEmpty else { return nil }
            return .news(
                title: title(of: item), address: origin + href(of: item),
                words: words + [notice(of: item)].compactMap { $0 })
        }
    }

    /// It is there now, so that it had gone meanwhile is no news.
    private func shownWords(_ told: [News]) -> [String] {
        told.filter { !$0.kind.isEnd }.map(words).uniqued
    }

    /// It is not there, so nothing else is told of it than that.
    private func goneWords(_ told: [News]) -> [String] {
        told.last.flatMap { $0.kind.isEnd ? words($0) : nil }.map { [$0] } ?? []
    }
}
