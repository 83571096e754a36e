package import Content
internal import Policy
package import Rendering

/// All that one audience can find: what it is shown at one instant, and nothing else.
///
/// A search that asks an index of any age keeps only what stands here, in these very bytes. So no index
/// can show what the site does not.
package final class Findables: Sendable {
    package let audience: Audience
    package let phrases: Phrases
    /// Words and phrases that mean the same.
    package let synonyms: [[String]]
    private let shown: [Rack.Shown]
    private let byItem: [ItemID: Int]

    private init(
        _ audience: Audience, _ phrases: Phrases, _ synonyms: [[String]], _ shown: [Rack.Shown]
    ) {
        self.audience = audience
        self.phrases = phrases
        self.synonyms = synonyms
        self.shown = shown
        byItem = shown.enumerated().reduce(into: [:]) { $0[$1.element.cleared.item] = $1.offset }
    }

    /// Those of an earlier site, where they are the same.
    static func shown(on rack: Rack, _ phrases: Phrases, reusing earlier: Findables?) -> Findables {
        let synonyms = rack.configuration.synonyms[rack.audience.language] ?? []
        if let earlier, earlier.synonyms == synonyms,
            earlier.shown.elementsEqual(rack.all, by: ===)
        {
            return earlier
        }
        return Findables(rack.audience, phrases, synonyms, rack.all)
    }

    package var count: Int { shown.count }

    package subscript(number: Int) -> Findable { Findable(shown[number]) }

    package subscript(item: ItemID) -> Findable? { byItem[item].map { Findable(shown[$0]) } }

    /// Which one it is; nil unless the item is shown, and in these bytes.
    package func number(of item: ItemID, _ article: Digest) -> Int? {
        byItem[item].flatMap { shown[$0].cleared.article == article ? $0 : nil }
    }
}

/// An article that an audience is shown, and its address.
package struct Findable: Sendable {
    private let shown: Rack.Shown

    init(_ shown: Rack.Shown) { self.shown = shown }

    package var item: ItemID { shown.cleared.item }
    package var digest: Digest { shown.cleared.article }
    package var article: Article { shown.article }
    package var title: String { shown.article.title }
    package var kind: ItemKind { shown.article.kind }
    package var href: String { shown.href }
    package var isUnreviewed: Bool { shown.isUnreviewed }
}
