package import Content

/// Prints whole documents: each function takes what one kind of page shows.
package struct Documents: Sendable {
    private let templates: Templates
    package let phrases: Phrases

    package init(templates: Templates, phrases: Phrases) {
        (self.templates, self.phrases) = (templates, phrases)
    }

    /// What the frame says about an article: when it was checked, under which approval it is shown.
    package struct Status: Hashable, Sendable {
        package var isOverdue: Bool
        package var approval: Approval?

        package init(isOverdue: Bool, approval: Approval?) {
            (self.isOverdue, self.approval) = (isOverdue, approval)
        }

        package struct Approval: Hashable, Sendable {
            package var code: String
            package var prepared: Day
            package var expires: Day

            package init(code: String, prepared: Day, expires: Day) {
                (self.code, self.prepared, self.expires) = (code, prepared, expires)
            }
        }
    }

    /// What stands around one article.
    package struct Surroundings: Hashable, Sendable {
        package var cards: [Frame.Link]
        package var previous: Frame.Link?
        package var next: Frame.Link?
        /// Where a term is used.
        package var used: [Frame.Link]
        package var register: [RegisterRow]
        /// What the operator has, or has not, said of itself: on the pages that promise it.
        package var operatorLines: [OperatorLine]

        package init(
            cards: [Frame.Link] = [], previous: Frame.Link? = nil, next: Frame.Link? = nil,
            used: [Frame.Link] = [], register: [RegisterRow] = [],
            operatorLines: [OperatorLine] = []
        ) {
            self.cards = cards
            self.previous = previous
            self.next = next
            self.used = used
            self.register = register
            self.operatorLines = operatorLines
        }
    }

    /// A sentence about the operator, with the address it ends in where there is one.
    package struct OperatorLine: Hashable, Sendable {
        package var text: String
        package var address: String?

        package init(text: String, address: String?) { (self.text, self.address) = (text, address) }

        var html: String {
            guard let address else { return escaped(text) }
            let target = address.contains(":") ? address : "mailto:\(address)"
            return "\(escaped(text)) <a href=\"\(escaped(target))\">\(escaped(address))</a>"
        }
    }

    /// A line of the table of all pages, with their dates and approvals.
    package struct RegisterRow: Hashable, Sendable {
        package var link: Frame.Link
        package var reviewed: Day
        package var nextReview: Day
        package var status: Status

        package init(link: Frame.Link, reviewed: Day, nextReview: Day, status: Status) {
            self.link = link
            self.reviewed = reviewed
            self.nextReview = nextReview
            self.status = status
        }
    }

    // MARK: Articles

    package func article(
        _ article: Article, _ status: Status, _ around: Surroundings, in frame: Frame
    ) -> String {
        var main = heading(article, status)
        main["kindLabel"] = article.kind == .treatment ? kindLabel(article) : nil
        main["cells"] = article.cells.map { cell(article, $0) }
        main["ask"] = article.questions
        main["body"] = article.body
        main["notes"] = article.notes
        main["contents"] = contents(article)
        main["cards"] = around.cards.map(\.context)
        main["cardsTitle"] = phrases["cards"]
        main["previous"] = around.previous?.context
        main["next"] = around.next?.context
        main["used"] = around.used.map(\.context)
        main["operatorLines"] = around.operatorLines.map(\.html)
        if let study = article.study { main["study"] = ["facts": facts(study)] }
        if article.kind == .term {
            main["term"] = [
                "say": article.saidAs ?? "", "also": article.otherNames.joined(separator: ", "),
            ]
        }
        guard !around.register.isEmpty else {
            return frame.document("article", main, templates, phrases)
        }
        main["register"] = ["rows": around.register.map(row)]
        return frame.document("trust", main, templates, phrases)
    }

    package func home(
        _ article: Article, _ status: Status, sections: [Frame.Link], treatments: [Frame.Link],
        in frame: Frame
    ) -> String {
        var main = heading(article, status)
        main["body"] = article.body
        main["notes"] = article.notes
        main["sections"] = sections.map(\.context)
        main["treatments"] = treatments.map(\.context)
        return frame.document("home", main, templates, phrases)
    }

    private func heading(_ article: Article, _ status: Status) -> [String: Any] {
        var main: [String: Any] = [
            "title": article.title, "summary": article.summary,
            "also": article.kind == .treatment ? article.otherNames.joined(separator: ", ") : "",
            "dates": [
                "reviewed": date(article.reviewed), "next": date(article.nextReview),
                "overdue": status.isOverdue,
            ] as [String: Any],
        ]
        if case .investigational(let notice) = article.standing { main["notice"] = notice }
        if let approval = status.approval {
            main["approval"] =
                [
                    "code": approval.code, "prepared": date(approval.prepared),
                    "expires": date(approval.expires),
                ] as [String: Any]
        }
        return main
    }

    private func kindLabel(_ article: Article) -> String {
        switch article.standing {
        case .investigational: phrases["kindInvestigational"]
        default: phrases["kindTreatment"]
        }
    }

    private func cell(_ article: Article, _ cell: Article.Cell) -> [String: Any] {
        [
            "key": cell.row.rawValue, "label": phrases["row-\(cell.row.rawValue)"],
            "html": cell.html, "urgent": cell.row == .getHelp,
        ]
    }

    /// A table of contents, for pages long enough to need one.
    private func contents(_ article: Article) -> [[String: Any]] {
        var entries: [(anchor: String, title: String, items: [[String: Any]])] =
            article.cells.map { ($0.row.rawValue, phrases["row-\($0.row.rawValue)"], []) }
        for heading in article.contents {
            if heading.level == 2 || entries.isEmpty {
                entries.append((heading.anchor, heading.title, []))
            } else if heading.level == 3 {
                entries[entries.count - 1].items.append([
                    "anchor": heading.anchor, "title": heading.title,
                ])
            }
        }
        guard entries.count >= 4 else { return [] }
        return entries.map { ["anchor": $0.anchor, "title": $0.title, "items": $0.items] }
    }

    private func facts(_ study: Article.StudyFacts) -> [[String: Any]] {
        let facts: [(String, String?)] = [
            ("studyYear", study.year.map(String.init)), ("studyDesign", study.design),
            ("studyPeople", study.people.map(String.init)),
            ("studyRegistered", study.registered),
        ]
        return facts.compactMap { key, text in
            text.map { ["label": phrases[key], "text": $0] }
        }
    }

    private func row(_ row: RegisterRow) -> [String: Any] {
        [
            "href": row.link.href, "title": row.link.title, "reviewed": date(row.reviewed),
            "next": date(row.nextReview), "overdue": row.status.isOverdue,
            "status": phrases[row.status.approval == nil ? "statusUnreviewed" : "statusApproved"],
            "code": row.status.approval?.code ?? "",
        ]
    }

    private func date(_ day: Day) -> [String: Any] {
        ["iso": day.description, "text": phrases.written(day)]
    }
}

