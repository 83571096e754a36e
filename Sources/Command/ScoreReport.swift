internal import Appraisal
internal import Content
internal import Foundation

/// The figures of an edition, for a person and for a program.
struct ScoreReport {
    private let appraisal: EditionAppraisal
    private let title: String

    init(_ appraisal: EditionAppraisal, _ edition: Edition) {
        self.appraisal = appraisal
        let titles = edition.configuration?.title ?? [:]
        title = titles.sorted { $0.key < $1.key }.first?.value ?? ""
    }

    // MARK: Text by text

    static let columns = [
        "Item", "Words", "Ease", "In short", "Grade", "SMOG", "Long", "Passive", "Clear", "Useful",
    ]

    private var texts: [Appraisal] {
        appraisal.items.filter { ![.term, .clinic, .group].contains($0.kind) }
    }

    var rows: [[String]] {
        texts.map { one in
            [
                one.item.path, "\(one.text?.words ?? 0)", shown(one.text?.ease),
                shown(one.inShort?.ease), shown(one.text?.grade), shown(one.text?.smog),
                "\(one.longSentences.count)", "\(one.passive)",
                shown(one.share(of: .understandable)), shown(one.share(of: .actionable)),
            ]
        }
    }

    var summary: String {
        let eases = texts.compactMap { $0.text?.ease }
        let short = appraisal.items.compactMap { $0.inShort?.ease }
        return "\(counted(texts.count, "text")); ease: median \(shown(eases.median)), "
            + "lowest \(shown(eases.min())); in short: median \(shown(short.median))"
    }

    // MARK: List by list

    private func verdicts(of checklist: Checklist) -> [Verdict] {
        guard checklist == .ipdas else {
            return appraisal.items.flatMap(\.verdicts).filter {
                $0.criterion.checklist == checklist
            }
        }
        return appraisal.decisionAids.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    var lists: [[String]] {
        Checklist.allCases.map { checklist in
            let verdicts = verdicts(of: checklist)
            let share = Share(verdicts)
            let open = Set(verdicts.filter { $0.mark == .open }.map(\.criterion)).count
            return [checklist.rawValue, "\(share.met)", "\(share.of)", "\(open) questions"]
        }
    }

    /// Each question that some text misses, and how many do.
    var missed: [String] { misses.map { "\($0.list): \($0.asks) \($0.why)" } }

    private var misses: [(list: String, asks: String, why: String)] {
        Checklist.allCases.flatMap { checklist in
            let verdicts = verdicts(of: checklist).filter { $0.why != nil }
            let byQuestion = Dictionary(grouping: verdicts, by: \.criterion)
            return byQuestion.sorted { order($0.key) < order($1.key) }.map { criterion, verdicts in
                let times = checklist == .ipdas ? "" : " (\(counted(verdicts.count, "text")))"
                return (
                    "\(checklist.rawValue) \(criterion.number)", criterion.asks,
                    (verdicts[0].why ?? "") + times
                )
            }
        }
    }

    /// By letters, then by the number behind them.
    private func order(_ criterion: Criterion) -> String {
        let letters = criterion.number.prefix { $0.isLetter }
        let digits = criterion.number.dropFirst(letters.count)
        return letters + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    private func shown(_ figure: Double?) -> String {
        figure.map { String(format: "%.1f", $0) } ?? "–"
    }

    private func shown(_ share: Share) -> String {
        share.percent.map(String.init) ?? "–"
    }
}

extension Verdict {
    fileprivate var why: String? {
        if case .missed(let why) = mark { why } else { nil }
    }
}

// MARK: As a page of its own

extension ScoreReport {
    /// One file that needs nothing else.
    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escaped(title)): how the texts read</title>
        <style>
        body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8886; text-align: left; }
        </style>
        </head>
        <body>
        <h1>\(escaped(title)): how the texts read</h1>
        <p>A program counted and looked. It cannot tell whether a text is true or kind: what only people
        can judge is left open below.</p>
        <h2>Checklists</h2>
        \(table(["Checklist", "Met", "Of", "Left to people"], lists))
        <h2>What is missed</h2>
        \(table(["Question", "It asks", "What is missing"], misses.map { [$0.list, $0.asks, $0.why] }))
        <h2>Text by text</h2>
        <p>\(escaped(summary))</p>
        \(table(Self.columns, rows))
        </body>
        </html>
        """
    }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        let cells = head.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let lines = rows.map { row in
            let rest = row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined()
            return "<tr><th scope=\"row\">\(escaped(row.first ?? ""))</th>\(rest)</tr>"
        }
        return "<div class=\"table\"><table><thead><tr>\(cells)</tr></thead>\n<tbody>\n"
            + lines.joined(separator: "\n") + "\n</tbody></table></div>"
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

// MARK: For programs

extension ScoreReport {
    /// What `score --format json` prints.
    struct Record: Encodable {
        var items: [Item]
        /// Of the treatments side by side, by language.
        var decisionAids: [String: [Answer]]

        struct Item: Encodable {
            var item: String
            var language: String
            var kind: String
            var sentences: Int
            var words: Int
            var syllables: Int
            var ease: Double?
            var grade: Double?
            var smog: Double?
            var inShortEase: Double?
            var passive: Int
            var understandable: Int?
            var actionable: Int?
            var longSentences: [String]
            var unexplained: [String]
            var answers: [Answer]
        }

        struct Answer: Encodable {
            var checklist: String
            var number: String
            var asks: String
            /// `yes`, `no`, `not here`, or `open` for what only a person can tell.
            var answer: String
            var why: String?
        }
    }

    var record: Record {
        Record(
            items: appraisal.items.map(Record.Item.init),
            decisionAids: appraisal.decisionAids.reduce(into: [:]) { aids, entry in
                aids[entry.key.tag] = entry.value.map(Record.Answer.init)
            })
    }
}

extension ScoreReport.Record.Item {
    fileprivate init(_ one: Appraisal) {
        self.init(
            item: one.item.path, language: one.language.tag, kind: one.kind.rawValue,
            sentences: one.text?.sentences ?? 0, words: one.text?.words ?? 0,
            syllables: one.text?.syllables ?? 0, ease: one.text?.ease, grade: one.text?.grade,
            smog: one.text?.smog, inShortEase: one.inShort?.ease, passive: one.passive,
            understandable: one.share(of: .understandable).percent,
            actionable: one.share(of: .actionable).percent, longSentences: one.longSentences,
            unexplained: one.unexplained, answers: one.verdicts.map(ScoreReport.Record.Answer.init))
    }
}

extension ScoreReport.Record.Answer {
    fileprivate init(_ verdict: Verdict) {
        let criterion = verdict.criterion
        let (answer, why): (String, String?) =
            switch verdict.mark {
            case .met: ("yes", nil)
            case .missed(let why): ("no", why)
            case .notHere: ("not here", nil)
            case .open: ("open", nil)
            }
        self.init(
            checklist: criterion.checklist.rawValue, number: criterion.number,
            asks: criterion.asks, answer: answer, why: why)
    }
}
