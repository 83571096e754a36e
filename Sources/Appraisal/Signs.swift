internal import Content

/// What a program can see in a text: counts and places, which the checklists ask for.
struct Signs: Sendable {
    let item: Item
    let passage: Passage
    let readability: Readability?
    /// Medical words that the edition explains nowhere.
    let unexplained: [String]
    private(set) var headings: [String] = []
    /// How many entries each list has.
    private(set) var lists: [Int] = []
    private(set) var hasSteps = false
    private(set) var tableHeaders: [String] = []
    /// Of pictures and charts, the words below each; nil where there are none.
    private(set) var captions: [String?] = []
    private(set) var charts = 0
    private(set) var callouts: Set<Block.Callout> = []
    private(set) var bold = 0
    /// How often something is cited, and what.
    private(set) var citations = 0
    private var cited: Set<ReferenceKey> = []
    /// Whether all of it tells from when it is.
    private(set) var citesYears = true
    let names: Backdrop.Named
    private(set) var links: Set<String> = []
    private(set) var leadsToPDF = false
    private(set) var paragraphs: [Haystack] = []
    /// So many of so many.
    private(set) var counts: [Count] = []
    /// Sentences that compare risks, where their paragraph does not say of how many.
    private(set) var relativeRisks: [String] = []
    /// Sentences that say how many people, and nothing above them over what time.
    private(set) var timeless: [String] = []
    /// Sentences with a share that does not say of how many.
    private(set) var percents: [String] = []
    /// Sentences that promise a longer life or a cure, and that no study bears out.
    let unborne: [String]
    /// A treatment in short gives a share that nothing shows.
    private(set) var hasUndrawnShare = false
    /// Whether digits stand in the running text.
    private(set) var hasNumbers = false
    private(set) var admitsDoubt = false
    private(set) var asksForSums = false
    /// Of 100 sentences, how many are in the passive voice.
    private(set) var passive = 0

    init(_ item: Item, _ dictionary: Hyphenation?, _ backdrop: Backdrop) {
        self.item = item
        let passage = Passage(item)
        self.passage = passage
        readability = dictionary.map { Readability(passage, $0) }
        unexplained = backdrop.medical.unexplained(in: passage)
        unborne = backdrop.survival.unborne(in: item)
        names = backdrop.named
        paragraphs.append(Haystack(item.about.summary))
        for text in item.texts { take(text) }
        relativeRisks = paragraphs.flatMap(hiddenRisks)
        // What a study measured has its time in the name of its outcome.
        timeless = item.kind == .study ? [] : item.texts.flatMap(\.sharesWithoutTime)
        hasNumbers = passage.sentences.contains { sentence in
            sentence.words.contains { $0.utf8.contains { (0x30...0x39).contains($0) } }
        }
        percents = paragraphs.flatMap(\.percents)
        counts = paragraphs.flatMap(\.text.counts)
        citesYears = cited.isDisjoint(with: backdrop.undated)
        if case .treatment(let treatment) = item.matter {
            hasUndrawnShare = treatment.rows[.inShort].hasUndrawnShare
        }
        admitsDoubt = says(Signs.doubts)
        asksForSums = says(["multiply by", "divide by", "add up the"])
        let sentences = passage.sentences
        if !sentences.isEmpty {
            passive = sentences.count { isPassive($0.words) } * 100 / sentences.count
        }
    }

    private mutating func take(_ text: Markup) {
        text.forEachBlock { block in
            switch block {
            case .heading(_, let inlines): headings.append(inlines.plainText)
            case .list(let start, _, let items):
                lists.append(items.count)
                if start != nil { hasSteps = true }
            case .table(_, let header, _): tableHeaders += header.map(\.plainText)
            case .picture(_, _, let caption): captions.append(caption)
            case .chart(_, _, let caption):
                captions.append(caption)
                charts += 1
            case .callout(let callout, _): callouts.insert(callout)
            case .paragraph(let inlines): paragraphs.append(Haystack(inlines.plainText))
            default: break
            }
        }
        text.forEachInline { inline in
            switch inline {
            case .strong: bold += 1
            case .citation(let keys):
                citations += 1
                cited.formUnion(keys)
            case .link(.item(let id, _), _): links.insert(id.path)
            case .link(.outside(let address), _): leadsToPDF = leadsToPDF || address.isOfPDF
            default: break
            }
        }
    }
}

