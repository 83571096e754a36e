/// The templates and the style sheet that are built into the program, by the name of their file.
/// (They are embedded, so that the program is one file and the core reads no disk.)
let builtInTemplates: [String: String] = [
    "article.mustache": text(PackageResources.article_mustache),
    "card.mustache": text(PackageResources.card_mustache),
    "choose.mustache": text(PackageResources.choose_mustache),
    "comparison.mustache": text(PackageResources.comparison_mustache),
    "contents.mustache": text(PackageResources.contents_mustache),
    "crumbs.mustache": text(PackageResources.crumbs_mustache),
    "evidence.mustache": text(PackageResources.evidence_mustache),
    "foot.mustache": text(PackageResources.foot_mustache),
    "glossary.mustache": text(PackageResources.glossary_mustache),
    "gone.mustache": text(PackageResources.gone_mustache),
    "head.mustache": text(PackageResources.head_mustache),
    "heading.mustache": text(PackageResources.heading_mustache),
    "home.mustache": text(PackageResources.home_mustache),
    "icon.svg": text(PackageResources.icon_svg),
    "mark-help.mustache": text(PackageResources.mark_help_mustache),
    "neighbours.mustache": text(PackageResources.neighbours_mustache),
    "notes.mustache": text(PackageResources.notes_mustache),
    "page.mustache": text(PackageResources.page_mustache),
    "pick.mustache": text(PackageResources.pick_mustache),
    "questions.mustache": text(PackageResources.questions_mustache),
    "register-row.mustache": text(PackageResources.register_row_mustache),
    "register.mustache": text(PackageResources.register_mustache),
    "site.css": text(PackageResources.site_css),
    "stripes.mustache": text(PackageResources.stripes_mustache),
    "top.mustache": text(PackageResources.top_mustache),
]

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
