internal import Appraisal
internal import Content

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
            /// The test that proves it, where the frame of every page answers.
            var provenBy: String?
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
            asks: criterion.asks, answer: answer, why: why, provenBy: criterion.proof)
    }
}
