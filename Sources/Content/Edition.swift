/// One publisher's content, read from a folder of text files: what the next revision is made from.
package struct Edition: Sendable {
    /// Nil when `edition.yaml` could not be read at all.
    package var configuration: Configuration?
    /// In the order of their ids, then languages.
    package var items: [Item]
    package var references: [ReferenceKey: Reference]
    /// For each language, since titles and labels are words.
    package var charts: [Language: [String: Chart]]
    /// Drawings by their name within `pictures/`, such as `how-prrt-works.svg`.
    package var pictures: [String: Picture]
    /// Of `edition.yaml`, as far as it says any.
    package var goals = Goals()
    /// Why the markets differ in a setting, by the setting's name in `edition.yaml`: for editors.
    package var reasons: [String: String] = [:]

    package init(
        configuration: Configuration? = nil, items: [Item] = [],
        references: [ReferenceKey: Reference] = [:], charts: [Language: [String: Chart]] = [:],
        pictures: [String: Picture] = [:]
    ) {
        self.configuration = configuration
        self.items = items
        self.references = references
        self.charts = charts
        self.pictures = pictures
    }
}

/// A drawing, checked and ready to stand inside a page.
package struct Picture: Hashable, Sendable {
    /// The `svg` element alone: no XML declaration, comments, scripts, styles or links. The ids
    /// within begin with `{id}-`, for the printer to fill in, since a page may hold two drawings.
    package var svg: String
    package var title: String
    package var description: String

    package init(svg: String, title: String, description: String) {
        (self.svg, self.title, self.description) = (svg, title, description)
    }
}
