import Cast
import Content
import Foundation
import Testing

@testable import Appraisal

extension Item {
    fileprivate static func of(_ id: ItemID, matter: Matter) -> Item {
        Item(
            id: id, language: .english,
            about: About(
                title: "Title", summary: "Summary", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .minor, topics: []),
            matter: matter, place: Place(file: "en/\(id).md", line: 1), source: "source")
    }
}

private func words(_ text: String) -> Block { .paragraph([.text(text)]) }

private func edition(
    _ blocks: [Block], _ markets: [Market] = [.int(), .gb()]
) -> Edition {
    Edition(
        configuration: .of(markets), items: [.of(.grade, matter: .page(Markup(blocks)))])
}

private func codes(_ blocks: [Block]) -> [Int] {
    var edition = edition(blocks)
    // Too short to be judged.
    (edition.goals.understandable, edition.goals.actionable) = (0, 0)
    return appraise(edition, [:]).findings(edition).map(\.code.number)
}

@Suite("What differs between markets stands side by side, with the reason")
struct DriftTests {
    @Test("boxes right behind one another stand in each other's place")
    func sideBySide() throws {
        let drift = Drift(
            edition([
                .heading(level: 2, [.text("Cards")]),
                .only([.int], why: "Cards differ", [words("The European card.")]),
                .only([.gb], why: "Cards differ", [words("The British card."), words("Free.")]),
                words("For all."),
                .list(
                    start: nil, isTight: true,
                    items: [[.only([.gb], why: "", [words("Call 111.")])]]),
            ]))
        try #require(drift.passages.count == 2)
        #expect(drift.passages[0].section == "Cards")
        #expect(drift.passages[0].why == "Cards differ")
        #expect(
            drift.passages[0].versions
                == [.int: "The European card.", .gb: "The British card.\nFree."])
        // A market that reads nothing there has no version.
        #expect(drift.passages[1].versions == [.gb: "Call 111."])
        #expect(drift.passages[1].why == "")
    }

    @Test("a treatment's passages are named after their rows")
    func rows() {
        var texts = Treatment.Row.allCases.map { ($0, Markup([words("For all.")])) }
        texts.removeAll { $0.0 == .standing }
        texts.append((.standing, Markup([.only([.gb], why: "NICE", [words("On the NHS.")])])))
        let item = Item.of(
            .prrt,
            matter: .treatment(
                Treatment(
                    otherNames: [], standing: .practice,
                    rows: Treatment.Rows(Dictionary(uniqueKeysWithValues: texts))!,
                    questions: ["Why?"], body: Markup())))
        let drift = Drift(Edition(configuration: .of(.int(), .gb()), items: [item]))
        #expect(drift.passages.map(\.section) == ["standing"])
    }

    @Test("settings are listed where they differ, and only there")
    func settings() {
        var edition = edition([])
        edition.reasons = ["emergency": "People know it."]
        let drift = Drift(edition)
        #expect(
            drift.settings.map(\.name)
                == ["countries", "emergency", "audience (en)", "side-effects (en)"])
        #expect(drift.settings.first?.versions == [.int: "out GB", .gb: "in GB"])
        #expect(drift.settings.map(\.why) == ["", "People know it.", "", ""])
        #expect(Drift(Edition(configuration: .of([.int()]))).settings.isEmpty)
    }
}

@Suite("Texts that serve only some of the markets are found")
struct DriftFindingTests {
    @Test("too much of an item is for some markets only")
    func share() {
        let common = words(String(repeating: "word ", count: 60))
        let special = Block.only([.gb], why: "", [words(String(repeating: "word ", count: 30))])
        #expect(codes([common, special]).contains(711))
        #expect(!codes([common, common, special]).contains(711))
    }

    @Test("all are told to call the number of one market")
    func emergency() {
        #expect(codes([words("If it is severe, call 112.")]) == [712])
        #expect(codes([.list(start: nil, isTight: true, items: [[words("Call 999")]])]) == [712])
        #expect(codes([.paragraph([.text("Call "), .emergencyNumber])]).isEmpty)
        // Said to the readers of that market alone.
        let long = words(String(repeating: "One word. ", count: 30))
        #expect(codes([long, .only([.gb], why: "", [words("Call 999.")])]).isEmpty)
        #expect(codes([words("In 112 people it helped.")]).isEmpty)
    }
}
