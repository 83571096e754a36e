internal import Content
internal import Foundation

/// What `edition.yaml` tells.
struct ConfigurationDraft {
    let configuration: Configuration
    let goals: Goals
    let reasons: [String: String]
    /// Where its menu stands, whose items are known later.
    let menuLine: Int
}

/// Reads `edition.yaml`. Nil when it could not be read.
func readConfiguration(_ text: SourceText, _ margin: Margin) -> ConfigurationDraft? {
    guard let value = readYAML(text.text, firstLine: 1, margin), var fields = Fields(value, margin)
    else { return nil }
    if let format = fields.neededText("format"), format != "1" {
        margin.note(
            .unknownFormat, line: fields.line(of: "format"),
            "The edition is written in format \(quoted(format)); this program reads format 1.",
            remedy: "Write `format: 1`, or use the program that the edition was written for.")
    }
    let languages = readLanguages(&fields)
    // Not in the order of the file, but in the order in which one needs the other.
    let unreviewed = readUnreviewed(&fields)
    let markets = MarketReader(languages: languages, unreviewed: unreviewed).read(&fields)
    var configuration = Configuration(
        title: fields.words("title", in: languages, needed: languages),
        strapline: fields.words("strapline", in: languages, needed: languages),
        publisher: readPublisher(&fields),
        funder: fields.words("funder", in: languages, needed: languages),
        controller: fields.text("controller"), contact: readContact(&fields),
        timeZone: readTimeZone(&fields), languages: languages, markets: markets,
        topics: readTopics(&fields, languages), menu: [],
        indexesUnreviewed: fields.flag("index-unreviewed") ?? false, source: text.text)
    configuration.menu = readMenu(&fields)
    let goals = readGoals(&fields)
    let reasons = readReasons(&fields)
    fields.finish()
    return ConfigurationDraft(
        configuration: configuration, goals: goals, reasons: reasons,
        menuLine: fields.line(of: "menu"))
}

/// `differences`: why the markets differ in a setting.
private func readReasons(_ fields: inout Fields) -> [String: String] {
    guard var inner = fields.fields("differences") else { return [:] }
    var reasons: [String: String] = [:]
    for setting in Market.settings { reasons[setting] = inner.text(setting) }
    inner.finish()
    return reasons
}

private func readLanguages(_ fields: inout Fields) -> [Language] {
    guard fields.needed("languages") != nil else { return [.english] }
    let tags = fields.texts("languages")
    for tag in tags where Language(tag) == nil {
        fields.noteLanguage(tag, fields.line(of: "languages"))
    }
    let languages = tags.compactMap { Language($0) }
    for language in languages where !Language.ofTheFrame.contains(language) {
        fields.margin.note(
            .foreignFrame, line: fields.line(of: "languages"),
            "The program has no words of its own in \(quoted(language.tag)).",
            remedy: "Readers will find its menus, notices and labels in English; say so to them.")
    }
    return languages.isEmpty ? [.english] : languages
}

private func readUnreviewed(_ fields: inout Fields) -> Market.Unreviewed {
    // Where it is not said, nothing is shown that nobody has approved.
    fields.neededChoice("unreviewed") ?? .withhold
}

private func readPublisher(_ fields: inout Fields) -> Configuration.Party {
    guard fields.needed("publisher") != nil, var party = fields.fields("publisher") else {
        return Configuration.Party(name: "", url: nil)
    }
    defer { party.finish() }
    return Configuration.Party(
        name: party.neededText("name") ?? "",
        url: party.identifier("url", "https://example.org/", isWebAddress))
}

private func readContact(_ fields: inout Fields) -> Configuration.Contact {
    guard var contact = fields.fields("contact") else {
        return Configuration.Contact(mistakes: nil, security: nil)
    }
    defer { contact.finish() }
    return Configuration.Contact(
        mistakes: contact.identifier("mistakes", "hello@example.org", isContact),
        security: contact.identifier("security", "security@example.org", isContact))
}

/// An e-mail address, or a web address: what a link may lead to.
private func isContact(_ text: String) -> Bool {
    if isWebAddress(text) { return true }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2
        && parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (0x21...0x7E).contains(byte) && !"<>()[]\\,;:\"".utf8.contains(byte)
                }
        }
}

private func readTimeZone(_ fields: inout Fields) -> String {
    guard let name = fields.neededText("time-zone") else { return "UTC" }
    // Foundation reads `GMT+5` and abbreviations too, which are not zones of the database.
    if name == "UTC" || name.contains("/"), TimeZone(identifier: name) != nil { return name }
    fields.margin.note(
        .badTimeZone, line: fields.line(of: "time-zone"), "There is no time zone \(quoted(name)).",
        remedy: "Write a name of the IANA database, such as `Europe/Brussels`.")
    return "UTC"
}

private func readTopics(_ fields: inout Fields, _ languages: [Language]) -> [Configuration.Topic] {
    guard fields.needed("topics") != nil, var inner = fields.fields("topics") else { return [] }
    return inner.untaken.compactMap { pair in
        guard let id = TopicID(pair.key) else {
            noteKey(pair.key, pair.place.line, fields.margin)
            return nil
        }
        let name = inner.words(pair.key, in: languages, needed: languages)
        return Configuration.Topic(id: id, name: name)
    }
}

private func readMenu(_ fields: inout Fields) -> [ItemID] {
    fields.texts("menu").compactMap { name in
        if let id = ItemID(name) { return id }
        noteMenuItem(name, fields.line(of: "menu"), fields.margin)
        return nil
    }
}

func noteMenuItem(_ name: String, _ line: Int, _ margin: Margin) {
    margin.note(
        .unresolvedMenuItem, line: line, "The menu leads to \(quoted(name)), which is no item.",
        remedy: "Write an item's address, without market, language or a slash before it.")
}
