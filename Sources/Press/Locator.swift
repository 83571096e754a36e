package import Content

/// Tells where a place is that somebody names; the room `Finder` does, from a gazetteer. The first to ask
/// waits while that is read.
package protocol Locator: Sendable {
    /// - Parameter town: of several towns of that name, the one with this number is meant.
    /// - Throws: what went wrong with the gazetteer.
    func locate(_ name: String, town: Int?, _ language: Language) throws -> Located

    /// Countries, the nearest to a place first; some may be missing.
    func countries(near position: DirectoryEntry.Position) throws -> [Country]

    /// Nil where no town of the country is known.
    func largestTown(of country: Country, _ language: Language) throws -> Spot?
}

/// What a place's name may mean.
package enum Located: Hashable, Sendable {
    /// One place; and others of its name, which are less likely meant.
    ///
    /// `isGuess` where its name was not quite spelled so.
    case place(Spot, others: [Spot], isGuess: Bool)
    /// Several that may be meant alike, or one that is only likely.
    case choice([Spot])
    /// A country, or a part of one; and towns of its name.
    case country(Country, others: [Spot])
    case unknown
}

/// A place on the map.
package struct Spot: Hashable, Sendable {
    /// Its number among GeoNames.
    package var id: Int
    /// `Newcastle, Australia`: what tells it from others.
    package var name: String
    package var position: DirectoryEntry.Position
    package var country: Country

    package init(id: Int, name: String, position: DirectoryEntry.Position, country: Country) {
        (self.id, self.name, self.position, self.country) = (id, name, position, country)
    }
}
