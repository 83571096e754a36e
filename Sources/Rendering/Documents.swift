package import Content

/// Prints whole documents: each function takes what one kind of page shows.
package struct Documents: Sendable {
    let templates: TypeSet
    package let phrases: Phrases
    /// What stands around the pages of one audience, where it was printed beforehand.
    private(set) var surround: Surround?

    package init(templates: Templates, phrases: Phrases) {
        (self.templates, self.phrases) = (templates.set(in: phrases), phrases)
    }

    /// Ready to print many pages with the same surround.
    package func printing(around shared: Frame.Shared) -> Documents {
        var documents = self
        documents.surround = Surround(shared, self)
        return documents
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
        /// About a treatment.
        package var questions: [Frame.Link]
        /// Patient groups for those who go to a hospital.
        package var groups: [Frame.Link]
        /// Where a term is used.
        package var used: [Frame.Link]
        package var register: [RegisterRow]
        /// What the operator has, or has not, said of itself: on the pages that promise it.
        package var operatorLines: [OperatorLine]
        /// Where its topics can be followed.
        package var topics: [Frame.Link]

        package init(
            cards: [Frame.Link] = [], previous: Frame.Link? = nil, next: Frame.Link? = nil,
            questions: [Frame.Link] = [], groups: [Frame.Link] = [], used: [Frame.Link] = [],
            register: [RegisterRow] = [],
            operatorLines: [OperatorLine] = [], topics: [Frame.Link] = []
        ) {
            self.cards = cards
            self.previous = previous
            self.next = next
            self.questions = questions
            self.groups = groups
            self.used = used
            self.register = register
            self.operatorLines = operatorLines
            self.topics = topics
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
        package var measures: Measures?

        package init(
            link: Frame.Link, reviewed: Day, nextReview: Day, status: Status, measures: Measures?
        ) {
            self.link = link
            self.reviewed = reviewed
            self.nextReview = nextReview
            self.status = status
            self.measures = measures
        }
    }

    // MARK: Articles

    package func article(
        _ article: Article, _ status: Status, _ around: Surroundings, in frame: Frame
    ) -> String {
        var main = heading(article, status)
        main["kindLabel"] = kindLabel(article)
        main["cells"] = article.cells.map { cell(article, $0) }
        main["ask"] = article.questions
        main["body"] = article.body
        main["notes"] = article.notes
        main["contents"] = contents(article)
        main["cards"] = around.cards.map(\.context)
        main["cardsTitle"] = phrases["cards"]
        main["previous"] = around.previous?.context
        main["next"] = around.next?.context
        main["questions"] = around.questions.map(\.context)
        main["nearGroups"] = around.groups.map(\.context)
        main["questionsPlace"] = "\(frame.shared.root)questions"
        main["used"] = around.used.map(\.context)
        main["topics"] = around.topics.map(\.context)
        main["operatorLines"] = around.operatorLines.map(\.html)
        if let study = article.study { main["study"] = ["facts": facts(study)] as Context }
        if article.kind == .term {
            main["term"] =
                [
                    "say": article.saidAs ?? "", "also": article.otherNames.joined(separator: ", "),
                ] as Context
        }
        guard !around.register.isEmpty else {
            return frame.document("article", main, self)
        }
        // Row by row, since in a large edition no two tables are equally long.
        let rows = concurrentMap(around.register) { templates.render("register-row", row($0)) }
        main["register"] =
            ["rows": rows.joined(), "approvals": approvals(in: around.register)] as Context
        return frame.document("trust", main, self)
    }

    /// How many of the pages have an approval. A text cannot say it: it does not change with them.
    private func approvals(in register: [RegisterRow]) -> String {
        let approved = register.count { $0.status.approval != nil }
        return switch approved {
        case 0: phrases["approvalsNone"]
        case register.count: phrases["approvalsAll"]
        default: phrases("approvalsSome", "\(approved)", "\(register.count)")
        }
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
        return frame.document("home", main, self)
    }

    func heading(_ article: Article, _ status: Status) -> Context {
        var main: Context = [
            "title": article.title, "summary": article.summary,
            "also": article.kind == .treatment ? article.otherNames.joined(separator: ", ") : "",
            "dates": [
                "reviewed": date(article.reviewed), "next": date(article.nextReview),
                "overdue": status.isOverdue,
            ] as Context,
        ]
        if case .investigational(let notice) = article.standing { main["notice"] = notice }
        if let approval = status.approval { main["approval"] = self.approval(approval) }
        return main
    }

    func approval(_ approval: Status.Approval) -> Context {
        [
            "code": approval.code, "prepared": date(approval.prepared),
            "expires": date(approval.expires),
        ]
    }

    private func kindLabel(_ article: Article) -> String? {
        switch (article.kind, article.standing) {
        case (.treatment, .investigational): phrases["kindInvestigational"]
        case (.treatment, _): phrases["kindTreatment"]
        case (.question, _): phrases["kindQuestion"]
        case (.clinic, _): phrases["kindClinic"]
        case (.group, _): phrases["kindGroup"]
        default: nil
        }
    }

    private func cell(_ article: Article, _ cell: Article.Cell) -> Context {
        [
            "key": cell.row.rawValue, "label": phrases["row-\(cell.row.rawValue)"],
            "html": cell.html, "urgent": cell.row == .getHelp,
        ]
    }

    /// A table of contents, for pages long enough to need one.
    func contents(_ article: Article) -> [Context] {
        var entries: [(anchor: String, title: String, items: [Context])] =
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
        if !article.questions.isEmpty { entries.append(("ask", phrases["ask"], [])) }
        if !article.notes.isEmpty { entries.append(("references", phrases["references"], [])) }
        guard entries.count >= 4 else { return [] }
        return entries.map { ["anchor": $0.anchor, "title": $0.title, "items": $0.items] }
    }

    private func facts(_ study: Article.StudyFacts) -> [Context] {
        let facts: [(String, String?)] = [
            ("studyYear", study.year.map(String.init)), ("studyDesign", study.design),
            ("studyPeople", study.people.map(String.init)),
            ("studyRegistered", study.registered),
        ]
        return facts.compactMap { key, text in
            text.map { ["label": phrases[key], "text": $0] }
        }
    }

    private func row(_ row: RegisterRow) -> Context {
        [
            "href": row.link.href, "title": row.link.title, "reviewed": date(row.reviewed),
            "next": date(row.nextReview), "overdue": row.status.isOverdue,
            "status": phrases[row.status.approval == nil ? "statusUnreviewed" : "statusApproved"],
            "code": row.status.approval?.code ?? "",
            "ease": row.measures?.ease.map(String.init) ?? "",
            "understandable": row.measures?.understandable.map(String.init) ?? "",
            "actionable": row.measures?.actionable.map(String.init) ?? "",
            "checks": (row.measures?.checks ?? []).map {
                phrases("checked", $0.name, "\($0.met)", "\($0.of)", "\($0.open)")
            }.joined(separator: "; "),
        ]
    }

    func date(_ day: Day) -> Context {
        ["iso": day.description, "text": phrases.written(day)]
    }
}

extension Phrases {
    /// `24 November 2026`, in the language's own names of months.
    package func written(_ day: Day) -> String {
        self("date", String(day.day), self["month-\(day.month)"], String(day.year))
    }
}
