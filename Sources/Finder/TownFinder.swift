package import Content
internal import Dispatch
package import Press
internal import Synchronization

/// Finds towns in a gazetteer, which is read when somebody first names one.
package final class TownFinder: Locator {
    private let path: String
    private let gazetteer = Mutex<Gazetteer?>(nil)
    private let waiting = Atomic<Int>(0)
    private let queue = DispatchQueue(label: "hoofbeat.places", qos: .userInitiated)

    private static let mostWaiting = 32
    private static let mostChoices = 6
    /// How much likelier the first must be than the next, to be taken for what is meant.
    private static let certainty = 4.0

    package init(path: String) { self.path = path }

    package func locate(_ name: String, _ language: Language) async throws -> Located {
        guard waiting.add(1, ordering: .relaxed).newValue <= TownFinder.mostWaiting else {
            waiting.subtract(1, ordering: .relaxed)
            throw SeekRefusal.busy
        }
        defer { waiting.subtract(1, ordering: .relaxed) }
        return try await withCheckedThrowingContinuation { answer in
            queue.async {
                answer.resume(with: Result { try self.found(name, language) })
            }
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

    private func found(_ name: String, _ language: Language) throws -> Located {
        let gazetteer = try ready()
        let place = PlaceName(name, language)
        for reading in place.readings {
            let towns = gazetteer.towns(called: reading.key)
                .filter { reading.qualifier?.admits($0.town, language) ?? true }
            if !towns.isEmpty { return located(towns, gazetteer, language) }
        }
        for reading in place.readings {
            guard let near = gazetteer.nearest(to: reading.key) else { continue }
            let towns = gazetteer.towns(called: near)
                .filter { reading.qualifier?.admits($0.town, language) ?? true }
            if !towns.isEmpty { return located(towns, gazetteer, language) }
        }
        return .unknown
    }

    private func located(
        _ towns: [(town: Gazetteer.Town, fit: Double)], _ gazetteer: Gazetteer, _ language: Language
    ) -> Located {
        let first = towns.prefix(TownFinder.mostChoices)
        let spots = first.map { spot($0.town, among: first.map(\.town), gazetteer, language) }
        let isCertain = first.count == 1 || first[0].fit >= TownFinder.certainty * first[1].fit
        return isCertain
            ? .place(spots[0], others: Array(spots.dropFirst())) : .choice(spots)
    }

    /// Two towns of one name in one country are told apart by their region, or a larger town nearby.
    private func spot(
        _ town: Gazetteer.Town, among others: [Gazetteer.Town], _ gazetteer: Gazetteer,
        _ language: Language
    ) -> Spot {
        let isAlone = !others.contains {
            $0.number != town.number && $0.name == town.name && $0.country == town.country
        }
        let country = town.country.name(in: language)
        var parts = [town.name, town.region, country].filter { !$0.isEmpty }
        if !isAlone, town.region.isEmpty, let large = gazetteer.largeTown(near: town) {
            parts[0] = "\(town.name) (\(large.name))"
        }
        return Spot(
            name: parts.joined(separator: ", "), position: town.position, country: town.country)
    }
}

/// The name of a place as somebody typed it: `Newcastle, Australia`, `Paris TX`, `Leuven`.
private struct PlaceName {
    /// What it may mean, the likeliest first.
    let readings: [Reading]

    struct Reading {
        var key: String
        var qualifier: Qualifier?
    }

    /// A country, a region, or a larger town nearby.
    struct Qualifier {
        var words: String

        func admits(_ town: Gazetteer.Town, _ language: Language) -> Bool {
            [town.country.code, town.region, town.country.name(in: language)].contains {
                !$0.isEmpty && placeKey($0) == words
            }
        }
    }

    init(_ text: String, _ language: Language) {
        let parts = text.split(separator: ",").map { placeKey($0.withoutBrackets) }
            .filter { !$0.isEmpty }
        guard let first = parts.first else {
            readings = []
            return
        }
        if let last = parts.dropFirst().last {
            readings = [Reading(key: first, qualifier: Qualifier(words: last))]
            return
        }
        var readings = [Reading(key: first, qualifier: nil)]
        let words = first.split(separator: " ")
        for count in [1, 2] where words.count > count {
            readings.append(
                Reading(
                    key: words.dropLast(count).joined(separator: " "),
                    qualifier: Qualifier(words: words.suffix(count).joined(separator: " "))))
        }
        self.readings = readings
    }
}

extension Substring {
    /// As we told two towns apart: `Springfield (Boston)`.
    fileprivate var withoutBrackets: String { String(prefix { $0 != "(" }) }
}
