import Cast
import Content
import Foundation
import Testing

@Suite("Instants and days")
struct TimeTests {
    @Test(
        "an instant is read in RFC 3339, and written in UTC with milliseconds",
        arguments: [
            ("2026-11-24T09:30:00Z", "2026-11-24T09:30:00.000Z"),
            ("2026-11-24T09:30:00.123Z", "2026-11-24T09:30:00.123Z"),
            ("2026-11-24T09:30:00+01:00", "2026-11-24T08:30:00.000Z"),
            ("2026-01-01T00:00:00+02:00", "2025-12-31T22:00:00.000Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"),
        ])
    func written(text: String, expected: String) {
        #expect(Instant(rfc3339: text)?.rfc3339 == expected)
    }

    @Test(
        "anything else is not an instant",
        arguments: [
            "", "2026-11-24", "2026-11-24T09:30:00", "2026-11-24T09:30Z", "2026-11-24t09:30:00z",
            "2026-02-30T00:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T09:60:00Z",
            "2026-11-24T09:30:00+1:00", "2026-11-24T09:30:00.5Z", "2026-11-24T09:30:00Zx",
        ])
    func refused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("every day of four centuries comes back from its ordinal")
    func ordinals() {
        for ordinal in -80_000..<80_000 where Day(ordinal: ordinal).ordinal != ordinal {
            Issue.record("\(ordinal)")
        }
        #expect(Day("1970-01-01")?.ordinal == 0)
        #expect(Day("2026-11-24")?.ordinal == 20_781)
    }

    @Test(
        "a day starts when its time zone says, also when clocks change",
        arguments: [
            ("2026-01-01", "2025-12-31T23:00:00.000Z"),
            ("2026-03-29", "2026-03-28T23:00:00.000Z"),
            ("2026-03-30", "2026-03-29T22:00:00.000Z"),
            ("2026-10-25", "2026-10-24T22:00:00.000Z"),
            ("2026-10-26", "2026-10-25T23:00:00.000Z"),
        ])
    func starts(day: String, expected: String) throws {
        let day = try #require(Day(day))
        #expect(day.start(in: .brussels).rfc3339 == expected)
        #expect(Day(of: day.start(in: .brussels), in: .brussels) == day)
        let before = day.start(in: .brussels).advanced(byMilliseconds: -1)
        #expect(Day(of: before, in: .brussels).ordinal == day.ordinal - 1)
    }

    /// With clocks that skip midnight (Santiago, Havana, the Azores), half hours, and a skipped day.
    static let zones = [
        "America/Santiago", "America/Havana", "Atlantic/Azores", "America/Sao_Paulo", "Asia/Beirut",
        "Asia/Amman", "Asia/Tehran", "Africa/Cairo", "America/Asuncion", "Australia/Lord_Howe",
        "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kathmandu", "America/St_Johns", "Europe/London",
        "Europe/Brussels", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "UTC",
    ]

    @Test("a day starts at the first instant that is not of the day before", arguments: zones)
    func starts(zone name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        // 2010 to 2030.
        for ordinal in 14_610..<21_915 {
            let start = Day(ordinal: ordinal).start(in: zone)
            let before = Day(of: start.advanced(byMilliseconds: -1), in: zone)
            guard Day(of: start, in: zone).ordinal >= ordinal, before.ordinal < ordinal else {
                Issue.record("\(Day(ordinal: ordinal)) starts at \(start) in \(name)")
                return
            }
        }
    }

    @Test(
        "months are added by the calendar",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"),
            ("2026-11-24", 24, "2028-11-24"), ("2026-12-01", 1, "2027-01-01"),
        ])
    func months(day: String, months: Int, expected: String) {
        #expect(Day(day)?.adding(months: months).description == expected)
    }
}

@Suite("Names")
struct NameTests {
    @Test(
        "an item's name is its address, so it holds nothing that would need escaping",
        arguments: [
            ("treatments/prrt", true), ("home", true), ("a-1/b-2/c", true), ("", false),
            ("/prrt", false), ("prrt/", false), ("a//b", false), ("..", false), ("a/../b", false),
            ("PRRT", false), ("a b", false), ("-a", false), ("a-", false), ("a--b", false),
            ("é", false), ("a%2fb", false),
        ])
    func items(name: String, isOne: Bool) {
        #expect((ItemID(name) != nil) == isOne)
    }

    @Test("the home page stands at the root, and a parent is the address above")
    func addresses() {
        #expect(ItemID.home.address == "")
        #expect(ItemID.prrt.parent?.path == "treatments")
        #expect(ItemID.prrt.slug == "prrt")
        #expect(ItemID.home.parent == nil)
    }

    @Test("a digest is 64 lower-case digits, there and back")
    func digests() {
        // The example of FIPS 180-4.
        let digest = Digest(of: "abc")
        #expect(
            digest.description
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest(digest.description) == digest)
        #expect(Digest(digest.bytes) == digest)
        #expect(Digest(digest.description.uppercased()) == nil)
        #expect(Digest("ba78") == nil)
    }

    @Test("two spellings of a name are one person; an empty one is nobody")
    func people() {
        #expect(PersonName("  Ada   Example ")?.text == "Ada Example")
        #expect(PersonName("ADA EXAMPLE")?.isSamePerson(as: .ada) == true)
        #expect(PersonName.bea.isSamePerson(as: .ada) == false)
        #expect(PersonName(" \n") == nil)
        #expect(PersonName("a\u{7}b") == nil)
    }

    @Test(
        "an anchor is what a heading says, in plain letters",
        arguments: [
            ("What it is", "what-it-is"), ("PRRT: who gives it?", "prrt-who-gives-it"),
            ("If you don't", "if-you-dont"), ("  ", "section"), ("Größe", "gr-e"),
        ])
    func anchors(heading: String, expected: String) {
        #expect(anchor(for: heading) == expected)
    }

    @Test("a map on all processors keeps the order")
    func map() {
        #expect(concurrentMap(Array(0..<5_000)) { $0 * 2 } == (0..<5_000).map { $0 * 2 })
    }
}
