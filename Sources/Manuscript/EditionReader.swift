internal import Content

/// The edition as it grows, while its files are read one kind after another.
struct EditionReader {
    let folder: Folder
    /// The files that have a role, in the order of their paths.
    private(set) var roles: [(path: String, role: FileRole)] = []
    var edition = Edition()
    var findings: Set<Finding> = []

    var menuLine = 1
    var references: [ReferenceKey: Reference]?
    var studies: [ItemDraft]?
    var charts: [ChartDraft]?
    var drafts: [ItemDraft] = []
    /// Nil for a language whose terms could not be read.
    var terms: [Language: Set<String>?] = [:]

    init(_ folder: Folder) {
        self.folder = folder
        for path in folder.files.keys.sorted() { sort(path) }
    }

    private mutating func sort(_ path: String) {
        let role = FileRole(path)
        let margin = Margin(path)
        switch role {
        case .ignored: return
        case .unknown:
            // A link out of the folder, or a folder that cannot be listed, is a finding of its own.
            if case .bytes? = folder.files[path] {
                noteUnknown(margin)
            } else {
                _ = text(path, margin)
            }
        case .badName:
            margin.note(
                .nameNotSlug, line: 1, "The path cannot become an address.",
                remedy: "Use lower-case letters, digits and single hyphens.")
        default: roles.append((path, role))
        }
        findings.formUnion(margin.findings)
    }

    private func noteUnknown(_ margin: Margin) {
        margin.note(
            .unknownFile, line: 1, "Nothing reads this file.",
            remedy: "Move it to where docs/writing.md says, or take it away.")
    }

    private func text(_ path: String, _ margin: Margin) -> SourceText? {
        folder.files[path].flatMap { SourceText($0, margin) }
    }

    // MARK: Files of which there is one

    /// Reads the file at the top of the folder; nil when it is absent or could not be read.
    mutating func read<Result>(
        _ path: String, _ body: (SourceText, Margin) -> Result?
    ) -> Result? {
        let margin = Margin(path)
        let result = text(path, margin).flatMap { body($0, margin) }
        findings.formUnion(margin.findings)
        return result
    }

    mutating func readConfiguration() {
        let path = "edition.yaml"
        let draft = read(path) { Manuscript.readConfiguration($0, $1) }
        if let draft {
            (edition.configuration, edition.goals) = (draft.configuration, draft.goals)
            edition.reasons = draft.reasons
            menuLine = draft.menuLine
        }
        if folder.files[path] == nil {
            add(
                .missingFile, path, 1, "The edition has no edition.yaml.",
                remedy: "Write one, as docs/writing.md says.")
        }
    }

    mutating func readReferences() {
        let path = "references.yaml"
        references =
            folder.files[path] == nil ? [:] : read(path) { Manuscript.readReferences($0, $1) }
        edition.references = references ?? [:]
    }

    mutating func readStudies(_ today: Day?) {
        let path = "studies.yaml"
        let surroundings = surroundings(today)
        studies =
            folder.files[path] == nil
            ? [] : read(path) { Manuscript.readStudies($0, $1, surroundings) }
    }

    /// A draft for each entry of the directories.
    mutating func readDirectories(_ today: Day?) {
        let surroundings = surroundings(today)
        for directory in DirectoryEntry.Directory.allCases {
            let path = "\(directory.rawValue).yaml"
            guard folder.files[path] != nil else { continue }
            drafts +=
                read(path) { readDirectory(directory, $0, $1, surroundings) } ?? []
        }
    }

    mutating func readCharts() {
        let path = "charts.yaml"
        let languages = languages
        let byKey = studiesByKey
        charts =
            folder.files[path] == nil
            ? []
            : read(path) { text, margin in
                let charts = Manuscript.readCharts(text, margin, languages)
                if let byKey { charts?.forEach { $0.check(against: byKey, margin) } }
                return charts
            }
        for chart in charts ?? [] {
            for language in languages {
                edition.charts[language, default: [:]][chart.key] = chart.chart(
                    in: language, byKey ?? [:])
            }
        }
    }

    /// The studies with their outcomes, which are the same in every language.
    private var studiesByKey: [String: Study]? {
        studies.map { drafts in
            var byKey: [String: Study] = [:]
            for draft in drafts {
                if case .study(let study) = draft.item?.matter { byKey[draft.id.slug] = study }
            }
            return byKey
        }
    }

    var languages: [Language] {
        if let configuration = edition.configuration { return configuration.languages }
        return Set(roles.compactMap(\.role.language)).sorted()
    }

    func surroundings(_ today: Day?) -> Surroundings {
        Surroundings(
            languages: languages, topics: edition.configuration.map { Set($0.topics.map(\.id)) },
            today: today)
    }

    mutating func add(
        _ rule: Rule, _ file: String, _ line: Int, _ message: String, remedy: String
    ) {
        findings.insert(
            Finding(rule.code, file: file, line: line, message: message, remedy: remedy))
    }
}
