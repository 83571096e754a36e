internal import Content

/// What an item's judgement has to know of the rest of its edition.
struct Backdrop: Sendable {
    let medical: MedicalWords
    let survival: Survival
    let named: Named
    /// References that tell no year.
    let undated: Set<ReferenceKey>

    /// Whether `edition.yaml` names, in this language, who publishes and who pays.
    struct Named: Sendable {
        let publisher: Bool
        let funder: Bool
    }

    init(_ edition: Edition, _ language: Language) {
        medical = MedicalWords(edition, language)
        survival = Survival(edition)
        let configuration = edition.configuration
        named = Named(
            publisher: configuration?.publisher.name.isEmpty == false,
            funder: configuration?.funder[language]?.isEmpty == false)
        undated = Set(edition.references.values.filter { !$0.tellsYear }.map(\.key))
    }
}

extension Reference {
    /// The year it is from; of a page on the web, the day on which somebody saw it.
    fileprivate var tellsYear: Bool {
        (kind == .web && seen != nil) || citation.split { !$0.isNumber }.contains { $0.isYear }
    }
}
