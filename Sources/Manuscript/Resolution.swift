internal import Content

/// What can be pointed at in an edition, and the findings about what points elsewhere.
struct Resolution {
    private let names: Set<Name>
    /// Of the headings of each item that could be read.
    private let anchors: [Name: Set<String>]
    /// Nil when the file they stand in could not be read: then nothing is said about them.
    let references: [ReferenceKey: Reference]?
    let terms: [Language: Set<String>?]
    let charts: Set<String>?
    /// For each picture the number about health that it holds.
    let pictures: [String: String?]
    let markets: Set<MarketID>?
    private let studiesAreKnown: Bool
    private(set) var findings: Set<Finding> = []
    private(set) var used: Set<Traces.Target> = []
    private var lacking: Set<Name> = []

    private struct Name: Hashable {
        let id: ItemID
        let language: Language
    }

    init(
        _ drafts: [ItemDraft], references: [ReferenceKey: Reference]?,
        terms: [Language: Set<String>?], charts: Set<String>?, pictures: [String: String?],
        markets: Set<MarketID>?, studiesAreKnown: Bool
    ) {
        names = Set(drafts.map { Name(id: $0.id, language: $0.language) })
        var anchors: [Name: Set<String>] = [:]
        for draft in drafts where draft.item != nil {
            anchors[Name(id: draft.id, language: draft.language)] = Set(draft.traces.anchors)
        }
        self.anchors = anchors
        (self.references, self.terms, self.charts) = (references, terms, charts)
        (self.pictures, self.markets) = (pictures, markets)
        self.studiesAreKnown = studiesAreKnown
    }

    /// Pages that the program makes, whether or not the edition has words above them.
    private static let lists = Set(
        ["treatments", "questions", "clinics", "groups", "glossary", "evidence", "home"].compactMap(
            ItemID.init))

    func exists(_ id: ItemID, in languages: [Language]) -> Bool {
        Self.lists.contains(id)
            || languages.contains { names.contains(Name(id: id, language: $0)) || mayExist(id, $0) }
    }

    /// Whether it would stand in a file that could not be read.
    private func mayExist(_ id: ItemID, _ language: Language) -> Bool {
        if id.path.hasPrefix("evidence/") { return !studiesAreKnown }
        guard id.path.hasPrefix("glossary/"), let terms = terms[language] else { return false }
        return terms == nil
    }

    /// Checks what one item's texts point at and claim.
    mutating func check(_ draft: ItemDraft) {
        for use in draft.traces.uses {
            used.insert(use.target)
            check(use, draft)
        }
        if let markets, let item = draft.item, draft.traces.isPartedByMarket {
            for market in markets.sorted() { check(item.matter, in: market, draft) }
        }
        guard draft.citesNumbers else { return }
        for claim in draft.traces.claims { check(claim, draft) }
    }

    /// What a rule asks of a text is there for the readers of each market.
    private mutating func check(_ matter: Item.Matter, in market: MarketID, _ draft: ItemDraft) {
        switch matter {
        case .page(let body): checkHeadings(body, in: market, draft)
        case .treatment(let treatment):
            checkHeadings(treatment.body, in: market, draft)
            for row in Treatment.Row.allCases where treatment.rows[row].isEmpty(in: market) {
                lack(
                    .missingRow, "The row `\(row.rawValue)`", in: market, draft,
                    "Write it for that market, too; where nothing is known, say so.")
            }
            if case .investigational(let notice) = treatment.standing, notice.isEmpty(in: market) {
                lack(
                    .investigationalWithoutNotice, "The notice", in: market, draft,
                    "Write it outside of boxes for other markets.")
            }
        case .question, .term, .study, .entry: break
        }
    }

    private mutating func lack(
        _ rule: Rule, _ what: String, in market: MarketID, _ draft: ItemDraft, _ remedy: String
    ) {
        lacking.insert(Name(id: draft.id, language: draft.language))
        add(
            rule, draft.place.line, draft, "\(what) is empty in the market \(quoted(market.name)).",
            remedy)
    }

    private mutating func checkHeadings(
        _ text: Markup, in market: MarketID, _ draft: ItemDraft
    ) {
        var last = 1
        var skips = false
        text.forEachBlock(in: market) { block in
            guard case .heading(let level, _) = block else { return }
            skips = skips || level > last + 1
            last = level
        }
        guard skips else { return }
        add(
            .headingLevel, draft.place.line, draft,
            "In the market \(quoted(market.name)), a heading skips a level.",
            "Write the heading above it outside of boxes for other markets.")
    }

