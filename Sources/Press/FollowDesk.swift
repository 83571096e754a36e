package import Content
package import Rendering

/// Where one audience follows topics by e-mail: its topics, its words, and its pages for whatever a
/// reader sent.
package struct FollowDesk: Sendable {
    /// Whether somebody answers for the addresses; else none is taken.
    package let isOn: Bool
    package let topics: [(id: TopicID, name: String)]
    package let phrases: Phrases
    private let print: @Sendable (FollowSheet) -> Page

    init(
        _ framing: Framing, _ newsroom: Newsroom, print: @escaping @Sendable (FollowSheet) -> Page
    ) {
        isOn = framing.rack.configuration.controller != nil
        topics = framing.rack.configuration.topics.map { ($0.id, newsroom.name(of: $0)) }
        phrases = framing.phrases
        self.print = print
    }

    package func page(_ sheet: FollowSheet) -> Page { print(sheet) }
}

extension Framing {
    func following(_ sheet: FollowSheet) -> Recipe {
        guard let place = ItemID("follow") else { preconditionFailure("this is a name of an item") }
        var frame = frame(for: place, title: sheet.title(phrases), summary: "")
        frame.canonical = nil
        frame.isUnlisted = true
        frame.alternates = []
        frame.crumbs.append(Frame.Link(href: rack.root + "topics", title: phrases["newsAll"]))
        if !sheet.errors.isEmpty { frame.title = phrases("errorTitle", frame.title) }
        return Recipe(frame: frame, matter: .following(sheet))
    }
}
