package import Content

/// How one item reads, in one language, and what the checklists say of it.
package struct Appraisal: Hashable, Sendable {
    package let item: ItemID
    package let language: Language
    package let kind: ItemKind
    package let wordCount: Int
    /// All of its running text. Nil without a dictionary of its language.
    package let text: Readability?
    /// A treatment's row *in short*, which is held to plainer words.
    package let inShort: Readability?
    /// Sentences of more words than read easily, as they stand.
    package let longSentences: [String]
    /// Sentences of more words than any should have.
    package let overlongSentences: [String]
    /// Sentences in its longest paragraph, and on average.
    package let longestParagraph: Int
    package let sentencesPerParagraph: Double
    /// Of 100 sentences, how many are in the passive voice.
    package let passive: Int
    /// Of a treatment, the words on benefits for each word on harms.
    package let balance: Double?
    /// Medical words that the edition explains nowhere.
    package let unexplained: [String]
    /// Sentences that compare risks, where their paragraph does not say of how many.
    package let relativeRisks: [String]
    /// Sentences that say how many people, and nothing above them over what time.
    package let timeless: [String]
    /// Sentences with a share that does not say of how many.
    package let percents: [String]
    /// Sentences that promise a longer life or a cure, and that no study bears out.
    package let unborne: [String]
    /// A treatment in short gives a share that nothing shows.
    package let hasUndrawnShare: Bool
    /// Empty for what no checklist is meant for: terms, studies, pages about the site.
    package let verdicts: [Verdict]

    /// Whether checklists are meant for it.
    package var isJudged: Bool { !verdicts.isEmpty }

    package func share(of checklist: Checklist) -> Share {
        Share(verdicts.filter { $0.criterion.checklist == checklist })
    }

    /// All but PEMAT-P, whose shares stand by themselves.
    fileprivate var checks: [Measures.Check] {
        [(Checklist.discern, "DISCERN"), (.clear, "CDC"), (.jama, "JAMA"), (.nhs, "NHS")]
            .compactMap { checklist, name in
                let own = verdicts.filter { $0.criterion.checklist == checklist }
                guard !own.isEmpty else { return nil }
                let share = Share(own)
                return Measures.Check(
                    name: name, met: share.met, of: share.of,
                    open: own.count { $0.mark == .open })
            }
    }
}

/// How all of an edition reads.
package struct EditionAppraisal: Sendable {
    /// In the order of the edition.
    package let items: [Appraisal]
    /// Of the treatments side by side, in each language.
    package let decisionAids: [Language: [Verdict]]

    /// An item in one language.
    package struct Name: Hashable, Sendable {
        let item: ItemID
        let language: Language

        package init(_ item: Item) { (self.item, language) = (item.id, item.language) }
        package init(_ appraisal: Appraisal) {
            (item, language) = (appraisal.item, appraisal.language)
        }
    }

    /// What is kept with each article. Terms and pages that lead to others are not measured.
    package var measures: [Name: Measures] {
        items.reduce(into: [:]) { measures, appraisal in
            guard appraisal.isJudged else { return }
            measures[Name(appraisal)] = Measures(
                ease: appraisal.text?.ease.map { Int($0.rounded()) },
                understandable: appraisal.share(of: .understandable).percent,
                actionable: appraisal.share(of: .actionable).percent,
                checks: appraisal.checks)
        }
    }
}

/// Appraises an edition.
///
/// - Parameter dictionaries: where words of a language may be broken, which tells their syllables. A
///   language without one is judged by all but the formulas of readability.
package func appraise(
    _ edition: Edition, _ dictionaries: [Language: Hyphenation]
) -> EditionAppraisal {
    let languages = Set(edition.items.map(\.language))
    let backdrops = languages.reduce(into: [:]) { $0[$1] = Backdrop(edition, $1) }
    let parents = Set(edition.items.compactMap(\.id.parent)).union([.home])
    let seen = concurrentMap(edition.items) { item -> (Appraisal, Signs)? in
        guard let backdrop = backdrops[item.language] else { return nil }
        let dictionary = dictionaries[item.language]
        let signs = Signs(item, dictionary, backdrop)
        let isIndex = parents.contains(item.id) && signs.words.count < edition.goals.indexWords
        return (Appraisal(signs, dictionary, edition.goals, isIndex: isIndex), signs)
    }.compactMap(\.self)
    let aids: [Language: [Verdict]] = languages.reduce(into: [:]) { aids, language in
        let signs = seen.map(\.1).filter { $0.item.language == language }
        aids[language] = decisionAid(edition, signs, edition.goals)
    }
    return EditionAppraisal(items: seen.map(\.0), decisionAids: aids)
}

extension Appraisal {
    fileprivate init(
        _ signs: Signs, _ dictionary: Hyphenation?, _ goals: Goals, isIndex: Bool
    ) {
        let item = signs.item
        self.init(
            item: item.id, language: item.language, kind: item.kind, wordCount: signs.words.count,
            text: signs.readability,
            inShort: item.inShort.flatMap { short in dictionary.map { Readability(short, $0) } },
            longSentences: signs.sentences(above: goals.plainSentence),
            overlongSentences: signs.sentences(above: goals.sentenceWords),
            longestParagraph: signs.passage.paragraphs.map(\.count).max() ?? 0,
            sentencesPerParagraph: signs.passage.sentencesPerParagraph,
            passive: signs.passive, balance: signs.balance, unexplained: signs.unexplained,
            relativeRisks: signs.relativeRisks, timeless: signs.timeless,
            percents: signs.percents, unborne: signs.unborne,
            hasUndrawnShare: signs.hasUndrawnShare,
            verdicts: Test.tests(for: item, isIndex: isIndex).map { $0.verdict(on: signs, goals) })
    }
}

extension Test {
    /// The questions that are asked of an item.
    fileprivate static func tests(for item: Item, isIndex: Bool) -> [Test] {
        // Pages that lead to others inform of nothing by themselves.
        if isIndex { return [] }
        if item.about.topics.contains(where: { $0.name == "site" }) { return [] }
        switch item.kind {
        case .treatment: return understandability + actionability + discern + clear + jama + nhs
        case .page, .question: return understandability + actionability + clear + jama + nhs
        case .term, .study, .clinic, .group: return []
        }
    }
}

extension Passage {
    /// What somebody reads who reads the item from its summary to its end.
    init(_ item: Item) {
        self.init()
        add(item.about.summary)
        for text in item.rows { add(text) }
        item.ask.forEach { add($0) }
        for text in item.rest { add(text) }
    }
}

extension Item {
    fileprivate var rows: [Markup] {
        guard case .treatment(let treatment) = matter else { return texts }
        return Treatment.Row.allCases.map { treatment.rows[$0] }
    }

    fileprivate var rest: [Markup] {
        guard case .treatment(let treatment) = matter else { return [] }
        return [treatment.body]
    }

    fileprivate var inShort: Passage? {
        guard case .treatment(let treatment) = matter else { return nil }
        var passage = Passage()
        passage.add(treatment.rows[.inShort])
        return passage
    }
}
