internal import Content

/// DISCERN, JAMA's benchmarks and the rules of the NHS, in our own words.
extension Test {
    /// For what speaks about a treatment.
    static let discern: [Test] = [
        program(
            .discern, "1", "Are its aims clear?", missing: "It has no summary.",
            where: { signs, _ in !signs.item.about.summary.isEmpty }),
        person(.discern, "2", "Does it do what it set out to do?"),
        person(.discern, "3", "Is it what the reader needs?"),
        program(
            .discern, "4", "Does it say which sources it rests on?", missing: "It cites nothing.",
            where: { signs, _ in signs.citations > 0 }),
        always(.discern, "5", "Does it say when it was written?"),
        program(
            .discern, "6", "Is it balanced?", flag: true,
            missing: "It tells much more of the benefits than of the harms.",
            where: { signs, goals in signs.isBalanced(goals) }),
        program(
            .discern, "7", "Does it say where there is more help?",
            missing: "It leads nowhere else.", where: { signs, _ in !signs.links.isEmpty }),
        program(
            .discern, "8", "Does it admit what is uncertain?", flag: true,
            missing: "It says nowhere that something is not known.",
            where: { signs, _ in signs.admitsDoubt }),
        always(.discern, "9", "Does it say how the treatment works?"),
        always(.discern, "10", "Does it say what good it does?"),
        always(.discern, "11", "Does it say what harm it does?"),
        always(.discern, "12", "Does it say what happens without treatment?"),
        always(.discern, "13", "Does it say what it means for daily life?"),
        program(
            .discern, "14", "Is it clear that there is more than one choice?", flag: true,
            missing: "It leads to no other treatment.",
            where: { signs, _ in
                signs.links.contains { $0 == "treatments" || $0.hasPrefix("treatments/") }
            }),
        program(
            .discern, "15", "Does it help to decide together?", flag: true,
            missing: "It has no questions to ask.", where: { signs, _ in !signs.item.ask.isEmpty }),
        person(.discern, "16", "Is it, all in all, a good source?"),
    ]

    static let jama: [Test] = [
        never(
            .jama, "1", "Is its author named, with their training?",
            missing: "No named person has signed it."),
        program(
            .jama, "2", "Are its sources named?", missing: "It cites nothing.",
            where: { signs, _ in signs.citations > 0 }),
        always(.jama, "3", "Does it say who owns it and who pays?"),
        always(.jama, "4", "Does it say when it was written and checked?"),
    ]

    static let nhs: [Test] = [
        program(
            .nhs, "1", "Are sentences short?", missing: "Too many sentences are long.",
            where: { signs, goals in
                signs.share(ofSentencesAbove: goals.plainSentence) <= goals.longSentences
            }),
        program(
            .nhs, "2", "Are paragraphs short?", missing: "Too many paragraphs are long.",
            where: { signs, goals in
                signs.share(ofParagraphsAbove: goals.paragraphSentences) <= goals.longParagraphs
            }),
        program(
            .nhs, "3", "Is the plain word there, besides the medical one?",
            missing: "It holds medical words that are explained nowhere.",
            where: { signs, _ in signs.unexplained.isEmpty }),
        program(
            .nhs, "4", "Are numbers given in one form?",
            missing: "It counts in per cent as well as in people of a hundred.",
            applies: { signs, _ in signs.hasNumbers }, where: { signs, _ in !signs.hasPercent }),
        always(.nhs, "5", "Do the dates of the last and the next check stand near the title?"),
        always(.nhs, "6", "Is it shown who pays?"),
        never(
            .nhs, "7", "Has a clinician checked it?",
            missing: "Nobody has, unless the page shows an approval that says so."),
    ]
}

extension Signs {
    /// Whether the words on benefits are not much longer than those on harms; harms may be longer.
    func isBalanced(_ goals: Goals) -> Bool {
        Double(words(in: [.benefits])) <= goals.balance
            * Double(words(in: [.harmsCommon, .harmsSerious]))
    }

    static let doubts = [
        "not known", "nobody knows", "no one knows", "not sure", "unsure", "we do not know",
        "not clear", "unclear", "too few", "cannot say", "not certain", "uncertain",
        "fairly sure", "not tested", "no study", "few studies", "not been compared",
        "not compared", "nobody has", "no one can", "cannot tell", "we found no",
        "little is known",
    ]
}
