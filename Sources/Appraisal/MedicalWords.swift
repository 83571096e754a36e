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
            for word in sentence.words where isMedical(word) && !isExplained(word) {
                if !found.contains(word), !isExplained(word, in: sentence.text) {
                    found.append(word)
                }
            }
        }
        return found
    }

    private func isExplained(_ word: String, in sentence: String) -> Bool {
        let tokens = sentence.lowercased().split(separator: " ")
        let letters = tokens.map { $0.filter { $0.isLetter || $0.isNumber } }
        guard let index = letters.firstIndex(where: { $0 == word }) else { return true }
        let next = index + 1 < tokens.count ? tokens[index + 1] : ""
        let isInBrackets = tokens[index].contains("(") || tokens[index].contains(")")
        let isCalled = index > 0 && ["called", "or", "named"].contains(tokens[index - 1])
        // An ending that is spoken of: names that end in "-tinib".
        let isQuoted = tokens[index].first.map { "\"“-".contains($0) } == true
        return next.hasPrefix("(") || isInBrackets || isCalled || isQuoted
    }

    private func isExplained(_ word: String) -> Bool {
        if explained.contains(word) { return true }
        // With a plural s, or joined by a hyphen to another word.
        return explained.contains { $0.count > 5 && (word.hasSuffix($0) || word == $0 + "s") }
    }
}

private func isMedical(_ word: String) -> Bool {
    let bytes = word.utf8
    // Nearly every word is told by its last three letters, without trying all endings.
    guard bytes.count > 6, lastLetters.contains(packed(bytes)), !known.contains(word) else {
        return false
    }
    return endings.contains { word.hasSuffix($0) || word.hasSuffix($0 + "s") }
}

private let lastLetters = Set(endings.flatMap { [packed($0.utf8), packed("\($0)s".utf8)] })

private func packed(_ bytes: String.UTF8View) -> UInt32 {
    bytes.suffix(3).reduce(0) { $0 << 8 | UInt32($1) }
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