extension Item {
    /// Its texts, in the order in which they are read.
    var texts: [Markup] {
        switch matter {
        case .page(let body): [body]
        case .treatment(let treatment):
            Treatment.Row.allCases.map { treatment.rows[$0] } + [treatment.body]
        case .question(let question): [question.answer]
        case .term(let term): [term.more]
        case .entry(let entry): [Markup(entry.words.map { .paragraph([.text($0)]) })]
        case .study(let study):
            [study.words.tookPart, study.words.compared, study.words.found, study.words.notTold]
        }
    }

    /// Questions to take to the team.
    var ask: [String] {
        switch matter {
        case .treatment(let treatment): treatment.questions
        case .question(let question): question.ask
        default: []
        }
    }
}

extension DirectoryEntry {
    /// What is said of it alone.
    fileprivate var words: [String] { [dated] + offers.map(\.words) + notes }
}

extension Signs {
    var words: [String] { passage.sentences.flatMap(\.words) }

    /// Those with more words than this.
    func sentences(above words: Int) -> [String] {
        passage.sentences.filter { $0.words.count > words }.map(\.text)
    }

    /// Of 100 sentences, how many have more words than this.
    func share(ofSentencesAbove words: Int) -> Int {
        let all = passage.sentences.count
        return all == 0 ? 0 : sentences(above: words).count * 100 / all
    }

    /// Of 100 paragraphs, how many have more sentences than this.
    func share(ofParagraphsAbove sentences: Int) -> Int {
        let paragraphs = passage.paragraphs
        guard !paragraphs.isEmpty else { return 0 }
        return paragraphs.count { $0.count > sentences } * 100 / paragraphs.count
    }

    /// Whether a long text is in pieces that say what they are about.
    func isHeaded(_ goals: Goals) -> Bool {
        isTreatment || headings.count + bold >= goals.headings
    }

    var speaksToYou: Bool {
        words.contains { ["you", "your", "yours", "yourself"].contains($0) }
    }

    /// Whether any of the phrases stands in the text, in any case.
    func says(_ phrases: [String]) -> Bool {
        paragraphs.contains { $0.holds(anyOf: phrases) }
    }

    /// Whether a heading holds one of the words.
    func isHeaded(_ words: [String]) -> Bool {
        headings.contains { heading in
            let heading = heading.lowercased()
            return words.contains { heading.contains($0) }
        }
    }

    /// Sentences and entries of lists that begin by telling the reader what to do.
    var actions: Int {
        passage.sentences.count { sentence in
            sentence.words.first.map { verbsOfAction.contains($0) } == true
        }
    }

    var hasPercent: Bool { !percents.isEmpty }

    /// `1 in 7` as well as `14 of 100`.
    var mixesForms: Bool {
        counts.contains(where: \.isOneIn) && counts.contains(where: \.isOfRound)
    }

    /// `14.3 of 100`.
    var splitsPeople: Bool { counts.contains(where: \.isSplit) }

    /// Something to take along or tick: questions to ask, a table, a numbered list.
    var hasTool: Bool {
        !item.ask.isEmpty || !tableHeaders.isEmpty || hasSteps
            || isHeaded(["ask", "checklist", "take with you"])
    }

    /// Words on rows of a treatment.
    func words(in rows: [Treatment.Row]) -> Int {
        guard case .treatment(let treatment) = item.matter else { return 0 }
        var passage = Passage()
        for row in rows { passage.add(treatment.rows[row]) }
        return passage.sentences.reduce(0) { $0 + $1.words.count }
    }
}

extension String {
    fileprivate var isOfPDF: Bool {
        prefix { $0 != "?" && $0 != "#" }.lowercased().hasSuffix(".pdf")
    }
}

private let verbsOfAction: Set<String> = [
    "ask", "call", "tell", "bring", "write", "take", "keep", "drink", "eat", "talk", "say", "carry",
    "show", "check", "look", "plan", "rest", "avoid", "wait", "use", "find", "get", "let", "make",
    "note", "read", "see", "send", "stop", "try", "wash", "wear", "weigh", "choose", "do", "go",
    "join", "learn", "list", "move", "prepare", "report", "start", "share", "think", "contact",
]
