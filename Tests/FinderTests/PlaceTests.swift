import Cast
import Content
import Foundation
import Press
import Testing

@testable import Finder

private let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Gazetteer/towns.tsv.gz").path

/// One for all tests: reading it takes a while.
private let finder = TownFinder(path: path)

@Suite("A town is found by its name", .serialized)
struct PlaceTests {
    static let named = [
        ("Leuven", "Leuven, Belgium"), ("Löwen", "Leuven, Belgium"), ("Louvain", "Leuven, Belgium"),
        ("munich", "Munich, Germany"), ("Мюнхен", "Munich, Germany"), ("Αθήνα", "Athens, Greece"),
        ("Amsterdm", "Amsterdam, Netherlands"), ("Kopenhagen", "Copenhagen, Denmark"),
        ("Newcastle, Australia", "Newcastle, Australia"), ("vienna austria", "Vienna, Austria"),
        ("Łódź", "Łódź, Poland"), ("Lodz", "Łódź, Poland"), ("باريس", "Paris, France"),
        ("Москва", "Moscow, Russia"), ("София", "Sofia, Bulgaria"), ("القدس", "Jerusalem, Israel"),
        ("طهران", "Tehran, Iran"), ("Львів", "Lviv, Ukraine"), ("Alost", "Aalst, Belgium"),
        ("Newport, RI, United States", "Newport, RI, United States"),
        ("9000 Gent", "Gent, Belgium"),
        ("near Leuven", "Leuven, Belgium"), ("Leuven België", "Leuven, Belgium"),
        ("Birmingham UK", "Birmingham, United Kingdom"),
        ("Birmingham, England", "Birmingham, United Kingdom"),
        ("Ireland, Dublin", "Dublin, Ireland"),
        ("Nanchester", "Manchester, United Kingdom"), ("Лодон", "London, United Kingdom"),
        ("Москваа", "Moscow, Russia"), ("Мсоква", "Moscow, Russia"), ("القاهره", "Cairo, Egypt"),
        ("I live in Bristol", "Bristol, United Kingdom"),
        ("Paris, Texas", "Paris, TX, United States"),
        ("Portland Maine", "Portland, ME, United States"), ("London Ontario", "London, Canada"),
        ("Newcastle, New South Wales", "Newcastle, Australia"),
        ("NYC", "New York City, NY, United States"),
    ]

    @Test(
        "in other languages and scripts, without accents, with a slip, with its country",
        arguments: named)
    func towns(name: String, town: String) async throws {
        guard case .place(let spot, _, _) = try finder.locate(name, town: nil, .english)
        else {
            Issue.record("\(name) is no one place")
            return
        }
        #expect(spot.name == town)
    }

    @Test(
        "a country is no town, but a town that bears its name is",
        arguments: [
            ("Belgium", "BE"), ("Deutschland", "DE"), ("Scotland", "GB"), ("Georgia", "GE"),
            ("Ireland", "IE"), ("Jordan", "JO"), ("Chile", "CL"), ("The Netherlands", "NL"),
            ("China", "CN"), ("Flanders", "BE"),
        ])
    func countries(name: String, code: String) async throws {
        let country = try #require(Country(code))
        #expect(try finder.locate(name, town: nil, .english) == .country(country, others: []))
        guard
            case .place(let spot, _, _) = try finder.locate("Luxembourg", town: nil, .english)
        else {
            Issue.record("Luxembourg is a town, too")
            return
        }
        #expect(spot.country == Country("LU"))
    }

    @Test("a town's own districts are not offered in its place")
    func districts() throws {
        for (name, country) in [("Paris", nil), ("Manchester", Country("US"))] {
            guard
                case .place(let spot, let others, _) = try finder.locate(name, town: nil, .english)
            else {
                Issue.record("\(name) is no one place")
                continue
            }
            #expect(others.allSatisfy { spot.position.kilometres(to: $0.position) > 30 })
            #expect(others.contains { $0.country == country } == (country != nil))
        }
    }

