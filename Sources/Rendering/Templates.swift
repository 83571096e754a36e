internal import Mustache

/// The templates of the frame and its style sheet, as values. An operator can give files of the
/// same names instead; what they do not give stays as it is.
package struct Templates: Sendable {
    private let library: MustacheLibrary
    package let styleSheet: String
    /// The mark in the window's tab.
    package let icon: String

    /// Why a template cannot be used.
    package struct Refusal: Error, Hashable, Sendable {
        package let name: String
        package let detail: String
    }

    /// - Parameter overrides: the text of a file by its name, such as `article.mustache` or
    ///   `site.css`. A name nobody knows is refused, since it would have no effect.
    package init(overrides: [String: String] = [:]) throws(Refusal) {
        var sources = builtInTemplates
        for (file, text) in overrides {
            guard sources[file] != nil else {
                throw Refusal(name: file, detail: "there is no template of this name")
            }
            sources[file] = text
        }
        styleSheet = sources.removeValue(forKey: "site.css") ?? ""
        icon = sources.removeValue(forKey: "icon.svg") ?? ""
        var library = MustacheLibrary()
        for (file, text) in sources.sorted(by: { $0.key < $1.key }) {
            let name = String(file.dropLast(".mustache".count))
            do {
                try library.register(text, named: name)
            } catch {
                throw Refusal(name: file, detail: "\(error)")
            }
        }
        self.library = library
    }

    func page(_ context: [String: Any]) -> String {
        guard let page = library.render(context, withTemplate: "page") else {
            preconditionFailure("the page template is built in")
        }
        return page
    }
}
