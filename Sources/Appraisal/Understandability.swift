internal import Content

/// PEMAT-P, in our own words; the numbers are its own.
extension Test {
    static let understandability: [Test] = [
        program(
            .understandable, "1", "Is it plain at once what it is about?", flag: true,
            missing: "It has no summary.",
            where: { signs, _ in !signs.item.about.summary.isEmpty }),
        person(.understandable, "2", "Does nothing in it distract?"),
        program(
            .understandable, "3", "Are its words everyday words?",
            missing: "Its reading ease is below the goal.",
            applies: { signs, _ in signs.readability?.ease != nil },
            where: { signs, goals in (signs.readability?.ease ?? 0) >= goals.leastEase }),
        program(
            .understandable, "4", "Are medical words few, and explained?",
            missing: "It holds medical words that are explained nowhere.",
            where: { signs, _ in signs.unexplained.isEmpty }),
        program(
            .understandable, "5", "Is it in the active voice?", missing: "It is often passive.",
            where: { signs, goals in signs.passive <= goals.passive }),
        program(
            .understandable, "6", "Are its numbers clear?",
            missing: "It counts in per cent, or compares risks without saying of how many.",
            applies: { signs, _ in signs.hasNumbers },
            where: { signs, _ in !signs.hasPercent && signs.relativeRisks.isEmpty }),
        program(
            .understandable, "7", "Need the reader do no sums?", flag: true,
            missing: "It asks the reader to work something out.",
            where: { signs, _ in !signs.asksForSums }),
        program(
            .understandable, "8", "Does it come in short pieces?",
            missing: "A paragraph is long.",
            where: { signs, goals in
                signs.passage.paragraphs.allSatisfy { $0.count <= goals.pieceSentences }
            }),
        program(
            .understandable, "9", "Do headings say what is below them?", flag: true,
            missing: "It is long and has no headings.",
            applies: { $0.words.count > $1.headedWords },
            where: { signs, goals in signs.isHeaded(goals) }),
        person(.understandable, "10", "Is its order logical?"),
        program(
            .understandable, "11", "Does it give a summary?", missing: "It has no summary.",
            where: { signs, _ in !signs.item.about.summary.isEmpty }),
        program(
            .understandable, "12", "Do marks lead the eye to what matters?",
            missing: "It has no lists, boxes or bold words.",
            where: { signs, _ in
                !signs.lists.isEmpty || !signs.callouts.isEmpty || signs.bold > 0
                    || !signs.tableHeaders.isEmpty
            }),
        person(.understandable, "15", "Are there pictures where they would help?"),
        person(.understandable, "16", "Do the pictures say what the words say?"),
        program(
            .understandable, "17", "Has every picture a title?",
            missing: "A picture has no words below it.",
            applies: { signs, _ in !signs.captions.isEmpty },
            where: { signs, _ in signs.captions.allSatisfy { $0 != nil } }),
        person(.understandable, "18", "Are the pictures clear?"),
        program(
            .understandable, "19", "Are tables simple, with short headings?",
            missing: "The heading of a column is long.",
            applies: { signs, _ in !signs.tableHeaders.isEmpty },
            where: { signs, goals in
                signs.tableHeaders.allSatisfy {
                    $0.split(separator: " ").count <= goals.tableHeadWords
                }
            }),
    ]

    static let actionability: [Test] = [
        program(
            .actionable, "20", "Does it tell the reader something to do?",
            missing: "No sentence begins with something to do.",
            where: { signs, _ in signs.actions > 0 || !signs.item.ask.isEmpty }),
        program(
            .actionable, "21", "Does it speak to the reader?", missing: "It never says “you”.",
            where: { signs, _ in signs.speaksToYou }),
        program(
            .actionable, "22", "Does it break what to do into steps?",
            missing: "It has no list.",
            where: { signs, _ in !signs.lists.isEmpty || signs.isTreatment }),
        program(
            .actionable, "23",
            "Does it offer something to take along, such as a list of questions?",
            missing: "It has no questions to ask, no table and no steps.",
            where: { signs, _ in signs.hasTool }),
        program(
            .actionable, "24", "Where a sum is needed, is one worked out?", flag: true,
            missing: "It asks for a sum and works none out.",
            applies: { signs, _ in signs.asksForSums },
            where: { signs, _ in signs.says(["for example", "for instance"]) }),
        program(
            .actionable, "25", "Does it say how to read a chart?", flag: true,
            missing: "A chart has no words below it.", applies: { signs, _ in signs.charts > 0 },
            where: { signs, _ in signs.captions.allSatisfy { $0 != nil } }),
        person(.actionable, "26", "Do pictures make it easier to act?"),
    ]
}

extension Signs {
    var isTreatment: Bool { item.kind == .treatment }
}
