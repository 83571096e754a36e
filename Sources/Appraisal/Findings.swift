package import Content

extension Finding.Code {
    /// A text is harder to read than the edition allows.
    package static let hardText = Finding.Code(701, .error)
    /// What a treatment says in short is not plain enough.
    package static let hardInShort = Finding.Code(702, .error)
    /// The middle text is harder to read than the edition wants.
    package static let hardEdition = Finding.Code(703, .error)
    package static let longSentence = Finding.Code(704, .warning)
    package static let passive = Finding.Code(705, .warning)
    /// Much more is told of the benefits than of the harms.
    package static let imbalance = Finding.Code(706, .warning)
    /// Risks are compared without saying of how many.
    package static let relativeRisk = Finding.Code(707, .warning)
    package static let unexplainedWord = Finding.Code(708, .warning)
    /// The program's questions of PEMAT-P are answered too seldom with yes.
    package static let notUnderstandable = Finding.Code(709, .error)
    package static let notActionable = Finding.Code(710, .error)
    /// Markets read too much that is not the same.
    package static let drift = Finding.Code(711, .warning)
    /// Words for every market say whom to call in one.
    package static let emergencyOfOne = Finding.Code(712, .warning)
    /// So many of so many people, over nobody knows what time.
    package static let shareWithoutTime = Finding.Code(713, .warning)
    /// In percent, so that nobody reads of how many.
    package static let percent = Finding.Code(714, .warning)
    /// In short, and not to be seen.
    package static let undrawnShare = Finding.Code(715, .warning)
    /// A longer life or a cure, which no study bears out.
    package static let unborneClaim = Finding.Code(716, .warning)

    /// All that judging a text can find.
    package static let ofAppraisal: [Finding.Code] = [
        hardText, hardInShort, hardEdition, longSentence, passive, imbalance, relativeRisk,
        unexplainedWord, notUnderstandable, notActionable, drift, emergencyOfOne,
        shareWithoutTime, percent, undrawnShare, unborneClaim,
    ]
}

extension EditionAppraisal {
    /// Where the texts miss what the edition asks of them (`goals` in edition.yaml).
    package func findings(_ edition: Edition) -> [Finding] {
        let byName = Dictionary(
            edition.items.map { (Name($0), $0) }, uniquingKeysWith: { first, _ in first })
        let core = items.filter(\.isJudged)
        var findings = items.flatMap { appraisal -> [Finding] in
            guard let item = byName[Name(appraisal)] else { return [] }
            return appraisal.findings(edition.goals).map { $0(item) }
        }
        if let median = core.compactMap({ $0.text?.ease }).median, median < edition.goals.medianEase
        {
            findings.append(
                Finding(
                    .hardEdition, file: "edition.yaml", line: 1,
                    message: "The middle text has a reading ease of \(Int(median)).",
                    remedy: "Make the texts plainer: the goal is \(edition.goals.medianEase)."))
        }
        if (edition.configuration?.markets.count ?? 0) > 1 {
            findings += edition.items.flatMap { $0.drifting(edition) }
        }
        return findings.sorted()
    }
}

extension Item {
    /// What keeps its text from serving every market.
    fileprivate func drifting(_ edition: Edition) -> [Finding] {
        var found: [Finding] = []
        let share = Drift.share(of: self)
        if share > edition.goals.drift {
            found.append(
                Finding(
                    .drift, file: place.file, line: place.line,
                    message: "Of 100 words, \(share) are for some markets only.",
                    remedy: "Say for all of them what holds for all: the goal is "
                        + "\(edition.goals.drift) at most."))
        }
        let text = self.texts.map(\.commonWords).joined(separator: "\n").lowercased()
        for number in Set(edition.configuration?.markets.map(\.emergencyNumber) ?? [])
        where !number.isEmpty && text.contains("call \(number)") {
            found.append(
                Finding(
                    .emergencyOfOne, file: place.file, line: place.line,
                    message: "All markets are told to call \(number).",
                    remedy: "Write `{emergency}`, which each market prints as its own."))
        }
        return found
    }
}

extension Appraisal {
    fileprivate typealias Placing = (Item) -> Finding

    /// Rules on sentences and words hold for every text, and reading ease for those that are long enough
    /// to be measured; what asks for a whole text, for those that checklists are meant for.
    fileprivate func findings(_ goals: Goals) -> [Placing] {
        var found = sentences(goals) + words()
        if isJudged || wordCount >= goals.sampleWords { found += ease(goals) }
        if isJudged { found += voice(goals) + pemat(goals) }
        return found
    }

