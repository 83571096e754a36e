package import Content
package import Press
internal import Synchronization

/// Finds towns in a gazetteer, which is read when somebody first names one.
package final class TownFinder: Locator {
    private let path: String
    private let gazetteer = Mutex<Gazetteer?>(nil)

    private static let mostChoices = 6
    /// How much less likely than the first one may be, to be offered.
    private static let mostUnlikely = 50.0
    /// How much likelier the first must be than the next, to be taken for what is meant.
    private static let certainty = 4.0

    fileprivate static let besideKilometres = 30.0

    package init(path: String) { self.path = path }

    package func locate(_ name: String, town: Int?, _ language: Language) throws -> Located {
        try found(name, town, language)
    }

    package func countries(near position: DirectoryEntry.Position) throws -> [Country] {
        try ready().countries(near: position)
    }

    package func largestTown(of country: Country, _ language: Language) throws -> Spot? {
        let gazetteer = try ready()
        return gazetteer.largestTown(of: country).flatMap {
            spots([($0, 1)], gazetteer, language).first
        }
    }

    private func ready() throws -> Gazetteer {
        try gazetteer.withLock { gazetteer in
            if let gazetteer { return gazetteer }
            let made = try Gazetteer(path: path)
            gazetteer = made
            return made
        }
    }

    // MARK: Names

    private typealias Towns = [(town: Gazetteer.Town, fit: Double)]

    /// A country, unless a town in it bears its name; a state; a town of just that name; else the town whose name
    /// comes nearest. (Countries come first: Ireland, Jordan and Chile are other names of towns far away.)
    private func found(_ name: String, _ id: Int?, _ language: Language) throws -> Located {
        let gazetteer = try ready()
        let place = PlaceName(name)
        if id == nil, let area = area(place, gazetteer, language) { return area }
        for reading in place.readings {
            let towns = reading.admitted(of: gazetteer.towns(called: reading.key))
            if !towns.isEmpty { return located(towns, id, gazetteer, language) }
        }
        // Where nothing is known by what stands behind a comma, what stands before it may be.
        if let reading = place.readings.first, !reading.within.isEmpty {
            let towns = gazetteer.towns(called: reading.key)
            if !towns.isEmpty { return .choice(spots(towns, gazetteer, language)) }
        }
        for reading in place.readings {
            guard let near = gazetteer.nearest(to: reading.key) else { continue }
            let towns = reading.admitted(of: gazetteer.towns(called: near.name))
            if !towns.isEmpty { return guessed(towns, near.edits, gazetteer, language) }
        }
        return .unknown
    }

    /// What is larger than a town; nil where a town is likelier meant.
    private func area(
        _ place: PlaceName, _ gazetteer: Gazetteer, _ language: Language
    ) -> Located? {
        guard let key = place.whole else { return nil }
        // Its own name is the one that fits in full.
        let towns = gazetteer.towns(called: key).filter { $0.fit == Double($0.town.people) }
        let people = towns.first?.town.people ?? 0
        if people < TownFinder.metropolis, let country = place.part {
            return .country(country, others: spots(towns, gazetteer, language))
        }
        if let country = place.country {
            let isTown = towns.first?.town.country == country && people >= TownFinder.capital
            return isTown ? nil : .country(country, others: [])
        }
        guard people < TownFinder.metropolis else { return nil }
        let ofState = gazetteer.towns(ofState: key)
        return ofState.isEmpty
            ? nil : .choice(spots(ofState.map { ($0, 1) }, gazetteer, language))
    }

    /// A town that is meant rather than the country of its name: Luxembourg.
    private static let capital = 50_000
    /// A town that is meant rather than the state or the county of its name: Washington.
    private static let metropolis = 300_000

    private func located(
        _ towns: Towns, _ id: Int?, _ gazetteer: Gazetteer, _ language: Language
    ) -> Located {
        if let id, let number = towns.firstIndex(where: { $0.town.id == id }) {
            let others = towns.enumerated().filter { $0.offset != number }.map(\.element)
            let spots = spots([towns[number]] + others, gazetteer, language)
            return .place(spots[0], others: Array(spots.dropFirst()), isGuess: false)
        }
        let isCertain =
            towns.count == 1 || towns[0].fit >= TownFinder.certainty * towns[1].fit
        guard isCertain else { return .choice(spots(towns, gazetteer, language)) }
        // Its own districts are no other places.
        let others = towns.dropFirst().filter { !$0.town.isBeside(towns[0].town) }
        let apart = self.spots([towns[0]] + others, gazetteer, language)
        return .place(apart[0], others: Array(apart.dropFirst()), isGuess: false)
    }

    /// A single slip is mended. Where there are two, somebody may have meant what is not known here.
    private func guessed(
        _ towns: Towns, _ edits: Int, _ gazetteer: Gazetteer, _ language: Language
    ) -> Located {
        let spots = spots(towns, gazetteer, language)
        return edits < 2
            ? .place(spots[0], others: Array(spots.dropFirst()), isGuess: true) : .choice(spots)
    }

    private func spots(
        _ towns: Towns, _ gazetteer: Gazetteer, _ language: Language
    ) -> [Spot] {
        let least = (towns.first?.fit ?? 0) / TownFinder.mostUnlikely
        let first = towns.prefix { $0.fit >= least }.prefix(TownFinder.mostChoices).map(\.town)
        return first.map { spot($0, among: first, gazetteer, language) }
    }

    /// Two towns of one name in one country are told apart by their region, or a larger town nearby.
    private func spot(
        _ town: Gazetteer.Town, among others: [Gazetteer.Town], _ gazetteer: Gazetteer,
        _ language: Language
    ) -> Spot {
        let isAlone = !others.contains {
            $0.number != town.number && $0.country == town.country
                && 10 * $0.people > town.people && $0.heard == town.heard
        }
        let country = town.country.name(in: language)
        var parts = [town.name, town.region, country].filter { !$0.isEmpty }
        if !isAlone, town.region.isEmpty, let large = gazetteer.largeTown(near: town) {
            parts[0] = "\(town.name) (\(large.name))"
        }
        return Spot(
            id: town.id, name: parts.joined(separator: ", "), position: town.position,
            country: town.country)
    }
}

