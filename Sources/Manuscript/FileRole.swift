package import Content

/// What a file of an edition is for, which its path alone decides.
enum FileRole: Equatable {
    case configuration, references, studies, charts
    case directory(DirectoryEntry.Directory)
    case terms(Language)
    case synonyms(Language)
    case page(ItemID, Language)
    case treatment(ItemID, Language)
    case question(ItemID, Language)
    /// By its name within `pictures/`.
    case picture(String)
    /// Beside the edition: a licence, a hidden file.
    case ignored
    case unknown
    /// In the right place, under a name that cannot stand in an address.
    case badName

    init(_ path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts.count, path) {
        case _ where parts.contains(where: { $0.hasPrefix(".") }): self = .ignored
        case (1, "edition.yaml"): self = .configuration
        case (1, "references.yaml"): self = .references
        case (1, "studies.yaml"): self = .studies
        case (1, "charts.yaml"): self = .charts
        case (1, "clinics.yaml"): self = .directory(.clinics)
        case (1, "groups.yaml"): self = .directory(.groups)
        case (1, _): self = FileRole.besides.contains(stem(of: path) ?? path) ? .ignored : .unknown
        default: self = FileRole(parts)
        }
    }

    /// Files that say something about the folder rather than in it.
    private static let besides: Set<String> = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "README"]

    private init(_ parts: [String]) {
        let name = parts[parts.count - 1]
        let inner = Array(parts.dropFirst(2).dropLast()) + [stem(of: name) ?? name]
        switch (parts[0], parts.count == 2 ? "" : parts[1]) {
        case ("pictures", _) where name.hasSuffix(".svg") && parts.count == 2:
            self = isSlug(name.dropLast(4)) ? .picture(name) : .badName
        case (let tag, "") where name == "terms.yaml":
            self = Language(tag).map(FileRole.terms) ?? .badName
        case (let tag, "") where name == "synonyms.yaml":
            self = Language(tag).map(FileRole.synonyms) ?? .badName
        case (let tag, "pages") where name.hasSuffix(".md"):
            self = FileRole.item(inner.joined(separator: "/"), tag, FileRole.page)
        case (let tag, "treatments") where name.hasSuffix(".md") && parts.count == 3:
            self = FileRole.item("treatments/\(inner[0])", tag, FileRole.treatment)
        case (let tag, "questions") where name.hasSuffix(".md") && parts.count == 3:
            self = FileRole.item("questions/\(inner[0])", tag, FileRole.question)
        default: self = .unknown
        }
    }

    private static func item(
        _ path: String, _ tag: String, _ role: (ItemID, Language) -> FileRole
    ) -> FileRole {
        guard let id = ItemID(path), let language = Language(tag) else { return .badName }
        return role(id, language)
    }

    var language: Language? {
        switch self {
        case .terms(let language), .page(_, let language), .treatment(_, let language),
            .question(_, let language):
            language
        default: nil
        }
    }
}

/// A name without its `.md`, `.txt` or another extension; nil when it has none.
private func stem(of name: String) -> String? {
    name.lastIndex(of: ".").map { String(name[..<$0]) }
}

/// Addresses below market and language that the program answers itself, so that no page can have
/// them, nor stand below them.
let reservedNames: Set<String> = [
    "compare", "follow", "questions/ask", "questions/asked", "rate", "search", "suggest", "topics",
]

/// Lists whose items come from one file; a page can only give the words above them.
let reservedParents: Set<String> = ["clinics", "groups", "evidence", "glossary"]

/// The address of the program's own at which an item would lie, or below which; nil where none is.
package func reservedName(above id: ItemID) -> String? {
    programsName(above: id) ?? reservedParents.first { id.path.hasPrefix("\($0)/") }
}

/// The same, but for the lists, whose items have addresses below them.
package func programsName(above id: ItemID) -> String? {
    reservedNames.first { id.path == $0 || id.path.hasPrefix("\($0)/") }
}
