internal import Content

/// The CDC's Clear Communication Index, in our own words; the numbers are its own.
extension Test {
    static let clear: [Test] = [
        program(
            .clear, "1", "Has it one main message?", missing: "It has no summary.",
            where: { signs, _ in !signs.item.about.summary.isEmpty }),
        frame(.clear, "2", "Does that stand at the top?", proof: Proof.summary),
        frame(.clear, "3", "Is it set off from the rest?", proof: Proof.summary),
        person(.clear, "4", "Does a picture support it?"),
        program(
            .clear, "5", "Does it call for something to do?", missing: "It asks for nothing.",
            where: { signs, _ in signs.actions > 0 || !signs.item.ask.isEmpty }),
        program(
            .clear, "6", "Is that in the active voice?", flag: true,
            missing: "It is often passive.",
            where: { signs, goals in signs.passive <= goals.passive }),
        program(
            .clear, "7", "Are the words those of its readers?", flag: true,
            missing: "It holds medical words that are explained nowhere.",
            where: { signs, _ in signs.unexplained.isEmpty }),
        program(
            .clear, "8", "Are there lists, and are they short?",
            missing: "It has no list, or a long one.",
            where: { signs, goals in
                (!signs.lists.isEmpty || signs.isTreatment)
                    && signs.lists.allSatisfy { $0 <= goals.listEntries }
            }),
        program(
            .clear, "9", "Is it in pieces with headings?", flag: true,
            missing: "It is long and has no headings.",
            applies: { $0.words.count > $1.headedWords },
            where: { signs, goals in signs.isHeaded(goals) }),
        frame(.clear, "10", "Does what matters most come first?", proof: Proof.summary),
        program(
            .clear, "11", "Does it say what is known and what is not?",
            missing: "It says nowhere that something is not known.",
            where: { signs, _ in signs.admitsDoubt }),
        program(
            .clear, "12", "Does it recommend something to do?",
            missing: "No sentence begins with something to do.",
            where: { signs, _ in signs.actions > 0 || !signs.item.ask.isEmpty }),
        person(.clear, "13", "Does it say why that matters?"),
        person(.clear, "14", "Does it say how to do it?"),
        program(
            .clear, "15", "Are its numbers of a kind that people know?",
            missing: "It counts in per cent.", applies: { signs, _ in signs.hasNumbers },
            where: { signs, _ in !signs.hasPercent }),
        person(.clear, "16", "Does it say what the numbers mean?"),
        program(
            .clear, "17", "Need the reader do no sums?",
            missing: "It asks the reader to work something out.",
            where: { signs, _ in !signs.asksForSums }),
        program(
            .clear, "18", "Does it say what the risk is?", flag: true,
            missing: "It is about a treatment and tells no harm.",
            applies: { signs, _ in signs.isTreatment },
            where: { signs, _ in signs.words(in: [.harmsCommon, .harmsSerious]) > 0 }),
        program(
            .clear, "19", "Does it tell risks and benefits?",
            missing: "One of the two is missing.", applies: { signs, _ in signs.isTreatment },
            where: { signs, _ in
                signs.words(in: [.benefits]) > 0 && signs.words(in: [.harmsSerious]) > 0
            }),
        program(
            .clear, "20", "Is how likely something is said in words or a picture, too?",
            missing: "It compares risks without saying of how many.",
            applies: { signs, _ in signs.hasNumbers },
            where: { signs, _ in signs.relativeRisks.isEmpty }),
    ]
}
