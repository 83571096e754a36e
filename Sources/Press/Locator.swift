package import Content

/// Tells where a place is that somebody names; the room `Finder` does, from a gazetteer.
package protocol Locator: Sendable {
    /// - Throws: `SeekRefusal.busy`, or what went wrong with the gazetteer.
    func locate(_ name: String, _ language: Language) async throws -> Located
}

/// What a place's name may mean.
package enum Located: Hashable, Sendable {
    /// One place; and others of its name, which are less likely meant.
    case place(Spot, others: [Spot])
    /// Several that may be meant alike.
    case choice([Spot])
    case unknown
}

/// A place on the map.
package struct Spot: Hashable, Sendable {
    /// `Newcastle, Australia`: what tells it from others, and finds it again.
    package var name: String
    package var position: DirectoryEntry.Position
    /// Nil where only the place is known.
    package var country: Country?

    package init(name: String, position: DirectoryEntry.Position, country: Country? = nil) {
        (self.name, self.position, self.country) = (name, position, country)
    }
}
