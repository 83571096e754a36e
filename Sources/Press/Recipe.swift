internal import Content
internal import Rendering

/// Everything a page is made of, as a value. Two equal recipes make the same bytes, so a page whose
/// recipe did not change is not printed again.
struct Recipe: Equatable, Sendable {
    var frame: Frame
    var matter: Matter

    enum Matter: Equatable, Sendable {
        case article(Article, Documents.Status, Documents.Surroundings)
        case home(Article, Documents.Status, sections: [Frame.Link], treatments: [Frame.Link])
        case comparison(
            Documents.Intro?, [Documents.Column], chosen: Set<String>?, options: [Frame.Link],
            error: String?)
        case glossary(Documents.Intro?, [Entry])
        case evidence(Documents.Intro?, [Entry])
        case gone(Gone)
        case choices([Frame.Choice])
    }

    /// An article in a list.
    struct Entry: Equatable, Sendable {
        var article: Article
        var href: String
    }

    /// A page that says that something is not here, and where to turn.
    struct Gone: Equatable, Sendable {
        var title: String
        var reason: String
        var when: String
        var body: String
        var suggestions: [Frame.Link]
    }

    func document(_ documents: Documents) -> String {
        switch matter {
        case .article(let article, let status, let around):
            documents.article(article, status, around, in: frame)
        case .home(let article, let status, let sections, let treatments):
            documents.home(article, status, sections: sections, treatments: treatments, in: frame)
        case .comparison(let intro, let columns, let chosen, let options, let error):
            documents.comparison(
                intro, columns, chosen: chosen, options: options, error: error, in: frame)
        case .glossary(let intro, let entries):
            documents.glossary(intro, entries.map { ($0.article, $0.href) }, in: frame)
        case .evidence(let intro, let entries):
            documents.evidence(intro, entries.map { ($0.article, $0.href) }, in: frame)
        case .gone(let gone):
            documents.gone(
                title: gone.title, reason: gone.reason, when: gone.when, body: gone.body,
                suggestions: gone.suggestions, in: frame)
        case .choices(let choices): documents.choices(choices, in: frame)
        }
    }
}
