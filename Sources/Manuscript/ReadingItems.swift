internal import Content

extension EditionReader {
    /// Pages, treatments and terms, on all processors: they are most of an edition.
    mutating func readItems(_ today: Day?) {
        let surroundings = surroundings(today)
        let known = Set(surroundings.languages)
        var files: [ItemFile] = []
        for (path, role) in roles {
            guard let language = role.language, let entry = folder.files[path] else { continue }
            if known.contains(language) {
                files.append(ItemFile(path: path, role: role, entry: entry))
            } else {
                add(
                    .unknownLanguage, path, 1,
                    "There is no language \(quoted(language.tag)) in this edition.",
                    remedy: "Add it to `languages` in edition.yaml.")
            }
        }
        let results = concurrentMap(files) { $0.read(surroundings) }
        for (file, result) in zip(files, results) {
            findings.formUnion(result.findings)
            drafts += result.drafts ?? []
            if case .terms(let language) = file.role {
                terms[language] = .some(result.drafts.map { Set($0.map(\.id.slug)) })
            }
        }
        drafts += studies ?? []
        collectItems()
    }

    private mutating func collectItems() {
        drafts.sort { ($0.id, $0.language, $0.place.file) < ($1.id, $1.language, $1.place.file) }
        for (previous, draft) in zip(drafts, drafts.dropFirst())
        where (previous.id, previous.language) == (draft.id, draft.language) {
            add(
                .duplicate, draft.place.file, draft.place.line,
                "The address /\(draft.id) is taken by \(previous.place.file).",
                remedy: "Give one of the two another name.")
        }
        for draft in drafts {
            guard let item = draft.item else { continue }
            if let last = edition.items.last, (last.id, last.language) == (item.id, item.language) {
                continue
            }
            edition.items.append(item)
        }
    }

    mutating func readPictures() {
        for case (let path, .picture(let name)) in roles {
            edition.pictures[name] = read(path) { readPicture($0, $1) }
        }
    }
}

/// A file that holds an item, or several.
private struct ItemFile: Sendable {
    let path: String
    let role: FileRole
    let entry: Entry

    /// No drafts when terms could not be read, so that none of them is known.
    func read(_ surroundings: Surroundings) -> (drafts: [ItemDraft]?, findings: [Finding]) {
        let margin = Margin(path)
        let text = SourceText(entry, margin)
        let drafts: [ItemDraft]?
        switch role {
        case .page(let id, let language), .treatment(let id, let language),
            .question(let id, let language):
            let draft = ItemDraft(
                id: id, language: language, place: Item.Place(file: path, line: 1))
            drafts = [
                text.map { draft.filled(from: $0, as: role, margin, surroundings) } ?? draft
            ]
        case .terms(let language):
            drafts = text.flatMap { readTerms(language, $0, margin, surroundings) }
        default: drafts = nil
        }
        return (drafts, margin.findings)
    }
}