extension Gazetteer.Town {
    /// Whether it lies in, or close to, a town of the same country.
    fileprivate func isBeside(_ other: Gazetteer.Town) -> Bool {
        country == other.country
            && position.kilometres(to: other.position) < TownFinder.besideKilometres
    }

    /// Its name as it is said, however it is written: St Ives and Saint Ives.
    fileprivate var heard: String { placeKey(name).replacing("saint ", with: "st ") }
}

/// The name of a place as somebody typed it: `Newcastle, Australia`, `Paris TX`, `near Leuven`, `9000 Gent`.
private struct PlaceName {
    /// What it may mean, the likeliest first.
    let readings: [Reading]
    /// Where nothing stands between commas.
    let whole: String?

    /// Where it is the name of a part of a country, which holds more than one town.
    var part: Country? { whole.flatMap { CountryNames.all.country(withPart: $0) } }

    /// Where it is the name of a country.
    var country: Country? {
        // A code of two letters may as well be the beginning of anything.
        guard let whole, whole.utf8.count > 2 || ["uk", "us"].contains(whole) else { return nil }
        return CountryNames.all.country(called: whole)
    }

    struct Reading {
        var key: String
        /// Each a country or a region that it lies in.
        var within: [String]

        func admitted(
            of towns: [(town: Gazetteer.Town, fit: Double)]
        ) -> [(town: Gazetteer.Town, fit: Double)] {
            guard !within.isEmpty else { return towns }
            return towns.filter { town, _ in
                within.allSatisfy { word in
                    CountryNames.all.area(word, holds: town.country, region: town.region)
                }
            }
        }
    }

    init(_ text: String) {
        let parts = text.split(separator: ",").map { PlaceName.key($0) }.filter { !$0.isEmpty }
        guard let first = parts.first else {
            (readings, whole) = ([], nil)
            return
        }
        guard parts.count == 1 else {
            readings =
                [Reading(key: first, within: Array(parts.dropFirst()))]
                + (parts.count == 2 ? [Reading(key: parts[1], within: [first])] : [])
            whole = nil
            return
        }
        let name = PlaceName.short[first] ?? first
        let words = name.split(separator: " ").map(String.init)
        readings = [Reading(key: name, within: [])] + PlaceName.readings(of: words)
        whole = name
    }

    /// With its last words taken for a country, and without what is no part of a name.
    private static func readings(of words: [String]) -> [Reading] {
        var readings: [Reading] = []
        let names = words.filter { word in
            !word.utf8.contains { $0 &- 0x30 < 10 } && !PlaceName.beside.contains(word)
        }
        if names.count < words.count, !names.isEmpty {
            readings.append(Reading(key: names.joined(separator: " "), within: []))
        }
        for count in [1, 2, 3] where names.count > count {
            let country = names.suffix(count).joined(separator: " ")
            readings.append(
                Reading(key: names.dropLast(count).joined(separator: " "), within: [country]))
        }
        return readings
    }

    /// As we told two towns apart: `Springfield (Boston)`.
    private static func key(_ part: Substring) -> String {
        placeKey(String(part.prefix { $0 != "(" }))
    }

    /// What people call a town in short, where a gazetteer does not.
    private static let short = [
        "nyc": "new york city", "la": "los angeles", "l a": "los angeles", "sf": "san francisco",
        "philly": "philadelphia", "vegas": "las vegas", "dc": "washington",
    ]

    private static let beside: Set = [
        "near", "in", "at", "around", "close", "to", "by", "from", "i", "we", "live", "am", "are",
        "my", "our",
        "the", "of", "area", "region", "city", "town", "county", "centre", "center", "greater",
    ]
}