extension Phrases {
    /// `24 November 2026`, in the language's own names of months.
    package func written(_ day: Day) -> String {
        self("date", String(day.day), self["month-\(day.month)"], String(day.year))
    }
}

// MARK: - Lists

extension Documents {
    /// The words above a list, where an item has them and it is cleared.
    package struct Intro: Hashable, Sendable {
        package var article: Article
        package var status: Status

        package init(_ article: Article, _ status: Status) {
            (self.article, self.status) = (article, status)
        }
    }

    /// A treatment in a comparison: its article, or, while that is not cleared, its place.
    package enum Column: Hashable, Sendable {
        case shown(Article, href: String)
        case beingReviewed(name: String, href: String)
    }

    package func comparison(
        _ intro: Intro?, _ columns: [Column], chosen: Set<String>?, options: [Frame.Link],
        error: String?, in frame: Frame
    ) -> String {
        var main = introduction(intro, title: frame.title)
        if chosen != nil {
            main["body"] = nil
            main["chosen"] = true
        }
        main["columns"] = columns.map(column)
        main["rows"] = Treatment.Row.allCases.map { row in
            [
                "key": row.rawValue, "label": phrases["row-\(row.rawValue)"],
                "urgent": row == .getHelp, "cells": columns.map { comparedCell($0, row) },
            ] as [String: Any]
        }
        main["pick"] =
            [
                "action": "\(frame.shared.root)compare", "error": error ?? "",
                "options": options.map { option in
                    let slug = option.href.split(separator: "/").last.map(String.init) ?? ""
                    return [
                        "value": slug, "title": option.title,
                        "checked": chosen?.contains(slug) ?? false,
                    ] as [String: Any]
                },
            ] as [String: Any]
        return frame.document("comparison", main, templates, phrases)
    }

