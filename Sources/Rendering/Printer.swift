package import Content

/// Prints items as articles. A value: the same edition prints the same articles, always.
package struct Printer: Sendable {
    private let parts: [Language: Parts]
    /// Whom to call in an emergency, in each market.
    private let emergency: [MarketID: String]
    let phrases = Phrases()
    /// What should be mended, by file: printed into a preview's pages.
    private let findings: [String: [Finding]]
    private let findingsElsewhere: [Finding]

    package init(_ edition: Edition, findings: [Finding] = []) {
        self.findings = Dictionary(grouping: findings, by: \.file)
        let files = Set(edition.items.map(\.place.file))
        findingsElsewhere = findings.filter { !files.contains($0.file) }
        emergency = (edition.configuration?.markets ?? []).reduce(into: [:]) { [phrases] in
            $0[$1.id] = phrases.emergency($1)
        }
        let languages = Set(edition.items.map(\.language))
        parts = languages.reduce(into: [:]) { $0[$1] = Parts(edition, language: $1) }
    }

    /// What an item becomes for one market.
    package struct Printed: Sendable {
        package var article: Article
        /// All of it in words, without markup.
        package var plainText: String
        /// Of everything it shows besides its own words.
        package var parts: Digest
    }

    package func print(_ item: Item, for market: MarketID) -> Printed {
        guard let parts = parts[item.language] else {
            preconditionFailure("a printer prints the items of its own edition")
        }
        var prose = Prose(
            item: item.id, market: market, emergency: emergency[market] ?? "", parts: parts,
            phrases: phrases)
        var article = Article(
            item: item.id, kind: item.kind, language: item.language, title: item.about.title,
            summary: item.about.summary, searchedAs: item.about.searchedAs,
            order: item.about.order,
            discussesMedicine: item.discussesMedicine, topics: item.about.topics,
            reviewed: item.about.reviewed, nextReview: item.about.nextReview,
            change: item.about.change)
        var plain = [item.about.title, item.about.summary]
        switch item.matter {
        case .page(let body): fill(&article, with: body, &prose, &plain)
        case .treatment(let treatment): fill(&article, with: treatment, &prose, &plain, phrases)
        case .question(let question):
            article.questions = question.ask
            fill(&article, with: question.answer, &prose, &plain)
            plain += question.ask
        case .term(let term): fill(&article, with: term, &prose, &plain)
        case .study(let study): fill(&article, with: study, &prose, &plain, parts, phrases)
        case .entry(let entry):
            fill(&article, with: entry, &prose, &plain)
        }
        article.body = toMend(item, phrases) + article.body
        article.notes = prose.notes.html(parts.references, phrases)
        article.contents = prose.contents
        article.explains = prose.explained
        return Printed(
            article: article,
            plainText: plain.filter { !$0.isEmpty }.joined(separator: "\n\n"),
            parts: parts.digest(ofPartsIn: prose))
    }

    private func toMend(_ item: Item, _ phrases: Phrases) -> String {
        var findings = findings[item.place.file] ?? []
        // What belongs to no page, such as a reference, stands on the first.
        if item.id == .home { findings += findingsElsewhere }
        guard !findings.isEmpty else { return "" }
        var html = HTML()
        let label = phrases["toMend"]
        html.element("aside", ["class": "callout warning", "aria-label": label]) { aside in
            aside.element("p", ["class": "callout-title"]) { $0.text(label) }
            aside.element("ul") { list in
                for finding in findings {
                    list.element("li") {
                        $0.text(
                            "\(finding.file):\(finding.line): \(finding.code) \(finding.message); ")
                        $0.text(finding.remedy)
                    }
                }
            }
        }
        return html.string
    }

    private func fill(
        _ article: inout Article, with body: Markup, _ prose: inout Prose, _ plain: inout [String]
    ) {
        let printed = prose.print(body)
        article.body = printed.html
        plain.append(printed.plainText)
    }

    private func fill(
        _ article: inout Article, with treatment: Treatment, _ prose: inout Prose,
        _ plain: inout [String], _ phrases: Phrases
    ) {
        article.otherNames = treatment.otherNames
        article.questions = treatment.questions
        for row in Treatment.Row.allCases {
            let printed = prose.print(treatment.rows[row])
            article.cells.append(Article.Cell(row: row, html: printed.html))
            plain.append("\(phrases["row-\(row.rawValue)"])\n\(printed.plainText)")
        }
        // After the rows, which a comparison shows without it: what they explain stands in them.
        switch treatment.standing {
        case .licensed: article.standing = .licensed
        case .practice: article.standing = .practice
        case .investigational(let notice):
            let printed = prose.print(notice)
            article.standing = .investigational(notice: printed.html)
            plain.append(printed.plainText)
        }
        // Words above its first heading belong to the last row, below which they stand.
        let body = prose.print(treatment.body, goingOn: true)
        article.body = body.html
        plain.append(body.plainText)
        plain += treatment.questions
    }

    private func fill(
        _ article: inout Article, with term: Term, _ prose: inout Prose, _ plain: inout [String]
    ) {
        article.otherNames = term.otherNames
        article.saidAs = term.saidAs
        fill(&article, with: term.more, &prose, &plain)
    }

    private func fill(
        _ article: inout Article, with study: Study, _ prose: inout Prose,
        _ plain: inout [String], _ parts: Parts, _ phrases: Phrases
    ) {
        article.study = Article.StudyFacts(
            name: study.name, year: study.year, design: study.design, people: study.people,
            treatments: study.treatments, registered: study.registered, tumours: study.tumours)
        // The study's own references come first, since every number on the page rests on them.
        var found = study.words.found
        found.blocks.append(
            .paragraph([.text(phrases["studyRestsOn"]), .citation(study.references)]))
        if study.outcomes.contains(where: { $0.unit == .months }) {
            found.blocks.append(.paragraph([.text(phrases["studyMonths"])]))
        }
        let sections = [
            ("studyWho", study.words.tookPart), ("studyCompared", study.words.compared),
            ("studyFound", found), ("studyNotTold", study.words.notTold),
        ]
        for (key, markup) in sections {
            let printed = prose.printSection(phrases[key], markup)
            article.body += printed.html
            plain.append(printed.plain)
            guard key == "studyFound" else { continue }
            for outcome in study.outcomes {
                let drawing = ChartDrawing(
                    outcome, of: study, phrases: phrases, id: "\(article.item.slug)-\(outcome.key)")
                article.body += drawing.figure(
                    caption: outcome.label, alternative: drawing.plainText)
                plain.append(drawing.plainText)
            }
        }
    }
}

