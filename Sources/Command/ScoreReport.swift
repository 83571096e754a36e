internal import Appraisal
internal import Content
internal import Foundation

/// The figures of an edition, for a person and for a program.
struct ScoreReport {
    let appraisal: EditionAppraisal
    let title: String
    /// The day to judge review dates by.
    let today: Day
    private let items: [EditionAppraisal.Name: Item]

    init(_ appraisal: EditionAppraisal, _ edition: Edition, today: Day) {
        self.appraisal = appraisal
        self.today = today
        items = Dictionary(
            edition.items.map { (.init($0), $0) }, uniquingKeysWith: { first, _ in first })
        let titles = edition.configuration?.title ?? [:]
        title = titles.sorted { $0.key < $1.key }.first?.value ?? ""
    }

    // MARK: Text by text

    static let columns = [
        "Item", "Words", "Ease", "In short", "Grade", "SMOG", "Long", "Para", "Passive", "Balance",
        "Drift", "Clear", "Useful",
    ]

    var texts: [Appraisal] {
        appraisal.items.filter { ![.term, .clinic, .group].contains($0.kind) }
    }

    var rows: [[String]] {
        texts.map { one in
            [
                one.item.path, "\(one.text?.words ?? 0)", shown(one.text?.ease),
                shown(one.inShort?.ease), shown(one.text?.grade), shown(one.text?.smog),
                "\(one.longSentences.count)", "\(one.longestParagraph)", "\(one.passive)",
                shown(one.balance), drift(of: one).map { "\($0)" } ?? "–",
                shown(one.share(of: .understandable)), shown(one.share(of: .actionable)),
            ]
        }
    }

    /// Of 100 words of a text, how many are for some markets only.
    func drift(of one: Appraisal) -> Int? { items[.init(one)].map(Drift.share) }

    /// Whether a text should have been checked again.
    func isPastReview(_ one: Appraisal) -> Bool {
        items[.init(one)].map { $0.about.nextReview <= today } ?? false
    }

    var summary: String {
        let edition = edition
        return "\(counted(texts.count, "text")); ease: median \(shown(edition.medianEase)), "
            + "lowest \(shown(edition.leastEase)); in short: median \(shown(edition.inShortEase)); "
            + "of 100 items, \(edition.pastReview) are past their review on \(today)"
    }

    // MARK: List by list

    func verdicts(of checklist: Checklist) -> [Verdict] {
        guard checklist == .ipdas else {
            return appraisal.items.flatMap(\.verdicts).filter {
                $0.criterion.checklist == checklist
            }
        }
        return appraisal.decisionAids.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    var lists: [[String]] {
        Checklist.allCases.map { checklist in
            let share = Share(verdicts(of: checklist))
            return [
                checklist.rawValue, "\(share.met)", "\(share.of)", "\(open(checklist)) questions",
            ]
        }
    }

    /// How many questions only a person can answer.
    func open(_ checklist: Checklist) -> Int {
        Set(verdicts(of: checklist).filter { $0.mark == .open }.map(\.criterion)).count
    }

    /// Each question that some text misses, and how many do.
    var missed: [String] { misses.map { "\($0.list): \($0.asks) \($0.why)" } }

    var misses: [(list: String, asks: String, why: String)] {
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

    /// What the frame answers for every page, and the test that proves it.
    var framed: [[String]] {
        Checklist.allCases.flatMap { checklist in
            Set(verdicts(of: checklist).map(\.criterion)).sorted { order($0) < order($1) }
                .compactMap {
                    criterion in
                    criterion.proof.map {
                        ["\(checklist.rawValue) \(criterion.number)", criterion.asks, $0]
                    }
                }
        }
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
