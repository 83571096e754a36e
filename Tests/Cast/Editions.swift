package import Content

extension Item {
    /// A page in English, in these words.
    package static func page(
        _ id: ItemID, _ words: String, change: Change = .said("First version."),
        language: Language = .english
    ) -> Item {
        Item(
            id: id, language: language,
            about: About(
                title: "Title \(words)", summary: "Summary \(words)", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: change, topics: []),
            matter: .page(Markup([.paragraph([.text("Body \(words)")])])),
            place: Place(file: "en/pages/\(id).md", line: 1), source: "source \(words)")
    }

    /// A treatment in English, every row of it in these words.
    package static func treatment(_ id: ItemID, _ words: String) -> Item {
        let text = Markup([.paragraph([.text("Cell \(words)")])])
        let rows = Treatment.Rows(
            Dictionary(uniqueKeysWithValues: Treatment.Row.allCases.map { ($0, text) }))!
        return Item(
            id: id, language: .english,
            about: About(
                title: "Title \(words)", summary: "Summary \(words)", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .said("First version."), topics: []),
            matter: .treatment(
                Treatment(
                    otherNames: [], standing: .practice, rows: rows, questions: ["Why?"],
                    body: Markup())),
            place: Place(file: "en/\(id).md", line: 1), source: "source \(words)")
    }
}

extension Edition {
    package static func of(
        _ items: Item..., configuration: Configuration = .of(.int())
    ) -> Edition {
        Edition(configuration: configuration, items: items)
    }
}
