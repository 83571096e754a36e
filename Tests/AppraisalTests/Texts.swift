import Cast
import Content
import Testing

@testable import Appraisal

extension Item {
    /// A page of these blocks.
    static func page(_ blocks: [Block], topic: String = "basics") -> Item {
        Item(
            id: .grade, language: .english,
            about: About(
                title: "Title", summary: "What it is.", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .minor, topics: [TopicID(topic)!]),
            matter: .page(Markup(blocks)), place: Place(file: "en/pages/about/grade.md", line: 1),
            source: "source")
    }

    static func page(_ text: String) -> Item { page([.paragraph([.text(text)])]) }

    /// A treatment whose rows say what is given, and else a few words.
    static func treatment(
        _ rows: [Treatment.Row: String], citing key: ReferenceKey? = nil, picture: Bool = false
    ) -> Item {
        let picture = picture ? [Block.picture(name: "a.svg", alternative: "A", caption: "A")] : []
        let texts = Treatment.Row.allCases.map { row in
            let words = Inline.text(rows[row] ?? "A few words.")
            let cited = key.map { [Inline.citation([$0])] } ?? []
            return (row, Markup([.paragraph([words] + cited)] + picture))
        }
        return Item(
            id: .prrt, language: .english,
            about: About(
                title: "Title", summary: "What it is.", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .minor, topics: []),
            matter: .treatment(
                Treatment(
                    otherNames: [], standing: .practice,
                    rows: Treatment.Rows(Dictionary(uniqueKeysWithValues: texts))!,
                    questions: ["Why?"], body: Markup())),
            place: Place(file: "en/treatments/prrt.md", line: 1), source: "source")
    }
}

extension ItemID {
    static let trial = ItemID("evidence/trial")!
}

extension ReferenceKey {
    static let trial = ReferenceKey("trial")!
}

extension Item {
    /// A study that rests on the reference `trial`.
    static func study(
        survival: Study.Difference, found: String = "It slowed growth.", notTold: String = ""
    ) -> Item {
        let outcome = Study.Outcome(
            key: "survival", label: "Survival", unit: .months, values: [], differs: survival)
        let words = Study.Words(
            tookPart: Markup(), compared: Markup(),
            found: Markup([.paragraph([.text(found)])]),
            notTold: Markup([.paragraph([.text(notTold)])]))
        return Item(
            id: .trial, language: .english, about: page("").about,
            matter: .study(
                Study(
                    name: "Trial", year: 2020, design: "randomised", people: nil, treatments: [],
                    references: [.trial], registered: nil, arms: [], outcomes: [outcome],
                    words: words)),
            place: Place(file: "studies.yaml", line: 1), source: "source")
    }
}

extension Item {
    static func term(more: String) -> Item {
        Item(
            id: ItemID("glossary/term")!, language: .english, about: page("").about,
            matter: .term(
                Term(
                    name: "Term", meaning: "What it is.", saidAs: nil, otherNames: [],
                    more: Markup([.paragraph([.text(more)])]), isFoundInTexts: true)),
            place: Place(file: "en/terms.yaml", line: 1), source: "source")
    }

    static func clinic(note: String) -> Item {
        Item(
            id: ItemID("clinics/clinic")!, language: .english, about: page("").about,
            matter: .entry(
                DirectoryEntry(
                    directory: .clinics, country: nil, towns: [], site: nil, languages: nil,
                    dated: "Seen today.", sources: [], offers: [], unknown: [], notes: [note],
                    remark: nil)),
            place: Place(file: "clinics.yaml", line: 1), source: "source")
    }
}

func appraisal(_ item: Item, _ others: Item..., goals: Goals = Goals()) throws -> Appraisal {
    var edition = Edition(configuration: .of(.int()), items: [item] + others)
    edition.goals = goals
    return try #require(appraise(edition, [:]).items.first)
}

func codes(_ item: Item, goals: Goals = Goals()) -> [Int] {
    var edition = Edition.of(item)
    edition.goals = goals
    return appraise(edition, [:]).findings(edition).map(\.code.number)
}
