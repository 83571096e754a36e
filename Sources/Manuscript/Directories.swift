internal import Content

/// Reads `clinics.yaml` or `groups.yaml`: a draft for each entry and language. Nil when it could not
/// be read.
func readDirectory(
    _ directory: DirectoryEntry.Directory, _ text: SourceText, _ margin: Margin,
    _ surroundings: Surroundings
) -> [ItemDraft]? {
    guard let value = readYAML(text.text, firstLine: 1, margin), var root = Fields(value, margin)
    else { return nil }
    let defaults = root.fields("defaults")?.untaken ?? []
    let services = Services(&root, margin)
    guard let list = root.needed(directory.rawValue), let entries = Fields(list, margin)?.untaken
    else { return nil }
    root.finish()
    let end = value.pairs.map(\.place).filter { $0 > list.place }.min()
    let sources = Slices(text.text).entries(entries, end: end)
    return zip(entries, sources).flatMap { entry, source -> [ItemDraft] in
        guard let id = itemID(directory.rawValue, entry, margin) else { return [] }
        let reader = EntryReader(
            id: id, directory: directory, defaults: defaults, services: services, margin: margin,
            surroundings: surroundings)
        return reader.drafts(of: entry, source)
    }
}

/// What a directory's entries may offer, and what a reader should ask about where no source tells.
private struct Services {
    let labels: [(key: String, words: Value)]
    let askAbout: [String]

    init(_ root: inout Fields, _ margin: Margin) {
        labels = (root.fields("services")?.untaken ?? []).map { ($0.key, $0.value) }
        askAbout = root.texts("ask-about")
    }

    func label(_ key: String) -> Value? { labels.first { $0.key == key }?.words }
}

private struct EntryReader {
    let id: ItemID
    let directory: DirectoryEntry.Directory
    let defaults: [Value.Pair]
    let services: Services
    let margin: Margin
    let surroundings: Surroundings

    func drafts(of entry: Value.Pair, _ source: String) -> [ItemDraft] {
        guard Fields(entry.value, margin) != nil else { return [] }
        let own = entry.value.pairs
        let inherited = defaults.filter { pair in !own.contains { $0.key == pair.key } }
        var fields = Fields(own + inherited, line: entry.place.line, margin)
        let place = Item.Place(file: margin.file, line: entry.place.line)
        let name = fields.neededText("name")
        // Kept for the editors (see DirectoryTable): what readers are told stands in `dated`.
        _ = fields.day("confirmed")
        let common = readCommon(&fields)
        // The defaults and the services are part of what an editor approves.
        let lines = inherited.map { "\($0.key): \($0.value.flat)" }.sorted()
        let about = Item.About(
            &fields, title: name, summary: "", fallback: entry.key, surroundings)
        var drafts: [ItemDraft] = []
        for (index, language) in surroundings.languages.enumerated() {
            let isFirst = index == 0
            guard let dated = words(&fields, "dated", language, isFirst) else {
                if isFirst { fields.missing("dated") }
                continue
            }
            var entry = common.entry
            entry.dated = dated
            entry.languages = words(&fields, "languages", language, isFirst)
            entry.notes = ["member", "note"].compactMap { words(&fields, $0, language, isFirst) }
            entry.remark = words(&fields, "remark", language, isFirst)
            entry.offers = common.offers.compactMap { offer in
                guard let words = self.words(offer.words, language, isFirst) else { return nil }
                return DirectoryEntry.Offer(
                    service: offer.service, words: words, source: offer.source)
            }
            let offered = Set(common.offers.compactMap(\.service))
            entry.unknown = services.askAbout.filter { !offered.contains($0) }.compactMap {
                services.label($0).flatMap { words($0, language, isFirst) }
            }
            var draft = ItemDraft(id: id, language: language, place: place, traces: common.traces)
            draft.citesNumbers = false
            draft.item = Item(
                id: id, language: language, about: about, matter: .entry(entry), place: place,
                source: ([source] + lines).joined(separator: "\n"))
            drafts.append(draft)
        }
        fields.finish()
        return drafts
    }

    /// What is the same in every language.
    private struct Common {
        var entry: DirectoryEntry
        var offers: [(service: String?, words: Value, source: ReferenceKey)]
        var traces = Traces()
    }

