package import Content

/// What the texts of an edition refer to in one language: references, terms, charts, pictures,
/// studies. Built once, used by every article.
package struct Parts: Sendable {
    let references: [ReferenceKey: Reference]
    let charts: [String: Chart]
    let pictures: [String: Picture]
    let terms: Terms
    /// By their slug.
    let studies: [String: Study]

    package init(_ edition: Edition, language: Language) {
        references = edition.references
        charts = edition.charts[language] ?? [:]
        pictures = edition.pictures
        let spoken = edition.items.filter { $0.language == language }
        terms = Terms(
            spoken.compactMap { item in
                guard case .term(let term) = item.matter else { return nil }
                return (item.id.slug, term)
            })
        studies = spoken.reduce(into: [:]) { studies, item in
            if case .study(let study) = item.matter { studies[item.id.slug] = study }
        }
    }
}

/// The terms of a language, and the finder of their names.
struct Terms: Sendable {
    private let terms: [String: Term]
    let finder: TermFinder

    init(_ terms: [(key: String, term: Term)]) {
        self.terms = Dictionary(
            terms.map { ($0.key, $0.term) }, uniquingKeysWith: { first, _ in first })
        finder = TermFinder(terms)
    }

    subscript(key: String) -> Term? { terms[key] }
}
