package import Rendering

/// What the operator gives the press, besides the journal.
package struct PressSettings: Sendable {
    package let templates: Templates
    /// Scheme and host by which readers reach the site, such as `https://nets.example`: the only
    /// source of absolute links. A request's `Host` is never trusted for that.
    package var origin: String
    /// Set on the pages of another instant than now, and in a preview.
    package var banner: String?
    /// Nothing is listed by search engines: a preview, or another instant.
    package var hidesAll: Bool
    let documents: Documents

    package init(
        templates: Templates, origin: String, banner: String? = nil, hidesAll: Bool = false
    ) {
        self.templates = templates
        self.origin = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
        self.banner = banner
        self.hidesAll = hidesAll
        documents = Documents(templates: templates, phrases: Phrases())
    }
}
