internal import Content

/// What counts besides the words of a text.
enum Ranking {
    /// How much an item's second part adds to its best.
    static let othersShare = 0.2

    static func weight(of article: Article, _ query: ReadQuery) -> Double {
        1
    }
}
