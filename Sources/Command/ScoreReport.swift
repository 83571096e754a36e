internal import Appraisal
internal import Content
internal import Foundation

/// The figures of an edition, for a person and for a program.
struct ScoreReport {
    let appraisal: EditionAppraisal
    let title: String

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
