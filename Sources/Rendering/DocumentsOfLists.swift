package import Content

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
        case shown(Article, Status, href: String)
        case beingReviewed(name: String, href: String)

        package var name: String {
            switch self {
            case .shown(let article, _, _): article.title
            case .beingReviewed(let name, _): name
            }
        }
    }

    package func comparison(
        _ intro: Intro?, _ columns: [Column], chosen: Set<String>?, options: [Frame.Link],
        error: String?, in frame: Frame
    ) -> String {
        var main = introduction(intro, title: frame.title)
        var columns = columns
        if chosen != nil {
            main["body"] = nil
            main["chosen"] = true
            let compared = columns.compactMap(\.sideBySide)
            main["sources"] = compared.filter { !$0.notes.isEmpty }.map { one -> Context in
                ["title": one.article.title, "slug": one.article.item.slug, "notes": one.notes]
            }
            columns = columns.map(\.withOwnNumbers)
        }
        main["columns"] = columns.map(column)
        main["rows"] = Treatment.Row.allCases.map { row in
            [
                "key": row.rawValue, "label": phrases["row-\(row.rawValue)"],
                "urgent": row == .getHelp, "cells": columns.map { comparedCell($0, row) },
            ] as Context
        }
        main["pick"] =
            [
                "action": "\(frame.shared.root)compare", "error": error ?? "",
                "options": options.map { option($0, chosen) },
            ] as Context
        return frame.document("comparison", main, self)
    }

    private func option(_ link: Frame.Link, _ chosen: Set<String>?) -> Context {
        let slug = link.href.split(separator: "/").last.map(String.init) ?? ""
        return ["value": slug, "title": link.title, "checked": chosen?.contains(slug) ?? false]
    }

    /// What an investigational treatment must say wherever it stands.
    private func notice(_ article: Article) -> String? {
        guard case .investigational(let notice) = article.standing else { return nil }
        return notice
    }

    private func column(_ column: Column) -> Context {
        switch column {
        case .shown(let article, let status, let href):
            [
                "title": article.title, "href": href, "approval": status.approval.map(approval),
                "inShort": article.cells.first { $0.row == .inShort }?.html ?? "",
                "notice": notice(article), "reviewed": date(article.reviewed),
            ]
        case .beingReviewed(let name, let href):
            ["title": name, "href": href, "inShort": escaped(phrases["reviewing"])]
        }
    }

    private func comparedCell(_ column: Column, _ row: Treatment.Row) -> Context {
        switch column {
        case .shown(let article, _, let href):
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
                "terms": (letters[letter] ?? []).map(term),
            ] as Context
        }
        return frame.document("glossary", main, self)
    }

    private func term(_ term: Article, href: String) -> Context {
        [
            "title": term.title, "href": href, "meaning": term.summary, "say": term.saidAs,
            "also": term.otherNames.joined(separator: ", "),
        ]
    }

    /// Digits stand under one heading, before the letters.
    private func initial(of title: String) -> String {
        guard let first = title.first, first.isLetter else { return "0–9" }
        return first.uppercased()
    }

    /// What stands under one heading of a list.
    package struct LinkGroup: Hashable, Sendable {
        package var anchor: String
        package var title: String
        package var links: [Frame.Link]

        package init(anchor: String, title: String, links: [Frame.Link]) {
            (self.anchor, self.title, self.links) = (anchor, title, links)
        }
    }

    /// - Parameter ask: where a question is asked; nil where nothing is taken from readers.
    package func questions(
        _ intro: Intro?, _ groups: [LinkGroup], ask: String?, in frame: Frame
    ) -> String {
        grouped("questions", intro, groups, ask: ask, in: frame)
    }

    /// A directory, by country, with a form to look in it by place.
    package func directory(
        _ directory: DirectoryEntry.Directory, _ intro: Intro?, _ groups: [LinkGroup],
        _ form: NearForm, in frame: Frame
    ) -> String {
        grouped(
            "directory", intro, groups, form: self.form(form, directory, in: frame), in: frame)
    }

    private func grouped(
        _ template: String, _ intro: Intro?, _ groups: [LinkGroup], ask: String? = nil,
        form: Context? = nil, in frame: Frame
    ) -> String {
        var main = introduction(intro, title: frame.title)
        main["ask"] = ask
        main["form"] = form
        main["groups"] = groups.map { group in
            [
                "anchor": "about-\(group.anchor)", "title": group.title,
                "links": group.links.map(\.context),
            ] as Context
        }
        return frame.document(template, main, self)
    }

    /// Studies by something they have in common.
    package struct StudyIndex: Hashable, Sendable {
        package var title: String
        package var rows: [Row]

        package init(title: String, rows: [Row]) { (self.title, self.rows) = (title, rows) }

        package struct Row: Hashable, Sendable {
            package var page: Frame.Link
            package var studies: [Frame.Link]

            package init(page: Frame.Link, studies: [Frame.Link]) {
                (self.page, self.studies) = (page, studies)
            }
        }
    }

    package func evidence(
        _ intro: Intro?, _ indices: [StudyIndex], _ studies: [(Article, href: String)],
        in frame: Frame
    ) -> String {
        var main = introduction(intro, title: frame.title)
        main["indices"] = indices.map { index -> Context in
            [
                "title": index.title,
                "rows": index.rows.map { row -> Context in
                    [
                        "href": row.page.href, "title": row.page.title,
                        "studies": row.studies.map(\.context),
                    ]
                },
            ]
        }
        main["groups"] = [
            ["title": phrases["studiesByYear"], "studies": studies.map(study)] as Context
        ]
        if let article = intro?.article {
            var contents = contents(article)
            // Before the references, which come last.
            let place = contents.count - (article.notes.isEmpty ? 0 : 1)
            if !contents.isEmpty {
                contents.insert(
                    ["anchor": "studies", "title": phrases["studiesByYear"]], at: place)
            }
            main["contents"] = contents
        }
        return frame.document("evidence", main, self)
    }

    private func study(_ article: Article, href: String) -> Context {
        [
            "href": href, "title": article.title, "summary": article.summary,
            "year": article.study?.year.map(String.init), "design": article.study?.design,
            "people": article.study?.people.map(String.init),
        ]
    }

    private func introduction(_ intro: Intro?, title: String) -> Context {
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
        let main: Context = [
            "title": title, "reason": reason, "when": when, "body": body,
            "suggestions": suggestions.map(\.context),
            "suggestionsTitle": phrases["suggestions"],
        ]
        return frame.document("gone", main, self)
    }

    /// - Parameter leavesSomeOut: whether there are countries for which there are no pages.
    package func choices(
        _ choices: [Frame.Choice], leavesSomeOut: Bool, in frame: Frame
    ) -> String {
        let words = ["chooseWords"] + (leavesSomeOut ? ["chooseNone"] : [])
        let main: Context = [
            "title": frame.title, "strapline": frame.shared.strapline,
            "body": words.map { "<p>\(escaped(phrases[$0]))</p>" }.joined(),
            "choices": choices.map(\.context),
        ]
        return frame.document("choose", main, self)
    }
}

extension Documents.Column {
    fileprivate var sideBySide: SideBySide? {
        guard case .shown(let article, _, _) = self else { return nil }
        return SideBySide(article)
    }

    /// With its numbers leading to its references on the same page.
    fileprivate var withOwnNumbers: Self {
        guard case .shown(var article, let status, let href) = self, let sideBySide else {
            return self
        }
        article.cells = article.cells.map {
            Article.Cell(row: $0.row, html: sideBySide.cells[$0.row] ?? $0.html)
        }
        return .shown(article, status, href: href)
    }
}
