package import Content

/// What stands around an article or a list: a value that knows nothing of requests or time. It is
/// made only of what is cleared at one instant; `Press` sees to that.
package struct Frame: Hashable, Sendable {
    package var shared: Shared
    /// What the page is about: the title of its window.
    package var title: String
    package var description: String
    /// Absolute, from the operator's origin; nil for pages that have no address of their own.
    package var canonical: String?
    /// Where a page can be found again that is printed on paper; nil for its one address.
    package var printedFrom: String?
    package var isUnlisted: Bool
    package var alternates: [Alternate]
    package var crumbs: [Link]
    /// The name of the page at the end of the crumbs; nil on the home page.
    package var here: String?
    /// The address of the menu's entry that holds the page.
    package var section: String?
    package var isUnreviewed: Bool
    package var discussesMedicine: Bool
    /// Nil where nothing can be rated.
    package var rating: RatingBox?
    /// Where a feed reader is told what becomes of the page's item; nil where it is no item's.
    package var feed: String?

    package init(
        shared: Shared, title: String, description: String, canonical: String? = nil,
        isUnlisted: Bool = true, alternates: [Alternate] = [], crumbs: [Link] = [],
        here: String? = nil, section: String? = nil, isUnreviewed: Bool = false,
        discussesMedicine: Bool = false, rating: RatingBox? = nil, feed: String? = nil
    ) {
        self.shared = shared
        self.title = title
        self.description = description
        self.canonical = canonical
        self.isUnlisted = isUnlisted
        self.alternates = alternates
        self.crumbs = crumbs
        self.here = here
        self.section = section
        self.isUnreviewed = isUnreviewed
        self.discussesMedicine = discussesMedicine
        self.rating = rating
        self.feed = feed
    }

    package struct Link: Hashable, Sendable {
        package var href: String
        package var title: String
        package var summary: String

        package init(href: String, title: String, summary: String = "") {
            (self.href, self.title, self.summary) = (href, title, summary)
        }
    }

    package struct Alternate: Hashable, Sendable {
        package var hreflang: String
        package var href: String

        package init(hreflang: String, href: String) {
            (self.hreflang, self.href) = (hreflang, href)
        }
    }

    /// What all pages of one audience share.
    package struct Shared: Hashable, Sendable {
        package var audience: Audience
        package var site: String
        package var cssPath: String
        package var iconPath: String
        package var scriptPath: String
        /// `/int/en/`.
        package var root: String
        package var menu: [Link]
        /// Set on pages of another instant than now, and in a preview.
        package var banner: String?
        /// Whom it is written for, as a whole sentence.
        package var audienceNotice: String
        /// Where urgent help is, as whole sentences.
        package var urgent: String
        /// More than one where no market has been chosen yet.
        package var emergencyNumbers: [String]
        package var sideEffects: String
        /// What the site is about, in a few words.
        package var strapline: String
        package var publisher: String
        package var publisherAddress: String
        package var funder: String
        package var footer: [Link]
        package var languages: [Choice]
        package var markets: [Choice]

        package init(
            audience: Audience, site: String, cssPath: String, iconPath: String,
            scriptPath: String = "", root: String, menu: [Link],
            banner: String?, audienceNotice: String, urgent: String, emergencyNumbers: [String],
            sideEffects: String,
            strapline: String, publisher: String, publisherAddress: String, funder: String,
            footer: [Link], languages: [Choice],
            markets: [Choice]
        ) {
            self.audience = audience
            self.site = site
            self.cssPath = cssPath
            self.iconPath = iconPath
            self.scriptPath = scriptPath
            self.root = root
            self.menu = menu
            self.banner = banner
            self.audienceNotice = audienceNotice
            self.urgent = urgent
            self.emergencyNumbers = emergencyNumbers
            self.sideEffects = sideEffects
            self.strapline = strapline
            self.publisher = publisher
            self.publisherAddress = publisherAddress
            self.funder = funder
            self.footer = footer
            self.languages = languages
            self.markets = markets
        }
    }

    /// A market or a language one can go to.
    package struct Choice: Hashable, Sendable {
        package var href: String
        package var title: String
        package var language: Language
        package var isCurrent: Bool
        package var audience: String

        package init(
            href: String, title: String, language: Language, isCurrent: Bool, audience: String = ""
        ) {
            self.href = href
            self.title = title
            self.language = language
            self.isCurrent = isCurrent
            self.audience = audience
        }
    }
}

