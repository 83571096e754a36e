internal import Content

/// Words of medicine, as their endings show, that the edition explains nowhere.
struct MedicalWords: Sendable {
    /// The words of the names of all terms, in lower case.
    private let explained: Set<String>

    init(_ edition: Edition, _ language: Language) {
        var explained: Set<String> = []
        for item in edition.items where item.language == language {
            guard case .term(let term) = item.matter else { continue }
            for name in [term.name] + term.otherNames {
                explained.formUnion(name.lowercased().split { !$0.isLetter }.map(String.init))
            }
        }
        self.explained = explained
    }

    /// In the order in which they come, each once. A word beside an explanation in brackets, or
    /// behind "called", is explained where it stands.
    func unexplained(in passage: Passage) -> [String] {
        var found: [String] = []
        for sentence in passage.sentences {
            let tokens = sentence.text.lowercased().split(separator: " ")
            for (index, token) in tokens.enumerated() {
                let word = String(token.filter { $0.isLetter || $0 == "-" })
                guard isMedical(word), !isExplained(word), !found.contains(word) else { continue }
                let next = index + 1 < tokens.count ? tokens[index + 1] : ""
                let isInBrackets = token.contains("(") || token.contains(")")
                let isCalled = index > 0 && ["called", "or", "named"].contains(tokens[index - 1])
                if !next.hasPrefix("("), !isInBrackets, !isCalled { found.append(word) }
            }
        }
        return found
    }

    private func isExplained(_ word: String) -> Bool {
        if explained.contains(word) { return true }
        if word.hasSuffix("s"), explained.contains(String(word.dropLast())) { return true }
        return word.split(separator: "-").contains { explained.contains(String($0)) }
    }

    private func isMedical(_ word: String) -> Bool {
        word.count > 6 && !known.contains(word)
            && endings.contains { word.hasSuffix($0) || word.hasSuffix($0 + "s") }
    }
}

/// Words that end like these and that everybody knows.
private let known: Set<String> = ["diagnosis", "diagnoses", "sympathy", "hypnosis", "arthritis"]

/// Of Greek and Latin words for organs, illnesses, operations and medicines.
private let endings = [
    "ectomy", "otomy", "ostomy", "itis", "osis", "aemia", "emia", "pathy", "plasty", "scopy",
    "algia", "uria", "trophy", "plasia", "penia", "cytoma", "sarcoma", "blastoma", "oedema",
    "embolisation", "ablation", "resection", "metastasis", "metastases", "stenosis", "fibrosis",
    "thrombosis", "tinib", "limus", "mab", "tide", "platin", "mycin", "azole",
]
