internal import Content

extension EditionReader {
    mutating func resolve() {
        var resolution = Resolution(
            drafts, references: references, terms: terms,
            charts: charts.map { Set($0.map(\.key)) }, pictures: pictureNumbers,
            markets: edition.configuration.map { Set($0.markets.map(\.id)) },
            studiesAreKnown: studies != nil)
        for draft in drafts { resolution.check(draft) }
        findings.formUnion(resolution.findings)
        edition.items.removeAll(where: resolution.isLacking)
        noteHomes()
        noteMenu(resolution)
        noteStudies(resolution)
        noteOrphans(resolution.used)
    }

    /// Of the files, so that one that could not be read does not become a second finding.
    private var pictureNames: Set<String> {
        Set(roles.compactMap { if case .picture(let name) = $0.role { name } else { nil } })
    }

    /// For each picture, the first number about health that is drawn in it.
    private var pictureNumbers: [String: String?] {
        pictureNames.reduce(into: [:]) { numbers, name in
            numbers[name] = .some(edition.pictures[name].flatMap { healthNumber(in: $0.words) })
        }
    }

    private mutating func noteHomes() {
        for language in edition.configuration?.languages ?? []
        where !drafts.contains(where: { $0.id == .home && $0.language == language }) {
            let path = "\(language)/pages/home.md"
            guard folder.files[path] == nil else { continue }
            add(
                .missingFile, path, 1, "The edition has no home page in this language.",
                remedy: "Write \(path).")
        }
    }

    private mutating func noteMenu(_ resolution: Resolution) {
        guard let configuration = edition.configuration else { return }
        let margin = Margin("edition.yaml")
        for id in configuration.menu where !resolution.exists(id, in: configuration.languages) {
            noteMenuItem(id.path, menuLine, margin)
        }
        findings.formUnion(margin.findings)
    }

    /// Treatments and references that studies name.
    private mutating func noteStudies(_ resolution: Resolution) {
        for draft in studies ?? [] {
            guard case .study(let study) = draft.item?.matter else { continue }
            let (file, line) = (draft.place.file, draft.place.line)
            for slug in study.treatments {
                if let id = ItemID("treatments/\(slug)"), resolution.exists(id, in: languages) {
                    continue
                }
                add(
                    .unresolvedStudy, file, line, "There is no treatment \(quoted(slug)).",
                    remedy: "Write the name of a file in treatments.")
            }
            for slug in study.tumours {
                if let id = ItemID("about/\(slug)"), resolution.exists(id, in: languages) {
                    continue
                }
                add(
                    .unresolvedStudy, file, line, "There is no page about/\(slug).",
                    remedy: "Write the name of a page in pages/about.")
            }
            guard let references else { continue }
            for key in study.references where references[key] == nil {
                add(
                    .unresolvedCitation, file, line, "There is no reference \(quoted(key.name)).",
                    remedy: "Add it to references.yaml, or correct the key.")
            }
            if !study.references.isEmpty,
                study.references.allSatisfy({ references[$0]?.read == .unread })
            {
                add(
                    .numberOnUnread, file, line, "The study rests only on what nobody has read.",
                    remedy: "Read a source and set `read`, or take the study out.")
            }
        }
    }

    private mutating func noteOrphans(_ used: Set<Traces.Target>) {
        // What could not be read may use any of them.
        let isReadWhole = studies != nil && terms.values.allSatisfy { $0 != nil }
        guard isReadWhole, drafts.allSatisfy({ $0.item != nil }) else { return }
        var cited = Set<ReferenceKey>()
        for draft in studies ?? [] {
            if case .study(let study) = draft.item?.matter { cited.formUnion(study.references) }
        }
        for reference in edition.references.values
        where !cited.contains(reference.key) && !used.contains(.citation(reference.key)) {
            add(
                .orphanReference, reference.place.file, reference.place.line,
                "Nothing cites \(quoted(reference.key.name)).",
                remedy: "Cite it, or take it away.")
        }
        for chart in charts ?? [] where !used.contains(.chart(chart.key)) {
            add(
                .orphanPicture, "charts.yaml", chart.line,
                "No text shows the chart \(quoted(chart.key)).",
                remedy: "Show it, or take it away.")
        }
        for name in pictureNames where !used.contains(.picture(name)) {
            add(
                .orphanPicture, "pictures/\(name)", 1, "No text shows this picture.",
                remedy: "Show it, or take it away.")
        }
    }
}