extension Frame {
    /// The whole document, with `main` under the name of its kind.
    func document(_ kind: String, _ main: Context, _ documents: Documents) -> String {
        let surround = Surround.of(shared, documents)
        var context = surround.context(section: section)
        context["pageTitle"] = windowTitle
        context["description"] = description
        context["canonical"] = canonical
        context["printedFrom"] = printedFrom ?? canonical
        context["noindex"] = isUnlisted
        context["feed"] = feed
        context["alternates"] = alternates.map { alternate -> Context in
            ["hreflang": alternate.hreflang, "href": alternate.href]
        }
        context["crumbs"] = crumbs.map(\.context)
        context["crumbHere"] = here
        if isUnreviewed { context["unreviewed"] = documents.phrases["unreviewed"] }
        if discussesMedicine { context["sideEffects"] = "<p>\(escaped(shared.sideEffects))</p>" }
        if let rating {
            context["rate"] = documents.ratingBox(rating, in: self)
        }
        context["script"] = shared.scriptPath
        context[kind] = main
        return rooted(documents.templates.render("page", context), at: shared.root)
    }
}

extension Frame {
    /// The home page is named after the site, and says what that is about.
    private var windowTitle: String {
        guard title == shared.site else { return "\(title) – \(shared.site)" }
        return shared.strapline.isEmpty ? title : "\(title) – \(shared.strapline)"
    }
}

/// What stands around every page of one audience, printed once for all of them.
struct Surround: Sendable {
    private let shared: Frame.Shared
    private let context: Context
    /// The top of the page, by the address of the menu's entry that holds the page.
    private let tops: [String: String]
    private let topElsewhere: String

    init(_ shared: Frame.Shared, _ documents: Documents) {
        self.shared = shared
        func top(_ section: String?) -> String {
            documents.templates.render("top", shared.context(documents.phrases, section))
        }
        tops = shared.menu.reduce(into: [:]) { $0[$1.href] = top($1.href) }
        topElsewhere = top(nil)
        var context = shared.context(documents.phrases, nil)
        context["foot"] = documents.templates.render("foot", context)
        self.context = context
    }

    /// The one printed beforehand, or, for a page that is alone in its frame, a new one.
    static func of(_ shared: Frame.Shared, _ documents: Documents) -> Surround {
        guard let ready = documents.surround, ready.shared == shared else {
            return Surround(shared, documents)
        }
        return ready
    }

    func context(section: String?) -> Context {
        var context = context
        context["top"] = section.flatMap { tops[$0] } ?? topElsewhere
        return context
    }
}

extension Frame.Shared {
    fileprivate func context(_ phrases: Phrases, _ section: String?) -> Context {
        var context = fixed(phrases, section)
        context["banner"] = banner
        return context
    }

    private func fixed(_ phrases: Phrases, _ section: String?) -> Context {
        [
            "lang": audience.language.tag,
            "dir": audience.language.direction,
            "site": site,
            "css": cssPath,
            "icon": iconPath,
            "root": root,
            // Where nobody has chosen a market yet there is nothing to search.
            "isOfMarket": !footer.isEmpty,
            "menu": menu.map { link -> Context in
                ["href": link.href, "title": link.title, "current": link.href == section]
            },
            "audience": audienceNotice,
            "urgentText": urgent,
            "urgentNumbers": emergencyNumbers.map { number -> Context in ["number": number] },
            "publisher": publisher,
            "publisherAddress": publisherAddress,
            "funder": funder,
            "supports": phrases["supports"],
            "footerLinks": footer.map(\.context),
            "languages": languages.map(\.context),
            "markets": markets.map(\.context),
        ]
    }
}

extension Frame.Link {
    var context: Context { ["href": href, "title": title, "summary": summary] }
}

extension Frame.Choice {
    var context: Context {
        [
            "href": href, "title": title, "lang": language.tag, "hreflang": language.tag,
            "current": isCurrent, "audience": audience,
        ]
    }
}
