internal import Content
internal import Policy

/// Which pages of an audience may differ from those of an earlier pressing: those of the items that
/// were touched, and those that name one of them.
struct Staleness {
    private let touched: Set<ItemID>
    /// Where something was touched among the items below.
    private let parents: Set<ItemID>

    /// Whose own pages show another figure.
    private let rated: Set<ItemID>

    init(_ touched: Set<ItemID>, rated: Set<ItemID> = []) {
        (self.touched, self.rated) = (touched, rated)
        parents = Set(touched.compactMap(\.parent))
    }

    /// Whether its page has to be made again.
    func holds(_ shown: Rack.Shown) -> Bool {
        let item = shown.cleared.item
        // The home page names the menu, the page on trust names all, a term all that use it.
        if item == .home || item.path == "trust" || shown.article.kind == .term { return true }
        // Its own words; the cards of what is below it.
        if touched.contains(item) || rated.contains(item) || parents.contains(item) { return true }
        // The questions about it.
        if shown.article.kind == .treatment, parents.contains(List.questions.item) { return true }
        // The groups near a hospital.
        if shown.article.kind == .clinic, parents.contains(List.groups.item) { return true }
        // The crumbs above it; the neighbours beside it. (A list has a title for as long as there is
        // something below it.)
        var ancestor = shown.parent
        while let above = ancestor {
            if touched.contains(above) || parents.contains(above) { return true }
            ancestor = above.parent
        }
        return false
    }
}
