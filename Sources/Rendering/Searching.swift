package import Content

/// The page on which somebody searches.
package struct SearchSheet: Hashable, Sendable {
    /// What stands in the field.
    package var query: String
    package var state: State
    /// Whether the words were looked for as they are.
    package var isAsTyped = false
    /// Whether words for which nothing was found are kept.
    package var keepsWords = false

    package init(_ query: String = "", _ state: State = .open) {
        (self.query, self.state) = (query, state)
    }

    package enum State: Hashable, Sendable {
        case open
        case found(Results)
        /// Words are there, and nothing fits them, but perhaps others that may have been meant.
        case nothing(instead: String?)
        /// Nothing was looked for, for a reason that a sentence says.
        case refused(String)
        /// More are searching than can be answered.
        case busy
    }

    package struct Results: Hashable, Sendable {
        /// What was looked for in place of misspelt words; nil where nothing was mended.
        package var shownFor: String?
        /// What a term means, or an expert's answer in short, where the query names it exactly.
        package var answer: Result?
        /// The best first.
        package var results: [Result]
        /// How many there are of each kind.
        package var kinds: [Kind]
        /// The one that is shown alone; nil for all.
        package var only: ItemKind?
        /// From 1.
        package var page: Int
        package var pages: Int

        package init(
            shownFor: String?, answer: Result?, results: [Result], kinds: [Kind], only: ItemKind?,
            page: Int, pages: Int
        ) {
            self.shownFor = shownFor
            self.answer = answer
            self.results = results
            self.kinds = kinds
            self.only = only
            self.page = page
            self.pages = pages
        }

        package var count: Int { kinds.reduce(0) { $0 + $1.count } }
    }

    package struct Kind: Hashable, Sendable {
        package var kind: ItemKind
        package var count: Int
        /// The best of it, where all kinds are shown.
        package var best: [Result]

        package init(_ kind: ItemKind, count: Int, best: [Result]) {
            (self.kind, self.count, self.best) = (kind, count, best)
        }
    }

    package struct Result: Hashable, Sendable {
        package var kind: ItemKind
        /// With the part of the page that fits, where there is one.
        package var href: String
        package var title: String
        /// The heading of that part; empty for the page's beginning.
        package var heading: String
        package var passage: [Piece]
        package var isUnreviewed: Bool

        package init(
            kind: ItemKind, href: String, title: String, heading: String, passage: [Piece],
            isUnreviewed: Bool
        ) {
            self.kind = kind
            self.href = href
            self.title = title
            self.heading = heading
            self.passage = passage
            self.isUnreviewed = isUnreviewed
        }
    }

    /// Words of a passage, marked where they are what was looked for.
    package struct Piece: Hashable, Sendable {
        package var words: String
        package var isMarked: Bool

        package init(_ words: String, isMarked: Bool = false) {
            (self.words, self.isMarked) = (words, isMarked)
        }
    }
}

extension Documents {
    package func searching(_ sheet: SearchSheet, in frame: Frame) -> String {
        let root = frame.shared.root
        var main: Context = [
            "title": phrases["searchTitle"],
            "action": "\(root)search", "query": sheet.query,
            "hint": phrases[sheet.keepsWords ? "searchHintKept" : "searchHint"],
        ]
        switch sheet.state {
        case .open: main["isOpen"] = true
        case .refused(let why): (main["isOpen"], main["refused"]) = (true, why)
        case .busy:
            (main["isOpen"], main["refused"]) = (true, phrases["searchBusy"])
            main["again"] = phrases["searchAgain"]
        case .nothing(let instead):
            main["isNothing"] = true
            main["instead"] = instead.map { words -> Context in
                ["words": words, "href": "\(root)search?q=\(percentEncoded(words))&as=typed"]
            }
        case .found(let results): fill(&main, with: results, sheet, root)
        }
        if !sheet.hasResults { main["ways"] = ways(root) }
        return frame.document("search", main, self)
    }

    private func fill(
        _ main: inout Context, with results: SearchSheet.Results, _ sheet: SearchSheet,
        _ root: String
    ) {
        let asked = "\(root)search?q=\(percentEncoded(sheet.query))"
        func href(_ kind: ItemKind?, page: Int = 1) -> String {
            asked + (sheet.isAsTyped ? "&as=typed" : "")
                + (kind.map { "&kind=\($0.rawValue)" } ?? "") + (page > 1 ? "&page=\(page)" : "")
        }
        main["isFound"] = true
        main["count"] = phrases[counting: "searchCount", results.count]
        main["shownFor"] = results.shownFor
        main["asTyped"] = "\(asked)&as=typed"
        main["typed"] = phrases("searchAsTyped", sheet.query)
        main["answer"] = results.answer.map(context)
        main["best"] = results.results.map(context)
        main["bestTitle"] =
            results.only.map { phrases["kinds-\($0.rawValue)"] }
            ?? phrases[results.page > 1 ? "searchMore" : "searchBest"]
        main["filters"] =
            [
                [
                    "href": href(nil), "title": phrases["searchAll"], "count": "\(results.count)",
                    "current": results.only == nil,
                ] as Context
            ]
            + results.kinds.map { kind in
                [
                    "href": href(kind.kind), "title": phrases["kinds-\(kind.kind.rawValue)"],
                    "count": "\(kind.count)", "current": results.only == kind.kind,
                ]
            }
        main["groups"] = results.kinds.filter { !$0.best.isEmpty }.map { kind -> Context in
            [
                "title": phrases["kinds-\(kind.kind.rawValue)"],
                "anchor": "kind-\(kind.kind.rawValue)",
                "results": kind.best.map(context), "href": href(kind.kind),
                "all": phrases("searchAllOf", "\(kind.count)"),
            ]
        }
        if results.page > 1 { main["before"] = href(results.only, page: results.page - 1) }
        if results.page < results.pages {
            main["next"] = href(results.only, page: results.page + 1)
        }
        if results.pages > 1 {
            main["place"] = phrases("searchPage", "\(results.page)", "\(results.pages)")
        }
    }

    private func context(_ result: SearchSheet.Result) -> Context {
        [
            "kind": phrases["kind-\(result.kind.rawValue)"], "href": result.href,
            "title": result.title, "heading": result.heading,
            "pieces": result.passage.map { piece -> Context in
                ["words": piece.words, "marked": piece.isMarked]
            },
        ]
    }

    private func ways(_ root: String) -> [Context] {
        [
            ("treatments", "searchWayTreatments"), ("questions", "searchWayQuestions"),
            ("glossary", "searchWayGlossary"), ("clinics", "searchWayClinics"),
            ("groups", "searchWayGroups"),
        ].map { ["href": "\(root)\($0.0)", "title": phrases[$0.1]] }
    }
}

extension SearchSheet {
    fileprivate var hasResults: Bool {
        if case .found = state { true } else { false }
    }
}

extension Phrases {
    /// The words for one, or for so many.
    package subscript(counting key: String, count: Int) -> String {
        count == 1 ? self["\(key)One"] : self(key, "\(count)")
    }
}

/// As the value of a query (RFC 3986, section 3.4).
package func percentEncoded(_ text: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    return String(
        decoding: text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                [byte]
            default:
                [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }, as: UTF8.self)
}
