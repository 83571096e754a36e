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
        program(
            .discern, "5", "Does it say from when its sources are?",
            missing: "It cites a source without a year.",
            where: { signs, _ in signs.citesYears }),
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
        told(.discern, "9", "Does it say how the treatment works?", in: [.whatItIs]),
        told(.discern, "10", "Does it say what good it does?", in: [.benefits]),
        told(
            .discern, "11", "Does it say what harm it does?", in: [.harmsCommon, .harmsSerious]),
        told(.discern, "12", "Does it say what happens without treatment?", in: [.ifNot]),
        told(.discern, "13", "Does it say what it means for daily life?", in: [.dailyLife]),
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
        program(
            .jama, "3", "Does it say who owns it and who pays?",
            missing: "`edition.yaml` names no publisher, or no funder.",
            where: { signs, _ in signs.names.publisher && signs.names.funder }),
        frame(.jama, "4", "Does it say when it was written and checked?", proof: Proof.dates),
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
            missing:
                "It counts in per cent, or in one of so many as well as in so many of a hundred.",
            applies: { signs, _ in signs.hasNumbers },
            where: { signs, _ in !signs.hasPercent && !signs.mixesForms }),
        frame(
            .nhs, "5", "Do the dates of the last and the next check stand near the title?",
            proof: Proof.dates),
        program(
            .nhs, "6", "Is it shown who pays?", missing: "`edition.yaml` names no funder.",
            where: { signs, _ in signs.names.funder }),
        never(
            .nhs, "7", "Has a clinician checked it?",
            missing: "Nobody has, unless the page shows an approval that says so."),
        program(
            .nhs, "8", "Is it in the active voice?", missing: "It is often passive.",
            where: { signs, goals in signs.passive <= goals.passive }),
        program(
            .nhs, "9", "Are people counted in whole numbers?",
            missing: "A share has a decimal point.", applies: { signs, _ in signs.hasNumbers },
            where: { signs, _ in !signs.splitsPeople }),
        program(
            .nhs, "10", "Is it a page, rather than a document to download?",
            missing: "It leads to a PDF.", where: { signs, _ in !signs.leadsToPDF }),
        frame(
            .nhs, "11", "Is every version kept, with who changed it and when?",
            proof: Proof.versions),
    ]

    /// Met where a treatment's rows hold words.
    private static func told(
        _ checklist: Checklist, _ number: String, _ asks: String, in rows: [Treatment.Row]
    ) -> Test {
        program(
            checklist, number, asks, missing: "It says nothing of it.",
            where: { signs, _ in signs.words(in: rows) > 0 })
    }
}

extension Signs {
    /// Whether the words on benefits are not much longer than those on harms; harms may be longer.
    func isBalanced(_ goals: Goals) -> Bool {
        Double(wordsOnBenefits) <= goals.balance * Double(wordsOnHarms)
    }

    /// The words on benefits for each word on harms; nil where there are none on harms.
    var balance: Double? {
        wordsOnHarms == 0 ? nil : Double(wordsOnBenefits) / Double(wordsOnHarms)
    }

    private var wordsOnBenefits: Int { words(in: [.benefits]) }
    private var wordsOnHarms: Int { words(in: [.harmsCommon, .harmsSerious]) }

    static let doubts = [
        "not known", "nobody knows", "no one knows", "not sure", "unsure", "we do not know",
        "not clear", "unclear", "too few", "cannot say", "nobody can say", "not agreed",
        "not studied",
        "hardly any study", "not certain", "uncertain",
        "fairly sure", "not tested", "no study", "few studies", "not been compared",
        "not compared", "nobody has", "no one can", "cannot tell", "we found no",
        "little is known",
    ]
}