    @Test("a part of a country is no town, but the towns that bear its name are told, too")
    func parts() throws {
        guard
            case .country(let country, let others) = try finder.locate("Kent", town: nil, .english),
            case .choice(let towns) = try finder.locate("Texas", town: nil, .english)
        else {
            Issue.record("Kent is in the United Kingdom, Texas has several towns")
            return
        }
        #expect(country == Country("GB"))
        #expect(others.first?.name == "Kent, WA, United States")
        #expect(towns.first?.name == "Houston, TX, United States")
    }

    @Test("a slip is mended and told; where there are two, somebody is asked")
    func guesses() async throws {
        guard
            case .place(let spot, _, let isGuess) = try finder.locate(
                "Amsterdm", town: nil, .english),
            case .choice(let spots) = try finder.locate("Amstrdm", town: nil, .english)
        else {
            Issue.record("one slip is mended, two are not")
            return
        }
        #expect(spot.name == "Amsterdam, Netherlands" && isGuess)
        #expect(!spots.isEmpty)
    }

    @Test("each of several towns of a name is found by its number")
    func numbered() async throws {
        for name in ["Newcastle", "Gillingham", "St Ives", "Halle"] {
            let spots: [Spot]
            switch try finder.locate(name, town: nil, .english) {
            case .choice(let choice): spots = choice
            case .place(let spot, let others, _): spots = [spot] + others
            case .country, .unknown: spots = []
            }
            #expect(spots.count > 1)
            for spot in spots {
                guard
                    case .place(let found, _, false) = try finder.locate(
                        name, town: spot.id, .english)
                else {
                    Issue.record("\(spot.name) is not found again")
                    continue
                }
                #expect(found.position == spot.position)
            }
        }
    }

    @Test("the nearest countries come first")
    func nearest() async throws {
        let leuven = try #require(DirectoryEntry.Position(latitude: 50.88, longitude: 4.7))
        let countries = try finder.countries(near: leuven).prefix(4).map(\.code)
        #expect(countries.first == "BE" && Set(countries) == ["BE", "NL", "FR", "DE"])
    }

    @Test(
        "one of several is offered, and each is told from the others",
        arguments: ["Newcastle", "Springfield"])
    func choices(name: String) async throws {
        guard case .choice(let spots) = try finder.locate(name, town: nil, .english) else {
            Issue.record("\(name) is one place")
            return
        }
        #expect(spots.count > 1)
        #expect(Set(spots.map(\.name)).count == spots.count)
    }

    static let nameless = [
        "", " ", ",", "xqzwvk", "😀", "\u{0}\u{202e}", String(repeating: "a", count: 10_000), "';--",
    ]

    @Test("what is no name is no place", arguments: nameless)
    func nowhere(name: String) async throws {
        #expect(try finder.locate(name, town: nil, .english) == .unknown)
    }
}

@Suite("Distances are those of the ellipsoid")
struct DistanceTests {
    private func position(_ latitude: Double, _ longitude: Double) -> DirectoryEntry.Position {
        DirectoryEntry.Position(latitude: latitude, longitude: longitude)!
    }

    @Test(
        "the same both ways, nothing to itself, and never more than half way round",
        arguments: 0..<200 as Range<UInt64>)
    func properties(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let (a, b) = (
            position(
                .random(in: -90...90, using: &generator), .random(in: -180...180, using: &generator)
            ),
            position(
                .random(in: -90...90, using: &generator), .random(in: -180...180, using: &generator)
            )
        )
        #expect(abs(a.kilometres(to: b) - b.kilometres(to: a)) < 1e-6)
        #expect(a.kilometres(to: a) == 0)
        #expect(a.kilometres(to: b) < 20_040)
    }

    @Test("across the antimeridian it is as near as it is")
    func antimeridian() {
        let distance = position(0, 179.9).kilometres(to: position(0, -179.9))
        #expect(abs(distance - 22.26) < 0.1)
        #expect(position(90, 0).kilometres(to: position(90, 120)) < 0.001)
    }
}
