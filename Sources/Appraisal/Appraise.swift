package import Content

/// How one item reads, in one language.
package struct Appraisal: Hashable, Sendable {
    package let item: ItemID
    package let language: Language
    package let kind: ItemKind
    /// All of its running text.
    package let text: Readability
    /// A treatment's row *in short*, which is held to plainer words.
    package let inShort: Readability?
    /// Sentences of more than twenty words, as they stand.
    package let longSentences: [String]
}

/// Appraises every item whose language has a dictionary, in the order of the edition.
///
/// - Parameter dictionaries: where words of a language may be broken, which tells their syllables.
package func appraise(
    _ edition: Edition, _ dictionaries: [Language: Hyphenation]
) -> [Appraisal] {
    concurrentMap(edition.items) { item in
        dictionaries[item.language].map { Appraisal(item, $0) }
    }.compactMap(\.self)
}

extension Appraisal {
    /// Advice on sentences in plain text (NHS content manual): at most about twenty words.
    static let longestSentence = 20

    init(_ item: Item, _ hyphenation: Hyphenation) {
        let passage = Passage(item)
        self.init(
            item: item.id, language: item.language, kind: item.kind,
            text: Readability(passage, hyphenation),
            inShort: item.inShort.map { Readability($0, hyphenation) },
            longSentences: passage.sentences.filter { $0.words.count > Self.longestSentence }
                .map(\.text))
    }
}

extension Passage {
    /// What somebody reads who reads the item from its summary to its end.
    init(_ item: Item) {
        self.init()
        add(item.about.summary)
        switch item.matter {
        case .page(let body): add(body)
        case .treatment(let treatment):
            for row in Treatment.Row.allCases { add(treatment.rows[row]) }
            treatment.questions.forEach { add($0) }
            add(treatment.body)
        case .question(let question):
            add(question.answer)
            question.ask.forEach { add($0) }
        // Its meaning is its summary.
        case .term(let term): add(term.more)
        case .study(let study):
            let words = study.words
            for part in [words.tookPart, words.compared, words.found, words.notTold] { add(part) }
        }
    }
}

extension Item {
    fileprivate var inShort: Passage? {
        guard case .treatment(let treatment) = matter else { return nil }
        var passage = Passage()
        passage.add(treatment.rows[.inShort])
        return passage
    }
}
