internal import Content
internal import Rendering

/// Everything a page is made of, as a value. Two equal recipes make the same bytes, so a page whose
/// recipe did not change is not printed again. (A class, because it is large, and is handed round.)
final class Recipe: Equatable, Sendable {
    let frame: Frame
    let matter: Matter

    init(frame: Frame, matter: Matter) { (self.frame, self.matter) = (frame, matter) }

    static func == (left: Recipe, right: Recipe) -> Bool {
        left === right || left.frame == right.frame && left.matter == right.matter
    }

    enum Matter: Equatable, Sendable {
        case article(Rack.Shown, Documents.Surroundings)
        case home(Rack.Shown, sections: [Frame.Link], treatments: [Frame.Link])
        case comparison(
            Documents.Intro?, [Documents.Column], chosen: Set<String>?, options: [Frame.Link],
            error: String?)
        case questions(Documents.Intro?, [Documents.LinkGroup], ask: String?)
        case directory(
            DirectoryEntry.Directory, Documents.Intro?, [Documents.LinkGroup], NearForm)
        case glossary(Documents.Intro?, [Rack.Shown])
        case evidence(Documents.Intro?, [Documents.StudyIndex], [Rack.Shown])
        case gone(Gone)
        case choices([Frame.Choice], leavesSomeOut: Bool)
        case rated(RatingSheet)
        case news(Documents.NewsSheet)
        case following(FollowSheet)
        case asking(AskSheet)
        case searching(SearchSheet)
        case near(NearSheet)
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
        case .article(let shown, let around):
            documents.article(shown.article, shown.status, around, in: frame)
        case .home(let shown, let sections, let treatments):
            documents.home(
                shown.article, shown.status, sections: sections, treatments: treatments, in: frame)
        case .comparison(let intro, let columns, let chosen, let options, let error):
            documents.comparison(
                intro, columns, chosen: chosen, options: options, error: error, in: frame)
        case .questions(let intro, let groups, let ask):
            documents.questions(intro, groups, ask: ask, in: frame)
        case .directory(let directory, let intro, let groups, let form):
            documents.directory(directory, intro, groups, form, in: frame)
        case .glossary(let intro, let entries):
            documents.glossary(intro, entries.map { ($0.article, $0.href) }, in: frame)
        case .evidence(let intro, let indices, let entries):
            documents.evidence(intro, indices, entries.map { ($0.article, $0.href) }, in: frame)
        case .gone(let gone):
            documents.gone(
                title: gone.title, reason: gone.reason, when: gone.when, body: gone.body,
                suggestions: gone.suggestions, in: frame)
        case .choices(let choices, let leavesSomeOut):
            documents.choices(choices, leavesSomeOut: leavesSomeOut, in: frame)
        case .rated(let sheet): documents.rating(sheet, in: frame)
        case .news(let sheet): documents.news(sheet, in: frame)
        case .following(let sheet): documents.following(sheet, in: frame)
        case .asking(let sheet): documents.asking(sheet, in: frame)
        case .searching(let sheet): documents.searching(sheet, in: frame)
        case .near(let sheet): documents.near(sheet, in: frame)
        }
    }
}

/// A page to be printed: where it is found, what it is about, what it is made of.
struct Sheet: Sendable {
    let path: String
    let item: ItemID
    let recipe: Recipe
}
