internal import Content

/// Reads `studies.yaml`: a draft for each study and language. Nil when it could not be read.
func readStudies(_ text: SourceText, _ margin: Margin, _ surroundings: Surroundings) -> [ItemDraft]?
{
    guard let value = readYAML(text.text, firstLine: 1, margin), let root = Fields(value, margin)
    else { return nil }
    let entries = root.untaken
    let sources = Slices(text.text).entries(entries, end: nil)
    return zip(entries, sources).flatMap { entry, source in
        readStudy(entry, source: source, margin, surroundings)
    }
}

private func readStudy(
    _ entry: Value.Pair, source: String, _ margin: Margin, _ surroundings: Surroundings
) -> [ItemDraft] {
    guard let id = itemID("evidence", entry, margin), var fields = Fields(entry.value, margin)
    else {
        return []
    }
    let place = Item.Place(file: margin.file, line: entry.place.line)
    let languages = surroundings.languages.filter { fields.has($0.tag) }
    if languages.isEmpty, let first = surroundings.languages.first { fields.missing(first.tag) }
    let figures = StudyFigures(&fields, languages)
    var drafts: [ItemDraft] = []
    for language in languages {
        guard var words = fields.fields(language.tag) else { continue }
        var reader = MarkdownReader(margin)
        let title = words.neededText("title")
        let summary = words.neededText("summary")
        let study = figures.study(readWords(&words, &reader), in: language)
        words.finish()
        let about = Item.About(
            &fields, title: title, summary: summary, fallback: figures.name, surroundings)
        var draft = ItemDraft(id: id, language: language, place: place, traces: reader.traces)
        draft.citesNumbers = false
        draft.item = Item(
            id: id, language: language, about: about, matter: .study(study), place: place,
            source: source)
        drafts.append(draft)
    }
    fields.finish()
    return drafts
}

private func readWords(_ words: inout Fields, _ reader: inout MarkdownReader) -> Study.Words {
    func passage(_ key: String) -> Markup {
        guard words.needed(key) != nil, let passage = words.passage(key) else { return Markup() }
        return reader.read(passage.text, lines: passage.lines, headings: .none)
    }
    return Study.Words(
        tookPart: passage("who"), compared: passage("compared"), found: passage("found"),
        notTold: passage("not-told"))
}

/// What a study is and measured, in all its languages.
private struct StudyFigures {
    let name: String
    private let year: Int?
    private let design: String
    private let people: Int?
    private let treatments: [String]
    private let tumours: [String]
    private let references: [ReferenceKey]
    private let registered: String?
    private var arms: [(key: String, label: [Language: String], people: Int?)] = []
    private var outcomes: [Measure] = []

    private struct Measure {
        let key: String
        let label: [Language: String]
        let unit: Study.Unit
        let values: [Study.Value]
        let differs: Study.Difference
    }

    init(_ fields: inout Fields, _ languages: [Language]) {
        name = fields.neededText("name") ?? ""
        year = fields.count("year")
        design = fields.neededText("design") ?? ""
        people = fields.count("people")
        treatments = fields.texts("treatments")
        tumours = fields.texts("tumours")
        registered = fields.text("registered")
        if fields.needed("references") == nil {
            references = []
        } else {
            let names = fields.texts("references")
            let line = fields.line(of: "references")
            for name in names where ReferenceKey(name) == nil { noteKey(name, line, fields.margin) }
            references = names.compactMap(ReferenceKey.init)
        }
        readArms(&fields, languages)
        readOutcomes(&fields, languages)
    }

    private mutating func readArms(_ fields: inout Fields, _ languages: [Language]) {
        guard let inner = fields.fields("arms") else { return }
        for pair in inner.untaken {
            guard var arm = Fields(pair.value, fields.margin) else { continue }
            let label = arm.words("label", in: languages, needed: languages)
            arms.append((pair.key, label, arm.count("people")))
            arm.finish()
        }
    }

    private mutating func readOutcomes(_ fields: inout Fields, _ languages: [Language]) {
        guard let inner = fields.fields("outcomes") else { return }
        for pair in inner.untaken {
            guard isSlug(pair.key) else {
                noteKey(pair.key, pair.place.line, fields.margin)
                continue
            }
            guard var outcome = Fields(pair.value, fields.margin) else { continue }
            let label = outcome.words("label", in: languages, needed: languages)
            let unit: Study.Unit = outcome.neededChoice("unit") ?? .other
            let values = readValues(&outcome, unit, arms.map(\.key))
            outcomes.append(
                Measure(
                    key: pair.key, label: label, unit: unit, values: values,
                    differs: outcome.choice("differs") ?? .unknown))
            outcome.finish()
        }
    }

    func study(_ words: Study.Words, in language: Language) -> Study {
        Study(
            name: name, year: year, design: design, people: people, treatments: treatments,
            tumours: tumours, references: references, registered: registered,
            arms: arms.map {
                Study.Arm(key: $0.key, label: $0.label[language] ?? $0.key, people: $0.people)
            },
            outcomes: outcomes.map {
                Study.Outcome(
                    key: $0.key, label: $0.label[language] ?? $0.key, unit: $0.unit,
                    values: $0.values, differs: $0.differs)
            }, words: words)
    }
}
