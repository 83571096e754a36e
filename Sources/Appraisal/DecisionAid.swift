internal import Content

/// IPDASi v4.0 in our own words: of all treatments side by side, as the edition prints them.
func decisionAid(_ edition: Edition, _ signs: [Signs], _ goals: Goals) -> [Verdict] {
    let treatments = signs.filter(\.isTreatment)
    let comparison = signs.first { $0.item.id.path == "treatments" }
    func mark(_ isMet: Bool, _ missing: String) -> Mark { isMet ? .met : .missed(missing) }
    func verdict(
        _ number: String, _ asks: String, _ mark: Mark, _ judge: Criterion.Judge = .program
    ) -> Verdict {
        Verdict(
            criterion: Criterion(checklist: .ipdas, number: number, asks: asks, judge: judge),
            mark: mark)
    }
    func all(_ rows: [Treatment.Row]) -> Mark {
        mark(
            treatments.count >= 2 && treatments.allSatisfy { $0.words(in: rows) > 0 },
            "A treatment says nothing of it.")
    }
    let isCited = treatments.allSatisfy { $0.citations > 0 }
    return [
        verdict(
            "Q1", "Is the illness described?",
            mark(
                comparison?.links.isEmpty == false && signs.contains { $0.item.id.path == "about" },
                "No page says what the illness is.")),
        verdict(
            "Q2", "Is it said what there is to decide?",
            mark(comparison != nil, "The comparison has no words above it.")),
        verdict(
            "Q3", "Are the choices described?",
            all([.whatItIs, .howGiven])),
        verdict("Q4", "Is the good of each told?", all([.benefits])),
        verdict("Q5", "Is the bad of each told?", all([.harmsCommon, .harmsSerious])),
        verdict("Q6", "Is it told what living with each is like?", all([.dailyLife])),
        verdict(
            "C1", "Are good and bad told in like detail?",
            mark(
                treatments.allSatisfy { $0.isBalanced(goals) },
                "One treatment tells much more of the good."), .flag),
        verdict("C2", "Are sources cited?", mark(isCited, "A treatment cites nothing.")),
        verdict("C3", "Is there a date?", .met),
        verdict(
            "C4", "Is it said when it will be checked again?", .met),
        verdict(
            "C5", "Is it said how sure the numbers are?", all([.howSure])),
        verdict(
            "C6", "Is it said who pays?",
            mark(
                edition.configuration?.funder.isEmpty == false, "`edition.yaml` names no funder.")),
        verdict("E1", "Is it told what happens without treatment?", all([.ifNot])),
        verdict(
            "E2", "Can the choices be seen side by side?",
            mark(treatments.count >= 2, "There are not two.")),
        verdict(
            "E3", "Does it ask what matters to the reader?",
            mark(comparison?.isHeaded(["matters"]) == true, "The words above it do not ask.")),
        verdict(
            "E4", "Does it give questions to take along?",
            mark(
                treatments.allSatisfy { !$0.item.ask.isEmpty }, "A treatment has none.")),
        verdict("E5", "Is it reported how well it reads?", .met),
        verdict("E6", "Were people with the illness asked what they need?", .open, .person),
        verdict("E7", "Was it tried with people who have to decide?", .open, .person),
        verdict("E8", "Was it reviewed by people and clinicians from outside?", .open, .person),
        verdict(
            "E9", "Are its authors named, with their training?",
            .missed("No named person has signed it.")),
    ]
}