    /// Whether an item lacks, in some market, what it must have to be printed there.
    func isLacking(_ item: Item) -> Bool {
        lacking.contains(Name(id: item.id, language: item.language))
    }

    private mutating func check(_ use: Traces.Use, _ draft: ItemDraft) {
        switch use.target {
        case .citation(let key):
            guard let references, references[key] == nil else { return }
            note(
                .unresolvedCitation, use, draft, "There is no reference \(quoted(key.name)).",
                "Add it to references.yaml, or correct the key.")
        case .term(let key):
            guard let terms = terms[draft.language] ?? [], !terms.contains(key) else { return }
            note(
                .unresolvedTerm, use, draft, "There is no term \(quoted(key)).",
                "Add it to terms.yaml, or correct the key.")
        case .picture(let name):
            guard pictures[name] == nil else { return }
            note(
                .unresolvedPicture, use, draft, "There is no picture \(quoted(name)).",
                "Put the drawing into the folder pictures, or correct its name.")
        case .chart(let key):
            guard let charts, !charts.contains(key) else { return }
            note(
                .unresolvedChart, use, draft, "There is no chart \(quoted(key)).",
                "Add it to charts.yaml, or correct the key.")
        case .market(let market):
            guard let markets, !markets.contains(market) else { return }
            note(
                .unknownMarket, use, draft, "There is no market \(quoted(market.name)).",
                "Write a key of `markets` in edition.yaml.")
        case .anchor(let anchor): check(anchor, of: draft.id, use, draft)
        case .item(let id, let anchor):
            guard exists(id, in: [draft.language]) else {
                return note(
                    .unresolvedLink, use, draft,
                    "The link leads to \(quoted("/\(id)")), which is no item.",
                    "Correct the address, or write the item.")
            }
            if let anchor { check(anchor, of: id, use, draft) }
        }
    }

    private mutating func check(
        _ anchor: String, of id: ItemID, _ use: Traces.Use, _ draft: ItemDraft
    ) {
        let name = Name(id: id, language: draft.language)
        let isUnread =
            anchors[name] == nil && (names.contains(name) || mayExist(id, draft.language))
        if isUnread || anchors[name]?.contains(anchor) ?? false || isPrinted(anchor, in: id) {
            return
        }
        note(
            .unresolvedAnchor, use, draft,
            "There is no place \(quoted("#\(anchor)")) in /\(id.address).",
            "Use the words of a heading in lower case with hyphens, or a row's key.")
    }

    /// Whether the program itself puts the anchor into the page.
    private func isPrinted(_ anchor: String, in id: ItemID) -> Bool {
        switch id.path {
        case "evidence": charts?.contains(anchor) ?? true
        case _ where id.path.hasPrefix("treatments/"): Treatment.Row(rawValue: anchor) != nil
        default: false
        }
    }

    private func number(_ claim: Traces.Claim) -> String? {
        switch claim.number {
        case .written(let number): number
        case .drawn(let picture): pictures[picture] ?? nil
        }
    }

    private mutating func check(_ claim: Traces.Claim, _ draft: ItemDraft) {
        guard let number = number(claim) else { return }
        if claim.citations.isEmpty {
            add(
                .numberWithoutCitation, claim.line, draft,
                "A number about health has no citation: \(quoted(number)).",
                "Cite what it rests on, in the same paragraph or list item; or use words.")
        } else if let references,
            claim.citations.allSatisfy({ references[$0]?.read == .unread })
        {
            add(
                .numberOnUnread, claim.line, draft,
                "A number rests only on what nobody has read: \(quoted(number)).",
                "Read the source and set `read`, cite another, or leave the number out.")
        }
    }

    private mutating func note(
        _ rule: Rule, _ use: Traces.Use, _ draft: ItemDraft, _ message: String, _ remedy: String
    ) {
        add(rule, use.line, draft, message, remedy)
    }

    private mutating func add(
        _ rule: Rule, _ line: Int, _ draft: ItemDraft, _ message: String, _ remedy: String
    ) {
        findings.insert(
            Finding(rule.code, file: draft.place.file, line: line, message: message, remedy: remedy)
        )
    }
}