    private func readCommon(_ fields: inout Fields) -> Common {
        var traces = Traces()
        let sources = fields.texts("source").compactMap { name -> ReferenceKey? in
            cited(name, fields.line(of: "source"), &traces)
        }
        if sources.isEmpty { fields.missing("source") }
        let offers = readOffers(&fields, &traces)
        let entry = DirectoryEntry(
            directory: directory, country: readCountry(&fields), towns: readTowns(&fields),
            site: fields.identifier("url", "https://example.org/", isWebAddress), languages: nil,
            dated: "", sources: sources, offers: [], unknown: [], notes: [], remark: nil)
        return Common(entry: entry, offers: offers, traces: traces)
    }

    private func cited(_ name: String, _ line: Int, _ traces: inout Traces) -> ReferenceKey? {
        guard let key = ReferenceKey(name) else {
            margin.note(
                .wrongValue, line: line, "\(quoted(name)) is no key of a reference.",
                remedy: "Write keys of references.yaml.")
            return nil
        }
        traces.uses.append(Traces.Use(target: .citation(key), line: line))
        return key
    }

    private func readCountry(_ fields: inout Fields) -> Country? {
        guard let code = fields.neededText("country"), code != "international" else { return nil }
        if let country = Country(code) { return country }
        fields.wrong(
            "country", "There is no country \(quoted(code)).",
            remedy: "Write two capital letters (ISO 3166-1), or `international`.")
        return nil
    }

    private func readTowns(_ fields: inout Fields) -> [DirectoryEntry.Town] {
        var towns = [readTown(&fields)].compactMap(\.self)
        guard let value = fields.value("also-in") else { return towns }
        guard case .list(let values) = value.content else {
            fields.wrong(
                "also-in", "The field `also-in` is a list.",
                remedy: "Write `- { city: …, lat: …, lon: … }`, one on each line.")
            return towns
        }
        for value in values {
            guard var town = Fields(value, margin) else { continue }
            _ = town.needed("city")
            towns += [readTown(&town)].compactMap(\.self)
            town.finish()
        }
        return towns
    }

    private func readTown(_ fields: inout Fields) -> DirectoryEntry.Town? {
        let (name, position) = (fields.text("city"), readPosition(&fields))
        return name.map { DirectoryEntry.Town(name: $0, position: position) }
    }

    private func readPosition(_ fields: inout Fields) -> DirectoryEntry.Position? {
        let (latitude, longitude) = (fields.text("lat"), fields.text("lon"))
        guard latitude != nil || longitude != nil else { return nil }
        if let latitude = latitude.flatMap(Double.init),
            let longitude = longitude.flatMap(Double.init),
            let position = DirectoryEntry.Position(latitude: latitude, longitude: longitude)
        {
            return position
        }
        fields.wrong(
            "lat", "The place is not on the globe.",
            remedy: "Write `lat` and `lon` in degrees: 50.88 and 4.70.")
        return nil
    }

    private func readOffers(
        _ fields: inout Fields, _ traces: inout Traces
    ) -> [(service: String?, words: Value, source: ReferenceKey)] {
        guard let value = fields.value("offers") else { return [] }
        guard case .list(let values) = value.content else {
            fields.wrong(
                "offers", "The field `offers` is a list.",
                remedy: "Write `- { service: …, source: … }`, one on each line.")
            return []
        }
        return values.compactMap { value in
            guard var offer = Fields(value, margin) else { return nil }
            defer { offer.finish() }
            let service = offer.text("service")
            let words = service.map { services.label($0) } ?? offer.needed("what")
            if let service, words == nil {
                offer.wrong(
                    "service", "There is no service \(quoted(service)).",
                    remedy: "Write a key of `services`, at the top of the file.")
            }
            guard
                let source = offer.neededText("source").flatMap({ cited($0, value.line, &traces) }),
                let words
            else { return nil }
            return (service, words, source)
        }
    }

    /// A text in the edition's first language, or `{ en: …, nl: … }`.
    private func words(
        _ fields: inout Fields, _ key: String, _ language: Language, _ isFirst: Bool
    ) -> String? {
        fields.value(key).flatMap { words($0, language, isFirst) }
    }

    private func words(_ value: Value, _ language: Language, _ isFirst: Bool) -> String? {
        switch value.content {
        case .text(let text, _): isFirst ? text.trimmed : nil
        default:
            value.pairs.first { $0.key == language.tag }.flatMap { pair in
                if case .text(let text, _) = pair.value.content { text.trimmed } else { nil }
            }
        }
    }
}
