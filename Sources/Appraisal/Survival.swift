internal import Content

/// What the studies of an edition say about length of life, for the claims that rest on them.
struct Survival: Sendable {
    private var byReference: [ReferenceKey: [Study]] = [:]
    private var byItem: [ItemID: Study] = [:]

    init(_ edition: Edition) {
        for item in edition.items {
            guard case .study(let study) = item.matter else { continue }
            byItem[item.id] = study
            for key in study.references { byReference[key, default: []].append(study) }
        }
    }

    /// Sentences that promise a longer life or a cure, and that no study which their paragraph names,
    /// or which the item is, bears out.
    func unborne(in item: Item) -> [String] {
        let own = byItem[item.id].map { [$0] } ?? []
        var found = Sentences.of(item.about.summary).filter { isUnborne($0, own) }.map(\.text)
        for text in item.tellingTexts {
            text.forEachBlock { block in
                guard case .paragraph(let inlines) = block else { return }
                let words = Haystack(inlines.plainText)
                guard words.holds(anyOf: hintsOfLife) else { return }
                let studies = own + self.studies(named: inlines)
                found += Sentences.of(words.text).filter { isUnborne($0, studies) }.map(\.text)
            }
        }
        return found
    }

    private func studies(named inlines: [Inline]) -> [Study] {
        var studies: [Study] = []
        inlines.walk { inline in
            switch inline {
            case .citation(let keys): studies += keys.flatMap { byReference[$0] ?? [] }
            case .link(.item(let id, _), _): studies += [byItem[id]].compactMap(\.self)
            default: break
            }
        }
        return studies
    }

    private func isUnborne(_ sentence: Passage.Sentence, _ studies: [Study]) -> Bool {
        let results = studies.flatMap(\.outcomes).filter(\.isOfSurvival).map(\.differs)
        guard !results.contains(.yes), !sentence.isOpen else { return false }
        // That people lived longer can be seen without a study of two groups; not against one.
        return sentence.promisesLife || (!results.isEmpty && sentence.tellsOfLongerLife)
    }
}

extension Item {
    /// Without what a study does not tell: "whether people live longer".
    fileprivate var tellingTexts: [Markup] {
        guard case .study(let study) = matter else { return texts }
        return [study.words.tookPart, study.words.compared, study.words.found]
    }
}

extension Study.Outcome {
    /// Whether it counts who lives, and how long: its key begins with `survival` or `alive`.
    fileprivate var isOfSurvival: Bool { key.hasPrefix("survival") || key.hasPrefix("alive") }
}

extension Passage.Sentence {
    /// Whether it asks or denies.
    fileprivate var isOpen: Bool { text.hasSuffix("?") || !denials.isDisjoint(with: words) }

    /// "Prolongs life", "you will be cured", "helps people live longer".
    fileprivate var promisesLife: Bool {
        words.indices.contains { index in
            let (before, after) = (words[..<index].suffix(3), words[index...].dropFirst().prefix(3))
            switch words[index] {
            case "cured": return before.suffix(2).elementsEqual(["will", "be"])
            case "cure": return before.last == "will"
            case "cures": return !cured.isDisjoint(with: after.prefix(2))
            case "longer": return before.last == "live" && !helping.isDisjoint(with: before)
            case let verb:
                // Time without growth is no longer life, and a better one is not a longer one.
                if after.contains("progressionfree") { return false }
                return stretching.contains { verb.hasPrefix($0) } && !life.isDisjoint(with: after)
                    || improving.contains { verb.hasPrefix($0) } && after.contains("survival")
            }
        }
    }

    /// "People lived longer", "survival was longer"; but not "lived longer than 84 months".
    fileprivate var tellsOfLongerLife: Bool {
        words.indices.contains { index in
            guard words[index] == "longer" else { return false }
            let (before, after) = (words[..<index].suffix(2), words[index...].dropFirst())
            if after.first == "than", after.dropFirst().first?.isFigure == true { return false }
            return before.last.map(lived.contains) == true || before.first == "survival"
                || after.first.map(life.contains) == true
        }
    }
}

/// Without one of these no sentence speaks of it.
private let hintsOfLife = ["prolong", "extend", "lengthen", "cure", "longer", "survival"]

private let denials: Set<String> = [
    "not", "no", "never", "none", "nobody", "neither", "nor", "nothing", "cannot", "whether",
    "unknown", "dont", "doesnt", "didnt", "cant", "wont", "isnt",
]

private let stretching = ["prolong", "extend", "lengthen"]
private let improving = ["improv", "increas"]
private let life: Set<String> = ["life", "lives", "survival"]
private let cured: Set<String> = ["you", "people", "nets", "cancer", "cancers", "tumours", "them"]
private let helping: Set<String> = ["help", "helps", "let", "lets", "make", "makes", "will"]
private let lived: Set<String> = ["live", "lived", "survive", "survived"]
