package import Content

/// Where the markets of an edition read something else, and why.
package struct Drift: Hashable, Sendable {
    /// What one market has otherwise, by market: a setting, or the words of a passage. A market
    /// without an entry has nothing there.
    package typealias Versions = [MarketID: String]

    package struct Setting: Hashable, Sendable {
        /// As `edition.yaml` calls it.
        package let name: String
        package let versions: Versions
        /// As the edition gives it; empty where it does not.
        package let why: String
    }

    package struct Passage: Hashable, Sendable {
        package let item: ItemID
        package let language: Language
        /// The row or heading below which it stands; empty above the first.
        package let section: String
        package let versions: Versions
        /// As its writers gave it; empty where they did not.
        package let why: String
    }

    package let markets: [MarketID]
    package let settings: [Setting]
    /// In the order of the edition, each item's from top to bottom.
    package let passages: [Passage]

    package init(_ edition: Edition) {
        let markets = edition.configuration?.markets ?? []
        let ids = markets.map(\.id)
        self.markets = ids
        settings = Drift.settings(of: markets, edition.reasons)
        passages = edition.items.flatMap { item in
            item.sections.flatMap { section, markup in
                Drift.runs(markup.blocks, below: section).map { run in
                    Passage(
                        item: item.id, language: item.language, section: run.section,
                        versions: run.versions(ids), why: run.reasons)
                }
            }
        }
    }

    private static func settings(
        of markets: [Market], _ reasons: [String: String]
    ) -> [Setting] {
        var all: [(name: String, language: Language?, value: (Market) -> String?)] = [
            ("countries", nil, { $0.countries.words }), ("rule", nil, { $0.rule.rawValue }),
            ("unreviewed", nil, { $0.unreviewed.rawValue }),
            ("languages", nil, { $0.languages.map(\.tag).joined(separator: " ") }),
            ("emergency", nil, { $0.emergencyNumber }),
        ]
        for language in markets.flatMap(\.languages).uniqued {
            all.append(("audience", language, { $0.audience[language] }))
            all.append(("if-unsure", language, { $0.ifUnsure[language] }))
            all.append(("side-effects", language, { $0.sideEffects[language] }))
        }
        return all.compactMap { name, language, value in
            let versions = markets.reduce(into: Versions()) { $0[$1.id] = value($1) }
            let differs = versions.count != markets.count || Set(versions.values).count > 1
            guard differs, !versions.isEmpty else { return nil }
            return Setting(
                name: language.map { "\(name) (\($0.tag))" } ?? name, versions: versions,
                why: reasons[name] ?? "")
        }
    }
}

// MARK: Passages

extension Drift {
    /// Boxes that follow one another: what one market reads, and what another reads in its place.
    fileprivate struct Run {
        let section: String
        var boxes: [(markets: Set<MarketID>, why: String, words: String)] = []

        func versions(_ markets: [MarketID]) -> Versions {
            markets.reduce(into: [:]) { versions, market in
                let own = boxes.filter { $0.markets.contains(market) }.map(\.words)
                if !own.isEmpty { versions[market] = own.joined(separator: "\n") }
            }
        }

        var reasons: String {
            boxes.map(\.why).filter { !$0.isEmpty }.uniqued.joined(separator: "; ")
        }
    }

    fileprivate static func runs(_ blocks: [Block], below section: String) -> [Run] {
        var (runs, section) = ([Run](), section)
        var isGoingOn = false
        for block in blocks {
            var joins = false
            switch block {
            case .only(let markets, let why, let inner):
                if !isGoingOn { runs.append(Run(section: section)) }
                runs[runs.count - 1].boxes.append((markets, why, Markup(inner).words))
                joins = true
            case .heading(_, let inlines): section = inlines.plainText
            case .list(_, _, let items):
                runs += items.flatMap { Drift.runs($0, below: section) }
            case .quote(let inner), .callout(_, let inner):
                runs += Drift.runs(inner, below: section)
            default: break
            }
            isGoingOn = joins
        }
        return runs
    }

    /// Of 100 words of an item, how many only some of the markets read.
    package static func share(of item: Item) -> Int {
        let texts = item.sections.map(\.markup)
        let boxes = texts.flatMap { runs($0.blocks, below: "") }.flatMap(\.boxes)
        let some = boxes.map(\.words.wordCount).reduce(0, +)
        guard some > 0 else { return 0 }
        return some * 100 / texts.map(\.words.wordCount).reduce(0, +)
    }
}

extension Item {
    /// Its texts, each with the name of the row it fills.
    fileprivate var sections: [(name: String, markup: Markup)] {
        guard case .treatment(let treatment) = matter else { return texts.map { ("", $0) } }
        return Treatment.Row.allCases.map { ($0.rawValue, treatment.rows[$0]) }
            + [("", treatment.body)]
    }
}

extension Markup {
    /// What every market reads, in words.
    var commonWords: String { Markup(blocks.common).words }

    /// In words, a line for each paragraph, heading or row.
    fileprivate var words: String {
        var lines: [String] = []
        forEachBlock { block in
            switch block {
            case .paragraph(let inlines), .heading(_, let inlines): lines.append(inlines.plainText)
            case .table(_, let header, let rows):
                lines += ([header] + rows).map {
                    $0.map(\.plainText).joined(separator: " | ")
                }
            case .code(let text): lines.append(text)
            case .picture(_, let words, _), .chart(_, let words, _): lines.append(words)
            default: break
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension [Block] {
    /// Without the boxes for some markets.
    fileprivate var common: [Block] {
        compactMap { block in
            switch block {
            case .only: nil
            case .list(let start, let isTight, let items):
                .list(start: start, isTight: isTight, items: items.map(\.common))
            case .quote(let inner): .quote(inner.common)
            case .callout(let callout, let inner): .callout(callout, inner.common)
            default: block
            }
        }
    }
}

extension String {
    fileprivate var wordCount: Int { split { $0 == " " || $0 == "\n" }.count }
}

extension Market.Countries {
    fileprivate var words: String {
        switch self {
        case .everywhere: "everywhere"
        case .only(let countries): "in " + countries.sorted().joined(separator: " ")
        case .allBut(let countries): "out " + countries.sorted().joined(separator: " ")
        }
    }
}
