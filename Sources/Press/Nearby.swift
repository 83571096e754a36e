internal import Content
internal import Policy
internal import Rendering

/// Entries of a directory in the order in which a reader wants them.
struct Nearby {
    let rack: Rack
    let phrases: Phrases

    private var language: Language { rack.audience.language }

    /// What is asked for.
    struct Wish {
        var origin: DirectoryEntry.Position?
        /// Where the distances are from, in words: `the middle of Leuven, Belgium`.
        var originWords = ""
        /// Where the reader's place is.
        var originCountry: Country?
        var country: Country?
        var service: String?
        var radiusKilometres: Double?
    }

    struct Ranked {
        var shown: Rack.Shown
        /// Nil where the place of the entry or of the reader is not known.
        var kilometres: Double?
        /// Without a place, and of the reader's country: as near as can be told.
        var isOfCountry: Bool
        var offers: Bool

        fileprivate var rank: Double { isOfCountry ? 0 : kilometres ?? .infinity }
    }

    /// Those that are known to offer what is asked for first; of these the nearest; without a place, by
    /// country and town.
    func ranked(_ entries: [Rack.Shown], _ wish: Wish) -> [Ranked] {
        let ranked = entries.map { entry in
            let kilometres = distance(to: entry, from: wish.origin)
            return Ranked(
                shown: entry, kilometres: kilometres,
                isOfCountry: kilometres == nil && wish.originCountry != nil
                    && entry.article.place?.country == wish.originCountry,
                offers: wish.service.map { entry.article.place?.offers.contains($0) == true }
                    ?? true)
        }
        return ranked.sorted { left, right in
            if left.offers != right.offers { return left.offers }
            return left.rank == right.rank ? order(left) < order(right) : left.rank < right.rank
        }
    }

    private func order(_ ranked: Ranked) -> (String, String, ItemID) {
        let place = ranked.shown.article.place
        return (
            place?.country?.name(in: language) ?? "", place?.towns.first?.name ?? "",
            ranked.shown.cleared.item
        )
    }

    /// To the nearest of its towns.
    private func distance(
        to entry: Rack.Shown, from origin: DirectoryEntry.Position?
    ) -> Double? {
        guard let origin else { return nil }
        return entry.positions.map { origin.kilometres(to: $0) }.min()
    }

    // MARK: Beside an entry

    /// Of the other directory: those of the entry's country, and the nearest of all, three at most; each
    /// with its distance, or that it is of the country.
    func beside(_ entry: Rack.Shown, among others: [Rack.Shown]) -> [Frame.Link] {
        let here = entry.positions.first
        let country = entry.article.place?.country
        let ranked = others.map { other in
            (
                shown: other, kilometres: distance(to: other, from: here),
                isOwn: country != nil && other.article.place?.country == country
            )
        }
        let sorted = ranked.sorted { left, right in
            if left.isOwn != right.isOwn { return left.isOwn }
            let (near, far) = (left.kilometres ?? .infinity, right.kilometres ?? .infinity)
            return near == far
                ? left.shown.cleared.item < right.shown.cleared.item : near < far
        }
        // One that is neither of the country nor anywhere near helps nobody.
        return sorted.filter { $0.isOwn || $0.kilometres ?? .infinity < 1500 }.prefix(3).map {
            var link = Frame.Link(href: $0.shown.href, title: $0.shown.article.title)
            link.summary =
                $0.isOwn
                ? "(\(phrases["nearOwnCountry"]))"
                : $0.kilometres.map { "(\(words(for: $0)))" } ?? ""
            return link
        }
    }

    // MARK: Words

    /// As exactly as a straight line between the middles of towns allows.
    func words(for kilometres: Double) -> String {
        guard kilometres >= 5 else { return phrases["nearHereDistance"] }
        let step: Double =
            switch kilometres {
            case ..<100: 5
            case ..<1000: 10
            default: 100
            }
        return phrases("nearDistance", "\(Int((kilometres / step).rounded() * step))")
    }
}

extension Rack.Shown {
    var positions: [DirectoryEntry.Position] {
        article.place?.towns.compactMap(\.position) ?? []
    }
}
