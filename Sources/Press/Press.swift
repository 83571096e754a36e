package import Content
internal import Foundation
package import Policy
internal import Rendering

/// A site, and what the next one can take over from it.
package struct Pressing: Sendable {
    package let site: Site
    /// What each page was made of.
    fileprivate let printed: [String: Printed]
    /// How many pages had to be printed for it.
    package let printedCount: Int

    fileprivate struct Printed: Sendable {
        let recipe: Recipe
        let page: Page
    }
}

/// Prints the site that is true at `now`: the same journal, articles, settings and instant make
/// the same site, byte for byte, whether or not there was one before.
///
/// - Parameters:
///   - history: the journal's facts, none recorded after `now`.
///   - articles: the kept articles by digest. One that is cleared but absent is not shown.
///   - previous: an earlier pressing of the same settings, whose unchanged pages are taken over.
/// - Returns: nil when no configuration is in force at `now`: there is nothing to frame with.
package func press(
    _ history: History, _ articles: [Digest: Article], _ settings: PressSettings, at now: Instant,
    reusing previous: Pressing? = nil
) -> Pressing? {
    press(history, articles, settings, at: now, reusing: previous) { recipe, composition in
        Page(
            recipe.document(composition.documents(for: recipe)),
            caching: composition.caching(for: recipe), isUnlisted: recipe.frame.isUnlisted)
    }
}

/// The same, with another way from a recipe to a page: for tests that print many sites.
func press(
    _ history: History, _ articles: [Digest: Article], _ settings: PressSettings, at now: Instant,
    reusing previous: Pressing?, printing: @Sendable (Recipe, Composition) -> Page
) -> Pressing? {
    guard let configuration = history.configuration(at: now),
        let zone = TimeZone(identifier: configuration.timeZone)
    else { return nil }
    let composition = Composition(
        history, articles, settings, configuration, zone: zone, at: now)
    let recipes = composition.framings.flatMap { $0.recipes() + $0.refusedRecipes() }
    let printed = print(recipes, composition, reusing: previous, printing)
    return Pressing(
        site: composition.site(printed.mapValues(\.page), recipes.map { ($0.path, $0.recipe) }),
        printed: printed,
        printedCount: printed.count - (previous?.unchanged(in: printed) ?? 0))
}

/// Prints what has to be printed, on all processors, and takes over the rest.
private func print(
    _ recipes: [(path: String, recipe: Recipe)], _ composition: Composition,
    reusing previous: Pressing?, _ printing: @Sendable (Recipe, Composition) -> Page
) -> [String: Pressing.Printed] {
    var printed: [String: Pressing.Printed] = [:]
    printed.reserveCapacity(recipes.count)
    var rest: [(path: String, recipe: Recipe)] = []
    for (path, recipe) in recipes {
        if let before = previous?.printed[path], before.recipe == recipe {
            printed[path] = before
        } else {
            rest.append((path, recipe))
        }
    }
    let pages = concurrentMap(rest) { _, recipe in
        printing(recipe, composition)
    }
    for ((path, recipe), page) in zip(rest, pages) {
        printed[path] = Pressing.Printed(recipe: recipe, page: page)
    }
    return printed
}

extension Pressing {
    fileprivate func unchanged(in printed: [String: Printed]) -> Int {
        printed.reduce(0) { count, entry in
            self.printed[entry.key]?.page === entry.value.page ? count + 1 : count
        }
    }
}
