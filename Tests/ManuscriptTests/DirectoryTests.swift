import Content
import Manuscript
import Testing

@Suite("A directory's entries are items")
struct DirectoryTests {
    static let sound = """
        defaults:
          reviewed: 2026-11-24
          next-review: 2027-11-24
          change: First version.
          topics: [basics]
          remark: Only the list decides.
        services: { prrt: PRRT, surgery: surgery, trials: trials }
        ask-about: [prrt, trials]
        clinics:
          leuven:
            name: Hospital of Leuven
            city: Leuven
            country: BE
            lat: 50.88
            lon: 4.70
            also-in: [{ city: Ghent, lat: 51.05, lon: 3.72 }]
            source: [trial]
            dated: Certified in 2011.
            offers:
              - { service: surgery, source: trial }
              - { service: prrt, source: trial }
              - { what: An evening a month., source: trial }
            note: Ring first.

        """

    private func reading(_ text: String) throws -> Reading {
        read(try .sound(with: ["clinics.yaml": text]), today: .today)
    }

    private func entry(_ text: String) throws -> (Item, DirectoryEntry)? {
        let item = try reading(text).edition.items.first { $0.id.path == "clinics/leuven" }
        guard let item, case .entry(let entry) = item.matter else { return nil }
        return (item, entry)
    }

    @Test("all of it")
    func whole() throws {
        #expect(try reading(Self.sound).codes == [])
        let (item, entry) = try #require(try entry(Self.sound))
        #expect(item.kind == .clinic)
        #expect(item.about.title == "Hospital of Leuven")
        #expect(entry.country == Country("BE"))
        #expect(entry.towns.map(\.name) == ["Leuven", "Ghent"])
        #expect(entry.towns[1].position?.longitude == 3.72)
        #expect(entry.offers.map(\.service) == ["surgery", "prrt", nil])
        #expect(entry.offers.map(\.words) == ["surgery", "PRRT", "An evening a month."])
        // What a source tells of need not be asked.
        #expect(entry.unknown == ["trials"])
        #expect(entry.notes == ["Ring first."])
        #expect(entry.remark == "Only the list decides.")
    }

    @Test("a changed remark changes the source that is approved, like a changed line of the entry")
    func sources() throws {
        let (item, _) = try #require(try entry(Self.sound))
        for change in [("Only the list", "Only a list"), ("Ring first", "Write first")] {
            let (other, _) = try #require(
                try entry(Self.sound.replacing(change.0, with: change.1)))
            #expect(other.source != item.source)
        }
    }

    static let faults: [(String, String, [String])] = [
        ("country: BE", "country: be", ["HB203"]), ("country: BE", "country: XX", ["HB203"]),
        ("lat: 50.88", "lat: 150", ["HB203"]), ("service: surgery", "service: magic", ["HB203"]),
        ("dated: Certified in 2011.", "date: 2011", ["HB201", "HB202"]),
        ("source: [trial]", "source: [nobody]", ["HB301"]),
        ("source: [trial]\n    dated", "dated", ["HB202"]),
        ("name: Hospital of Leuven", "city-name: Leuven", ["HB201", "HB202"]),
        ("leuven:", "Leuven Hospital:", ["HB213"]),
    ]

    @Test("what is wrong is said", arguments: faults)
    func fault(sound: String, broken: String, codes: [String]) throws {
        let text = Self.sound.replacing(sound, with: broken)
        #expect(text != Self.sound)
        #expect(Set(try reading(text).codes) == Set(codes))
    }

    @Test("a page may give the words above a directory, and stand nowhere below it")
    func pages() throws {
        let above = read(
            try .sound(with: ["clinics.yaml": Self.sound, "en/pages/clinics.md": page("Words.")]),
            today: .today)
        #expect(above.codes == [])
        let below = read(
            try .sound(with: [
                "clinics.yaml": Self.sound, "en/pages/clinics/other.md": page("Words."),
            ]), today: .today)
        #expect(below.codes != [])
    }
}
