internal import Appraisal
internal import Content

extension ScoreReport {
    /// What `score --format json` prints.
    struct Record: Encodable {
        var edition: Edition
        var items: [Item]
        /// Of the treatments side by side, by language.
        var decisionAids: [String: [Answer]]

        /// All of it in a few figures. Of 100 where nothing else is said.
        struct Edition: Encodable {
            var texts: Int
            var medianEase: Double?
            var leastEase: Double?
            /// The middle one of what treatments say in short.
            var inShortEase: Double?
            /// Of all items, terms and entries of directories among them.
            var pastReview: Int
            var checklists: [List]
        }

        struct List: Encodable {
            var checklist: String
            var met: Int
            var of: Int
            var percent: Int?
            /// Questions that only a person can answer.
            var open: Int
        }

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
            var longestParagraph: Int
            var sentencesPerParagraph: Double
            var passive: Int
            /// Words on benefits for each word on harms.
            var balance: Double?
            /// Of 100 words, for some markets only.
            var drift: Int?
            var isPastReview: Bool
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
            edition: edition,
            items: appraisal.items.map {
                Record.Item($0, drift: drift(of: $0), isPastReview: isPastReview($0))
            },
            decisionAids: appraisal.decisionAids.reduce(into: [:]) { aids, entry in
                aids[entry.key.tag] = entry.value.map(Record.Answer.init)
            })
    }
}

extension ScoreReport {
    var edition: Record.Edition {
        let eases = texts.compactMap { $0.text?.ease }
        let all = appraisal.items
        return Record.Edition(
            texts: texts.count, medianEase: eases.median, leastEase: eases.min(),
            inShortEase: all.compactMap { $0.inShort?.ease }.median,
            pastReview: all.isEmpty ? 0 : all.count(where: isPastReview) * 100 / all.count,
            checklists: Checklist.allCases.map { checklist in
                let share = Share(verdicts(of: checklist))
                return Record.List(
                    checklist: checklist.rawValue, met: share.met, of: share.of,
                    percent: share.percent, open: open(checklist))
            })
    }
}

extension ScoreReport.Record.Item {
    fileprivate init(_ one: Appraisal, drift: Int?, isPastReview: Bool) {
        self.init(
            item: one.item.path, language: one.language.tag, kind: one.kind.rawValue,
            sentences: one.text?.sentences ?? 0, words: one.text?.words ?? 0,
            syllables: one.text?.syllables ?? 0, ease: one.text?.ease, grade: one.text?.grade,
            smog: one.text?.smog, inShortEase: one.inShort?.ease,
            longestParagraph: one.longestParagraph,
            sentencesPerParagraph: one.sentencesPerParagraph, passive: one.passive,
            balance: one.balance, drift: drift, isPastReview: isPastReview,
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
