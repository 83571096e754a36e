package import Content

extension Frame {
    /// The form with which readers rate the item of a page, and how they rated it so far.
    package struct RatingBox: Hashable, Sendable {
        package var item: ItemID
        package var marks: Marks

        package init(item: ItemID, marks: Marks) { (self.item, self.marks) = (item, marks) }
    }
}

/// The page on which somebody rates an item, or sees what they gave it.
package struct RatingSheet: Hashable, Sendable {
    package var item: Frame.Link
    package var marks: Marks
    /// What stands in the fields.
    package var mark: String
    package var answered: String
    package var missing: String
    /// What is wrong with them, in their order.
    package var errors: [Error]
    package var state: State

    package init(
        item: Frame.Link, marks: Marks, mark: String = "", answered: String = "",
        missing: String = "", errors: [Error] = [], state: State
    ) {
        self.item = item
        self.marks = marks
        self.mark = mark
        self.answered = answered
        self.missing = missing
        self.errors = errors
        self.state = state
    }

    package struct Error: Hashable, Sendable {
        package var field: String
        package var words: String

        package init(field: String, words: String) { (self.field, self.words) = (field, words) }

        /// The first thing to press in the field.
        package var anchor: String {
            switch field {
            case "mark": "rate-mark-1"
            case "answered": "rate-answered-yes"
            default: "rate-missing"
            }
        }
    }

    package enum State: Hashable, Sendable {
        /// This reader has not rated the item yet; with errors, what was sent has to be mended first.
        case open
        /// The fields show what is kept.
        case kept
        /// What was sent is not kept, for a reason that is not the reader's; a whole sentence.
        case refused(String)
    }
}

extension Documents {
    package func rating(_ sheet: RatingSheet, in frame: Frame) -> String {
        var main = ratingForm(sheet, in: frame)
        main["title"] = phrases[sheet.state == .kept ? "ratedTitle" : "rateTitle"]
        main["of"] = sheet.item.title
        main["back"] = sheet.item.href
        main["backWords"] = phrases("rateBack", sheet.item.title)
        main["isOpen"] = true
        switch sheet.state {
        case .kept: main["said"] = phrases["rated"]
        case .refused(let why): main["refused"] = why
        case .open: break
        }
        main["errors"] = sheet.errors.map { error -> Context in
            ["field": error.anchor, "words": error.words]
        }
        main["figures"] = figures(sheet.marks)
        main["bars"] = bars(sheet.marks)
        return frame.document("rated", main, self)
    }

    /// The form and the figures at the end of a page.
    func ratingBox(_ box: Frame.RatingBox, in frame: Frame) -> Context {
        let item = Frame.Link(href: "", title: "")
        var context = ratingForm(
            RatingSheet(item: item, marks: box.marks, state: .open), in: frame)
        context["action"] = "\(frame.shared.root)rate?item=\(box.item)"
        context["completes"] = true
        context["figures"] = figures(box.marks)
        context["bars"] = box.marks.total > 0 ? bars(box.marks) : nil
        return context
    }

    private func ratingForm(_ sheet: RatingSheet, in frame: Frame) -> Context {
        let error = { (field: String) in sheet.errors.first { $0.field == field }?.words }
        return [
            "privacy": "\(frame.shared.root)privacy",
            "marks": (1...5).map { mark -> Context in
                [
                    "value": "\(mark)", "words": phrases["mark-\(mark)"],
                    "checked": sheet.mark == "\(mark)",
                ]
            },
            "answers": ["yes", "partly", "no"].map { answer -> Context in
                [
                    "value": answer, "words": phrases["answered-\(answer)"],
                    "checked": sheet.answered == answer,
                ]
            },
            "missing": sheet.missing,
            "markError": error("mark"), "answeredError": error("answered"),
            "missingError": error("missing"),
        ]
    }

    /// How readers rated a page, in one sentence or two.
    package func figures(_ marks: Marks) -> String {
        guard let tenths = marks.meanInTenths else { return phrases["ratingsNone"] }
        let mean = "\(tenths / 10).\(tenths % 10)"
        if marks.total == 1 { return phrases("ratingsOne", mean) }
        return phrases(marks.total < Marks.few ? "ratingsFew" : "ratings", mean, "\(marks.total)")
    }

    private func bars(_ marks: Marks) -> [Context] {
        (1...5).reversed().map { mark in
            let count = marks.counts[mark - 1]
            return [
                "words": phrases["mark-\(mark)"], "count": "\(count)",
                "total": "\(max(1, marks.total))",
            ]
        }
    }
}
