import Cast
import Content
import Foundation
import Testing

@testable import Appraisal

@Suite("What a checklist asks can be answered with no, or a test proves that it never is")
struct FrameTests {
    private static let criteria: [Criterion] = {
        let edition = Edition.of(Item.treatment([:]))
        let appraisal = appraise(edition, [:])
        let verdicts =
            appraisal.items.flatMap(\.verdicts) + (appraisal.decisionAids[.english] ?? [])
        return verdicts.map(\.criterion)
    }()

    @Test("what the frame answers names a test that is there")
    func proofs() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let framed = Self.criteria.filter { $0.judge == .frame }
        #expect(framed.count == 9)
        for criterion in framed {
            let parts = try #require(criterion.proof).components(separatedBy: ": ")
            let file = root.appendingPathComponent(parts[0])
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.contains(parts[1]), "\(criterion.checklist.rawValue) \(criterion.number)")
        }
        #expect(Self.criteria.allSatisfy { ($0.judge == .frame) == ($0.proof != nil) })
    }

    private func isMet(
        _ checklist: Checklist, _ number: String, _ item: Item,
        _ change: (inout Edition) -> Void = { _ in }
    ) throws -> Bool {
        var edition = Edition.of(item)
        change(&edition)
        let verdicts = try #require(appraise(edition, [:]).items.first).verdicts
        let verdict = verdicts.first {
            $0.criterion.checklist == checklist && $0.criterion.number == number
        }
        return try #require(verdict).mark == .met
    }

    @Test(
        "a treatment tells how it works, its good, its bad, life without it and with it",
        arguments: [
            ("9", [.whatItIs]), ("10", [.benefits]), ("11", [.harmsCommon, .harmsSerious]),
            ("12", [.ifNot]), ("13", [.dailyLife]),
        ] as [(String, [Treatment.Row])])
    func rows(number: String, rows: [Treatment.Row]) throws {
        #expect(try isMet(.discern, number, .treatment([:])))
        // A picture alone tells nothing in words.
        let blank = Dictionary(uniqueKeysWithValues: rows.map { ($0, "") })
        #expect(try !isMet(.discern, number, .treatment(blank)))
    }

    @Test("who publishes, who pays")
    func named() throws {
        let page = Item.page("Words.")
        for (list, number) in [(Checklist.jama, "3"), (.nhs, "6")] {
            #expect(try isMet(list, number, page))
            #expect(try !isMet(list, number, page) { $0.configuration?.funder = [:] })
        }
        #expect(try !isMet(.jama, "3", page) { $0.configuration?.publisher.name = "" })
    }

    @Test("sources say from when they are")
    func years() throws {
        let treatment = Item.treatment([.benefits: "It helps."], citing: .trial)
        func reference(_ citation: String, _ kind: Reference.Kind) -> Reference {
            Reference(
                key: .trial, citation: citation, title: nil, doi: nil, pmid: nil, url: nil,
                kind: kind, read: .full, seen: .today, note: nil,
                place: Item.Place(file: "references.yaml", line: 1))
        }
        for (citation, kind, isMet) in [
            ("N Engl J Med 2017;376", .trial, true), ("N Engl J Med", .trial, false),
            ("A page", .web, true), ("A page of 12345", .label, false),
        ] as [(String, Reference.Kind, Bool)] {
            let found = try self.isMet(.discern, "5", treatment) {
                $0.references = [.trial: reference(citation, kind)]
            }
            #expect(found == isMet, "\(citation)")
        }
    }

    @Test(
        "active, whole numbers in one form, no sums, no document to download",
        arguments: [
            (.nhs, "4", "It helped 1 in 7 people, and 20 of 100.", false),
            (.nhs, "4", "It helped 1 in 1,000 people, and 20 of 100.", true),
            (.nhs, "4", "It helped 1 in 7 people.", true), (.nhs, "4", "It helped 5 %.", false),
            (.nhs, "8", "It was taken.", false), (.nhs, "8", "She took it.", true),
            (.nhs, "9", "It helped 14.3 of 100.", false), (.nhs, "9", "It helped 14 of 100.", true),
            (.nhs, "9", "After 14.3 months it helped 14 of 100.", true),
            (.clear, "17", "Multiply by 3.", false), (.clear, "17", "Take 3.", true),
            (.actionable, "24", "Multiply by 3.", false),
            (.actionable, "24", "Multiply by 3. For example, 4 are 12.", true),
        ] as [(Checklist, String, String, Bool)])
    func numbers(checklist: Checklist, number: String, text: String, isMet: Bool) throws {
        #expect(try self.isMet(checklist, number, .page(text)) == isMet)
    }

    @Test("lists of seven entries; pages rather than documents")
    func lists() throws {
        for (count, isMet) in [(7, true), (8, false)] {
            let items = Array(repeating: [Block.paragraph([.text("One.")])], count: count)
            let page = Item.page([.list(start: nil, isTight: true, items: items)])
            #expect(try self.isMet(.clear, "8", page) == isMet)
        }
        for (address, isMet) in [
            ("https://example.org/a", true), ("https://example.org/a.PDF?b", false),
            ("https://example.org/a.pdf#page=2", false),
        ] {
            let page = Item.page([.paragraph([.link(.outside(address), [.text("It")])])])
            #expect(try self.isMet(.nhs, "10", page) == isMet)
        }
    }
}

extension Day {
    fileprivate static let today = Day("2026-11-24")!
}
