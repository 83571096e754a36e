internal import Content

/// IPDASi v4.0 in our own words: of all treatments side by side, as the edition prints them.
func decisionAid(_ edition: Edition, _ signs: [Signs], _ goals: Goals) -> [Verdict] {
    let aid = DecisionAid(edition: edition, signs: signs, goals: goals)
    return aid.qualifying + aid.certifying + aid.quality + aid.evidence
}

private struct DecisionAid {
    let edition: Edition
    let signs: [Signs]
    let goals: Goals

    private var treatments: [Signs] { signs.filter(\.isTreatment) }
    /// The words above the table in which the treatments stand side by side.
    private var comparison: Signs? { signs.first { $0.item.id.path == "treatments" } }

    var qualifying: [Verdict] {
        [
            one(
                "Q1", "Is the illness described?", "No page says what the illness is.",
                comparison?.links.isEmpty == false && signs.contains { $0.item.id.path == "about" }),
            one(
                "Q2", "Is it said what there is to decide?",
                "The comparison has no words above it.", comparison != nil),
            each("Q3", "Are the choices described?", tell: [.whatItIs, .howGiven]),
            each("Q4", "Is the good of each told?", tell: [.benefits]),
            each("Q5", "Is the bad of each told?", tell: [.harmsCommon, .harmsSerious]),
            each("Q6", "Is it told what living with each is like?", tell: [.dailyLife]),
        ]
    }

    var certifying: [Verdict] {
        [
            each("C1", "Are good and bad told in like detail?", .flag) { $0.isBalanced(goals) },
            each("C2", "Are sources cited?") { $0.citations > 0 },
            frame("C3", "Is there a date?", Proof.dates),
            frame("C4", "Is it said when it will be checked again?", Proof.dates),
            each("C5", "Is it said how sure the numbers are?", tell: [.howSure]),
            one(
                "C6", "Is it said who pays?", "`edition.yaml` names no funder.",
                edition.configuration?.funder.isEmpty == false),
        ]
    }

    var quality: [Verdict] {
        [
            each("E1", "Is it told what happens without treatment?", tell: [.ifNot]),
            one(
                "E2", "Can the choices be seen side by side?", "There are not two.",
                treatments.count >= 2),
            one(
                "E3", "Does it ask what matters to the reader?", "The words above it do not ask.",
                comparison?.isHeaded(["matters"]) == true),
            each("E4", "Does it give questions to take along?") { !$0.item.ask.isEmpty },
            frame("E5", "Is it reported how well it reads?", Proof.figures),
            person("E6", "Were people with the illness asked what they need?"),
            person("E7", "Was it tried with people who have to decide?"),
            person("E8", "Was it reviewed by people and clinicians from outside?"),
            one(
                "E9", "Are its authors named, with their training?",
                "No named person has signed it.", false),
        ]
    }

    /// Of the twenty-eight on quality, those on numbers and on where they come from.
    var evidence: [Verdict] {
        [
            each("E10", "Are outcomes given in numbers?") { $0.hasFigures(in: [.benefits]) },
            each("E11", "Is it said of whom the numbers speak?", .flag) {
                $0.says(people, in: [.benefits])
            },
            each("E12", "Is it said of how many something happens?") {
                !$0.counts(in: [.benefits, .harmsCommon, .harmsSerious]).isEmpty
            },
            each("E13", "Is the time said over which they were counted?", .flag) {
                $0.timeless.isEmpty
            },
            each("E14", "Have the numbers one denominator?") { $0.hasOneDenominator },
            each("E15", "Are they shown in words, figures and a picture?") {
                $0.hasFigures(in: [.benefits]) && !$0.captions.isEmpty
            },
            one(
                "E16", "Is there a way through it, step by step?",
                "The words above it have no numbered steps.", comparison?.hasSteps == true),
            one(
                "E17", "Is it said how the evidence was chosen?",
                "No page has a heading that says how sources were chosen or texts are made.",
                signs.contains { $0.isHeaded(["chosen", "choose sources", "texts are made"]) }),
            each("E18", "Is it said how good the evidence is?", .flag) {
                $0.says(kindsOfStudy, in: [.howSure])
            },
        ]
    }

    // MARK: Verdicts

    private func one(
        _ number: String, _ asks: String, _ missing: String, _ isMet: Bool
    ) -> Verdict {
        Verdict(
            criterion: Criterion(.ipdas, number, asks, .program),
            mark: isMet ? .met : .missed(missing))
    }

    /// Met where it is so of every treatment, and there are two.
    private func each(
        _ number: String, _ asks: String, _ judge: Criterion.Judge = .program,
        _ isSo: (Signs) -> Bool
    ) -> Verdict {
        let failing = treatments.filter { !isSo($0) }.map(\.item.id.slug)
        let missing =
            failing.isEmpty ? "There are not two." : "Not: \(failing.joined(separator: ", "))."
        return Verdict(
            criterion: Criterion(.ipdas, number, asks, judge),
            mark: failing.isEmpty && treatments.count >= 2 ? .met : .missed(missing))
    }

    private func each(_ number: String, _ asks: String, tell rows: [Treatment.Row]) -> Verdict {
        each(number, asks) { $0.words(in: rows) > 0 }
    }

    private func frame(_ number: String, _ asks: String, _ proof: String) -> Verdict {
        Verdict(criterion: Criterion(.ipdas, number, asks, .frame, proof: proof), mark: .met)
    }

    private func person(_ number: String, _ asks: String) -> Verdict {
        Verdict(criterion: Criterion(.ipdas, number, asks, .person), mark: .open)
    }
}

private let people = ["people", "patients", "women", "men", "children", "adults"]

private let kindsOfStudy = [
    "by chance", "randomised", "trial", "studies", "study", "review", "guideline", "reports",
]

extension Signs {
    private func paragraphs(in rows: [Treatment.Row]) -> [String] {
        guard case .treatment(let treatment) = item.matter else { return [] }
        return rows.flatMap { treatment.rows[$0].paragraphs }
    }

    fileprivate func hasFigures(in rows: [Treatment.Row]) -> Bool {
        paragraphs(in: rows).contains { $0.utf8.contains { (0x30...0x39).contains($0) } }
    }

    fileprivate func says(_ phrases: [String], in rows: [Treatment.Row]) -> Bool {
        paragraphs(in: rows).contains { Haystack($0).holds(anyOf: phrases) }
    }

    fileprivate func counts(in rows: [Treatment.Row]) -> [Count] {
        paragraphs(in: rows).flatMap(\.counts)
    }

    /// Whether each paragraph on good and bad that counts people counts them of a hundred or a
    /// thousand, perhaps beside the numbers of the study itself: "36 of 478 people (8 of 100)".
    fileprivate var hasOneDenominator: Bool {
        paragraphs(in: [.benefits, .harmsCommon, .harmsSerious]).map(\.counts).allSatisfy {
            $0.isEmpty || $0.contains(where: \.isOfRound)
        }
    }
}

extension Markup {
    fileprivate var paragraphs: [String] {
        var paragraphs: [String] = []
        forEachBlock {
            if case .paragraph(let inlines) = $0 { paragraphs.append(inlines.plainText) }
        }
        return paragraphs
    }
}