extension Item {
    /// A study of treatments says what medicines did to people, so it tells where to report it, too.
    fileprivate var discussesMedicine: Bool {
        if case .study = matter { return true }
        return about.discussesMedicine
    }
}

extension Parts {
    /// One digest of everything an article shows besides its own words. It changes when a term, a
    /// reference, a picture or a figure changes, which is not news of the item.
    fileprivate func digest(ofPartsIn prose: Prose) -> Digest {
        var parts = prose.notes.keys.compactMap { references[$0]?.fields }
        parts += prose.explained.compactMap { terms[$0].map { [$0.name, $0.meaning] } }
        parts += prose.pictures.compactMap { pictures[$0].map { [$0.svg] } }
        for key in prose.charts {
            guard let chart = charts[key] else { continue }
            parts.append([chart.title, chart.description, chart.unit.rawValue])
            for row in chart.rows { parts += studies[row.study]?.fields(of: row.outcome) ?? [] }
        }
        // What separates fields and parts stands in no text, so two lists never read as one.
        let text = parts.map { $0.joined(separator: "\u{1F}") }.joined(separator: "\u{1E}")
        return Digest(of: text)
    }
}

extension Reference {
    fileprivate var fields: [String] {
        [citation, title ?? "", doi ?? "", pmid ?? "", url ?? "", read.rawValue]
    }
}

extension Study {
    fileprivate func fields(of outcome: String) -> [[String]] {
        guard let outcome = outcomes.first(where: { $0.key == outcome }) else { return [] }
        return outcome.values.map { value in
            let arm = arms.first { $0.key == value.arm }?.label ?? value.arm
            let measured =
                switch value.measured {
                case .value(let number): "\(number)"
                case .notReached: "not reached"
                }
            let interval = value.interval.map { "\($0.lowerBound) \($0.upperBound)" } ?? ""
            return [name, outcome.label, arm, measured, interval]
        }
    }
}
