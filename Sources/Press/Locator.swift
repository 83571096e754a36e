package import Content

/// Tells where a place is that somebody names; the room `Finder` does, from a gazetteer.
package protocol Locator: Sendable {
    /// - Parameter town: of several towns of that name, the one with this number is meant.
    /// - Throws: `SeekRefusal.busy`, or what went wrong with the gazetteer.
    func locate(_ name: String, town: Int?, _ language: Language) async throws -> Located

    /// Countries, the nearest to a place first; some may be missing.
    func countries(near position: DirectoryEntry.Position) async throws -> [Country]
}

/// What a place's name may mean.
package enum Located: Hashable, Sendable {
    /// One place; and others of its name, which are less likely meant.
    ///
    /// `isGuess` where its name was not quite spelled so.
    case place(Spot, others: [Spot], isGuess: Bool)
    /// Several that may be meant alike, or one that is only likely.
    case choice([Spot])
    /// No town, but a country.
    case country(Country)
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