    private func voice(_ goals: Goals) -> [Placing] {
        guard passive > goals.passive else { return [] }
        return [
            finding(
                .passive, "Of 100 sentences \(passive) are in the passive voice.",
                "Say who does it: the goal is \(goals.passive) at most.")
        ]
    }

    private func ease(_ goals: Goals) -> [Placing] {
        var found: [Placing] = []
        if let ease = text?.ease, ease < goals.leastEase {
            found.append(
                finding(
                    .hardText, "The text has a reading ease of \(Int(ease)).",
                    "Use shorter sentences and words: the goal is \(goals.leastEase)."))
        }
        if let ease = inShort?.ease, ease < goals.inShortEase {
            found.append(
                finding(
                    .hardInShort, "What stands in short has a reading ease of \(Int(ease)).",
                    "Use the plainest words there are: the goal is \(goals.inShortEase)."))
        }
        return found
    }

    private func sentences(_ goals: Goals) -> [Placing] {
        overlongSentences.map { sentence in
            finding(
                .longSentence, "A sentence has \(count(sentence)) words: “\(sentence)”.",
                "Make two of it: the goal is \(goals.sentenceWords) at most.", at: sentence)
        }
    }

    /// As it was counted: without what is only punctuation.
    private func count(_ sentence: String) -> Int {
        sentence.split(separator: " ").count { $0.contains { $0.isLetter || $0.isNumber } }
    }

    private func words() -> [Placing] {
        var found = relativeRisks.map { sentence in
            finding(
                .relativeRisk, "Risks are compared without saying of how many: “\(sentence)”.",
                "Say how many of 100 people it was in each group.", at: sentence)
        }
        found += timeless.map { sentence in
            finding(
                .shareWithoutTime,
                "It is said of how many people, not over what time: “\(sentence)”.",
                "Say when or how long, here or above it, or that nobody tells.", at: sentence)
        }
        found += percents.map { sentence in
            finding(
                .percent, "A share is given in percent: “\(sentence)”.",
                "Say of how many: 12 of 100 people.", at: sentence)
        }
        found += unborne.map { sentence in
            finding(
                .unborneClaim, "No study cited here bears it out: “\(sentence)”.",
                "Say what was measured, such as “slowed growth”; or cite a study that showed it.",
                at: sentence)
        }
        if hasUndrawnShare {
            found.append(
                finding(
                    .undrawnShare, "In short, a share is given that no picture or chart shows.",
                    "Show it, or say in words how often it is."))
        }
        found += unexplained.map { word in
            finding(
                .unexplainedWord, "A medical word is explained nowhere: “\(word)”.",
                "Add it to terms.yaml, explain it in brackets, or use a plain word.", at: word)
        }
        if verdicts.contains(where: { $0.criterion.isOfBalance && $0.mark != .met }) {
            found.append(
                finding(
                    .imbalance, "Much more is told of the benefits than of the harms.",
                    "Tell both in like detail; of harms there may be more."))
        }
        return found
    }

    private func pemat(_ goals: Goals) -> [Placing] {
        let lists: [(Checklist, Finding.Code, Int)] = [
            (.understandable, .notUnderstandable, goals.understandable),
            (.actionable, .notActionable, goals.actionable),
        ]
        return lists.compactMap { checklist, code, goal in
            guard let percent = share(of: checklist).percent, percent < goal else { return nil }
            return finding(
                code, "\(checklist.rawValue): \(percent) of 100, and the goal is \(goal).",
                missed(checklist).joined(separator: " "))
        }
    }

    /// What a checklist found missing.
    package func missed(_ checklist: Checklist) -> [String] {
        verdicts.compactMap { verdict in
            guard verdict.criterion.checklist == checklist, case .missed(let what) = verdict.mark
            else { return nil }
            return what
        }
    }

    /// - Parameter words: where in the item it is; at its beginning without them.
    private func finding(
        _ code: Finding.Code, _ message: String, _ remedy: String, at words: String? = nil
    ) -> Placing {
        { item in
            Finding(
                code, file: item.place.file, line: words.map(item.line) ?? item.place.line,
                message: message, remedy: remedy)
        }
    }
}

extension Criterion {
    fileprivate var isOfBalance: Bool { checklist == .discern && number == "6" }
}

extension [Double] {
    /// The middle one, or the mean of the two in the middle; nil when there is none.
    package var median: Double? {
        guard !isEmpty else { return nil }
        let ordered = sorted()
        return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }
}
