package import Content
internal import Foundation
internal import Policy
package import Rendering

/// Where one item is rated by one audience: its words, and its page for whatever the reader sent.
package struct RatingDesk: Sendable {
    package let item: Frame.Link
    private let framing: Framing
    private let print: @Sendable (RatingSheet) -> Page

    init(
        _ item: Frame.Link, _ framing: Framing, print: @escaping @Sendable (RatingSheet) -> Page
    ) {
        (self.item, self.framing, self.print) = (item, framing, print)
    }

    package var phrases: Phrases { framing.phrases }

    package func page(_ sheet: RatingSheet) -> Page { print(sheet) }

    /// How readers rated it, in a sentence or two.
    package func figures(_ marks: Marks) -> String { framing.documents.figures(marks) }
}

extension Framing {
    /// Nil where the item is not shown, or nobody can rate.
    func ratingPlace(of item: ItemID) -> Frame.Link? {
        guard marks != nil, let shown = rack.shown[item] else { return nil }
        return titled(shown)
    }

    func rated(_ sheet: RatingSheet, _ item: ItemID) -> Recipe {
        var frame = frame(for: item, title: phrases["rateHeading"], summary: "")
        frame.canonical = nil
        frame.isUnlisted = true
        frame.alternates = []
        frame.crumbs.append(sheet.item)
        frame.here = phrases["rateHeading"]
        frame.title = phrases(
            "ratingOf", phrases[sheet.state == .kept ? "ratedTitle" : "rateTitle"],
            sheet.item.title)
        if !sheet.errors.isEmpty { frame.title = phrases("errorTitle", frame.title) }
        return Recipe(frame: frame, matter: .rated(sheet))
    }
}

extension Composition {
    /// The items that readers rated otherwise since an earlier composition.
    func rated(since earlier: Composition) -> Set<ItemID> {
        guard let marks, let before = earlier.marks else { return [] }
        return Set(marks.keys).union(before.keys).filter { marks[$0] != before[$0] }
    }
}
