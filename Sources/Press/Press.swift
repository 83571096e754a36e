package import Content
internal import Foundation
package import Policy
internal import Rendering

/// A site, and what the next one can take over from it.
package struct Pressing: Sendable {
    package let site: Site
    /// What each page was made of.
    fileprivate let printed: [String: Printed]
    fileprivate let composition: Composition
    /// Whether its pages are printed and compressed: those of a server's first site are not yet.
    package let isWhole: Bool
    /// How many pages had to be printed for it.
    package let printedCount: Int
    /// How readers had rated the items.
    package var marks: [ItemID: Marks]? { composition.marks }

    fileprivate struct Printed: Sendable {
        let recipe: Recipe
        let page: Page
    }
}

/// Prints the site that is true at `now`: the same journal, articles, settings, marks and instant make
/// the same site, byte for byte, whether or not there was one before.
///
/// - Parameters:
///   - history: the journal's facts, none recorded after `now`.
///   - articles: the kept articles by digest. One that is cleared but absent is not shown.
///   - marks: how readers rated the items; nil where nobody can rate.
///   - previous: an earlier pressing of the same journal and settings, whose unchanged pages are
///     taken over.
///   - hurrying: on all processors; else on one, which leaves the others to readers.
///   - puttingOff: for a site that is wanted at once, whose pages print themselves when they are
///     asked for; the next one makes up for it.
/// - Returns: nil when no configuration is in force at `now`: there is nothing to frame with.
package func press(
    _ history: History, _ articles: [Digest: Article], _ settings: PressSettings,
    marks: [ItemID: Marks]? = nil, at now: Instant,
    reusing previous: Pressing? = nil, puttingOff: Bool = false, hurrying: Bool = true
) -> Pressing? {
    press(
        history, articles, settings, marks: marks, at: now, reusing: previous, surrounding: true,
        puttingOff: puttingOff, hurrying: hurrying
    ) { recipe, composition in
        let (caching, isUnlisted) = (composition.caching(for: recipe), recipe.frame.isUnlisted)
        let print = { @Sendable in recipe.document(composition.documents(for: recipe)) }
        return puttingOff
            ? Page(putOff: print, caching: caching, isUnlisted: isUnlisted)
            : Page(print(), caching: caching, isUnlisted: isUnlisted)
    }
}

/// The same, with another way from a recipe to a page: for tests that print many sites.
func press(
    _ history: History, _ articles: [Digest: Article], _ settings: PressSettings,
    marks: [ItemID: Marks]? = nil, at now: Instant,
    reusing previous: Pressing?, surrounding: Bool = false, puttingOff: Bool = false,
    hurrying: Bool = true,
    printing: @Sendable (Recipe, Composition) -> Page
) -> Pressing? {
    guard let configuration = history.configuration(at: now),
        let zone = TimeZone(identifier: configuration.timeZone)
    else { return nil }
    var composition = Composition(
        history, articles, settings, configuration, marks: marks, zone: zone, at: now,
        reusing: previous?.composition)
    if surrounding { composition.printSurrounds() }
    let sheets = composition.framings.flatMap { framing in
        framing.sheets(recipesAtHand(framing, composition, previous)) + framing.refusedSheets()
    }
    var (printed, count) = print(
        sheets, composition, reusing: previous, hurrying: hurrying, printing)
    if !puttingOff, previous?.isWhole == false { printed = whole(printed) }
    return Pressing(
        site: composition.site(printed.mapValues(\.page), sheets),
        printed: printed, composition: composition, isWhole: !puttingOff, printedCount: count)
}

/// The recipes of the pages that cannot differ from those of an earlier pressing.
private func recipesAtHand(
    _ framing: Framing, _ composition: Composition, _ previous: Pressing?
) -> (Rack.Shown) -> Recipe? {
    guard let previous, let touched = composition.touched,
        previous.composition.framings.contains(where: { $0.shared == framing.shared })
    else { return { _ in nil } }
    let staleness = Staleness(touched, rated: composition.rated(since: previous.composition))
    return { staleness.holds($0) ? nil : previous.printed[$0.href]?.recipe }
}

/// The same pages, with what an earlier pressing put off.
private func whole(_ printed: [String: Pressing.Printed]) -> [String: Pressing.Printed] {
    let sheets = Array(printed)
    let pages = inPacks(of: sheets, hurrying: true) { $0.value.page.whole() }
    return zip(sheets, pages).reduce(into: printed) { printed, pair in
        let (sheet, page) = pair
        printed[sheet.key] = Pressing.Printed(recipe: sheet.value.recipe, page: page)
    }
}

/// Makes pages of elements, some at a time: what printing them takes besides is free for the next.
private func inPacks<Element: Sendable>(
    of elements: [Element], hurrying: Bool, _ print: @Sendable (Element) -> Page
) -> [Page] {
    // Few enough that no processor waits long for another at the end.
    let size = min(max(elements.count / 16, 1), 64)
    let packs = stride(from: 0, to: elements.count, by: size).map { start in
        elements[start..<min(start + size, elements.count)]
    }
    guard hurrying else { return packs.flatMap { packed($0.map(print)) } }
    // Lists of everything come last, and take longest; so they are begun first.
    return concurrentMap(packs.reversed()) { packed($0.map(print)) }.reversed().flatMap(\.self)
}

/// Prints what has to be printed, and takes over the rest.
private func print(
    _ sheets: [Sheet], _ composition: Composition, reusing previous: Pressing?, hurrying: Bool,
    _ printing: @Sendable (Recipe, Composition) -> Page
) -> (printed: [String: Pressing.Printed], count: Int) {
    var printed: [String: Pressing.Printed] = [:]
    printed.reserveCapacity(sheets.count)
    var rest: [Sheet] = []
    for sheet in sheets {
        if let before = previous?.printed[sheet.path], before.recipe == sheet.recipe {
            printed[sheet.path] = before
        } else {
            rest.append(sheet)
        }
    }
    let pages = inPacks(of: rest, hurrying: hurrying) { printing($0.recipe, composition) }
    for (sheet, page) in zip(rest, pages) {
        printed[sheet.path] = Pressing.Printed(recipe: sheet.recipe, page: page)
    }
    precondition(printed.count == sheets.count, "each path has one page")
    return (printed, rest.count)
}
