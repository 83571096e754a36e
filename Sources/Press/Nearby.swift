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
        /// The nearest to the reader first.
        var countries: [Country] = []
        var country: Country?
        var service: String?
        var radiusKilometres: Double?
    }

    struct Ranked {
        var shown: Rack.Shown
        /// Nil where the place of the entry or of the reader is not known.
        var kilometres: Double?
        /// The town to which that is, unless it is the first, by which the entry goes.
        var town: String?
        /// Without a place, and of the reader's country: as near as can be told.
        var isOfCountry: Bool
        var offers: Bool
        /// How many countries are nearer than its own; one that is of no country is near to all.
        fileprivate var countriesBetween: Int

        fileprivate var rank: Double { isOfCountry ? 0 : kilometres ?? .infinity }
    }

    /// Those that are known to offer what is asked for first; of these the nearest; without a place, those
    /// of the nearest country.
    func ranked(_ entries: [Rack.Shown], _ wish: Wish) -> [Ranked] {
        let ranked = entries.map { entry in
            let nearest = nearest(of: entry, to: wish.origin)
            let kilometres = nearest?.kilometres
            return Ranked(
                shown: entry, kilometres: kilometres, town: nearest?.town,
                isOfCountry: kilometres == nil && wish.originCountry != nil
                    && entry.article.place?.country == wish.originCountry,
                offers: wish.service.map { entry.article.place?.offers.contains($0) == true }
                    ?? true,
                countriesBetween: entry.article.place?.country.map { country in
                    wish.countries.firstIndex(of: country) ?? wish.countries.count
                } ?? 0)
        }
        return ranked.sorted { left, right in
            if left.offers != right.offers { return left.offers }
            return left.rank == right.rank ? order(left) < order(right) : left.rank < right.rank
        }
    }

    private func order(_ ranked: Ranked) -> (Int, String, String, ItemID) {
        let place = ranked.shown.article.place
        return (
            ranked.countriesBetween, place?.country?.name(in: language) ?? "",
            place?.towns.first?.name ?? "",
            ranked.shown.cleared.item
        )
    }

    /// How far the nearest of its towns is; and which one, where that is not the first.
    private func nearest(
        of entry: Rack.Shown, to origin: DirectoryEntry.Position?
    ) -> (kilometres: Double, town: String?)? {
        guard let origin, let towns = entry.article.place?.towns else { return nil }
        let distances = towns.enumerated().compactMap { number, town in
            town.position.map { (origin.kilometres(to: $0), number == 0 ? nil : town.name) }
        }
        return distances.min { $0.0 < $1.0 }
    }

    // MARK: Beside an entry

    /// An entry of the other directory, and where it is.
    struct Neighbour {
        fileprivate let shown: Rack.Shown
        fileprivate let positions: [DirectoryEntry.Position]
        fileprivate let country: Country?

        init(_ shown: Rack.Shown) {
            self.shown = shown
            positions = shown.positions
            country = shown.article.place?.country
        }
    }

    /// Of the other directory: those of the entry's country, and the nearest of all, three at most; each
    /// with its distance, or that it is of the country.
    func beside(_ entry: Rack.Shown, among others: [Neighbour]) -> [Frame.Link] {
        let here = entry.positions.first
        let country = entry.article.place?.country
        let ranked = others.map { other in
            let isOwn = country != nil && other.country == country
            // How far those of the country are is not said.
            let kilometres =
                isOwn ? 0 : other.positions.lazy.compactMap { here?.kilometres(to: $0) }.min()
            return (shown: other.shown, isOwn: isOwn, kilometres: kilometres ?? .infinity)
        }
        // One that is neither of the country nor anywhere near helps nobody.
        let near = ranked.filter { $0.kilometres < 1500 }.sorted {
            ($0.isOwn ? 0 : 1, $0.kilometres, $0.shown.cleared.item)
                < ($1.isOwn ? 0 : 1, $1.kilometres, $1.shown.cleared.item)
        }
        return near.prefix(3).map { one in
            let words = one.isOwn ? phrases["nearOwnCountry"] : words(for: one.kilometres)
            return Frame.Link(
                href: one.shown.href, title: one.shown.article.title, summary: "(\(words))")
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