    private func column(_ column: Column) -> [String: Any] {
        switch column {
        case .shown(let article, let href):
            [
                "title": article.title, "href": href, "key": article.item.slug,
                "inShort": article.cells.first { $0.row == .inShort }?.html ?? "",
            ]
        case .beingReviewed(let name, let href):
            ["title": name, "href": href, "key": name, "inShort": escaped(phrases["reviewing"])]
        }
    }

    private func comparedCell(_ column: Column, _ row: Treatment.Row) -> [String: Any] {
        switch column {
        case .shown(let article, let href):
            [
                "title": article.title, "href": href,
                "html": article.cells.first { $0.row == row }?.html ?? "",
            ]
        case .beingReviewed(let name, let href):
            ["title": name, "href": href, "reviewing": true]
        }
    }

    package func glossary(_ intro: Intro?, _ terms: [(Article, href: String)], in frame: Frame)
        -> String
    {
        var main = introduction(intro, title: frame.title)
        let letters = Dictionary(grouping: terms) { initial(of: $0.0.title) }
        main["letters"] = letters.keys.sorted().map { letter in
            [
                "letter": letter, "anchor": "letter-\(anchor(for: letter))",
                "terms": (letters[letter] ?? []).map { term, href in
                    [
                        "title": term.title, "href": href, "meaning": term.summary,
                        "say": term.saidAs ?? "",
                    ]
                },
            ] as [String: Any]
        }
        return frame.document("glossary", main, templates, phrases)
    }

    /// Digits stand under one heading, before the letters.
    private func initial(of title: String) -> String {
        guard let first = title.first, first.isLetter else { return "0–9" }
        return first.uppercased()
    }

    package func evidence(
        _ intro: Intro?, _ studies: [(Article, href: String)], in frame: Frame
    ) -> String {
        var main = introduction(intro, title: frame.title)
        main["groups"] = [
            [
                "title": phrases["studies"],
                "studies": studies.map { article, href in
                    [
                        "href": href, "title": article.title, "summary": article.summary,
                        "year": article.study?.year.map(String.init) ?? "",
                        "design": article.study?.design ?? "",
                        "people": article.study?.people.map(String.init) ?? "",
                    ]
                },
            ] as [String: Any]
        ]
        return frame.document("evidence", main, templates, phrases)
    }

    private func introduction(_ intro: Intro?, title: String) -> [String: Any] {
        guard let intro else { return ["title": title] }
        var main = heading(intro.article, intro.status)
        main["body"] = intro.article.body
        main["notes"] = intro.article.notes
        return main
    }

    // MARK: What is not there

    package func gone(
        title: String, reason: String, when: String, body: String, suggestions: [Frame.Link],
        in frame: Frame
    ) -> String {
        let main: [String: Any] = [
            "title": title, "reason": reason, "when": when, "body": body,
            "suggestions": suggestions.map(\.context),
            "suggestionsTitle": phrases["suggestions"],
        ]
        return frame.document("gone", main, templates, phrases)
    }

    package func choices(_ choices: [Frame.Choice], in frame: Frame) -> String {
        let main: [String: Any] = [
            "title": frame.title, "body": "<p>\(escaped(phrases["chooseWords"]))</p>",
            "choices": choices.map(\.context),
        ]
        return frame.document("choose", main, templates, phrases)
    }
}
