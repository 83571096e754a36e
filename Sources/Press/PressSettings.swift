package import Content
package import Rendering

/// What the operator gives the press, besides the journal.
package struct PressSettings: Sendable {
    package var templates: Templates
    /// Phrases of languages other than English.
    package var phrases: [Language: Phrases]
    /// Scheme and host by which readers reach the site, such as `https://nets.example`: the only
    /// source of absolute links. A request's `Host` is never trusted for that.
    package var origin: String
    /// Set on the pages of another instant than now, and in a preview.
    package var banner: String?
    /// Nothing is listed by search engines: a preview, or another instant.
    package var hidesAll: Bool

    package init(
        templates: Templates, phrases: [Language: Phrases] = [:], origin: String,
        banner: String? = nil, hidesAll: Bool = false
    ) {
        self.templates = templates
        self.phrases = phrases
        self.origin = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
        self.banner = banner
        self.hidesAll = hidesAll
    }

    func documents(_ language: Language) -> Documents {
        Documents(templates: templates, phrases: phrases[language] ?? Phrases(language))
    }
}
