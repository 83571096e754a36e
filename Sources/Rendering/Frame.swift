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
    package var isUnlisted: Bool
    package var alternates: [Alternate]
    package var crumbs: [Link]
    /// The name of the page at the end of the crumbs; nil on the home page.
    package var here: String?
    /// The address of the menu's entry that holds the page.
    package var section: String?
    package var isUnreviewed: Bool
    package var discussesMedicine: Bool

    package init(
        shared: Shared, title: String, description: String, canonical: String? = nil,
        isUnlisted: Bool = true, alternates: [Alternate] = [], crumbs: [Link] = [],
        here: String? = nil, section: String? = nil, isUnreviewed: Bool = false,
        discussesMedicine: Bool = false
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
        /// `/int/en/`.
        package var root: String
        package var menu: [Link]
        /// Set on pages of another instant than now, and in a preview.
        package var banner: String?
        /// Whom it is written for, as a whole sentence.
        package var audienceNotice: String
        package var emergencyNumber: String
        package var sideEffects: String
        package var publisher: String
        package var funder: String
        package var footer: [Link]
        package var languages: [Choice]
        package var markets: [Choice]

        package init(
            audience: Audience, site: String, cssPath: String, iconPath: String, root: String,
            menu: [Link],
            banner: String?, audienceNotice: String, emergencyNumber: String, sideEffects: String,
            publisher: String, funder: String, footer: [Link], languages: [Choice],
            markets: [Choice]
        ) {
            self.audience = audience
            self.site = site
            self.cssPath = cssPath
            self.iconPath = iconPath
            self.root = root
            self.menu = menu
            self.banner = banner
            self.audienceNotice = audienceNotice
            self.emergencyNumber = emergencyNumber
            self.sideEffects = sideEffects
            self.publisher = publisher
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
    func document(
        _ kind: String, _ main: [String: Any], _ templates: Templates, _ phrases: Phrases
    ) -> String {
        var context = shared.context(phrases, section: section)
        context["pageTitle"] = title == shared.site ? title : "\(title) – \(shared.site)"
        context["description"] = description
        context["canonical"] = canonical
        context["noindex"] = isUnlisted
        context["alternates"] = alternates.map { ["hreflang": $0.hreflang, "href": $0.href] }
        context["crumbs"] = crumbs.map(\.context)
        context["crumbHere"] = here
        if isUnreviewed { context["unreviewed"] = phrases["unreviewed"] }
        if discussesMedicine { context["sideEffects"] = "<p>\(escaped(shared.sideEffects))</p>" }
        context[kind] = pruned(main)
        return rooted(templates.page(context), at: shared.root)
    }
}

extension Frame.Shared {
    fileprivate func context(_ phrases: Phrases, section: String?) -> [String: Any] {
        var context = fixed(phrases, section)
        context["banner"] = banner
        return context
    }

    private func fixed(_ phrases: Phrases, _ section: String?) -> [String: Any] {
        [
            "lang": audience.language.tag,
            "dir": audience.language.direction,
            "site": site,
            "css": cssPath,
            "icon": iconPath,
            "root": root,
            "t": phrases.words,
            "menu": menu.map { link -> [String: Any] in
                ["href": link.href, "title": link.title, "current": link.href == section]
            },
            "audience": audienceNotice,
            "urgentText": phrases("urgent", emergencyNumber),
            "urgentNumber": emergencyNumber,
            "publisher": publisher,
            "funder": funder,
            "supports": phrases["supports"],
            "footerLinks": footer.map(\.context),
            "languages": languages.map(\.context),
            "markets": markets.map(\.context),
        ]
    }
}

extension Frame.Link {
    var context: [String: Any] { ["href": href, "title": title, "summary": summary] }
}

extension Frame.Choice {
    var context: [String: Any] {
        [
            "href": href, "title": title, "lang": language.tag, "hreflang": language.tag,
            "current": isCurrent, "audience": audience,
        ]
    }
}

/// With the links that begin with `~/` led to `root`. Over bytes, because every page passes through
/// here, and searching by characters takes longer than printing.
func rooted(_ html: String, at root: String) -> String {
    let sign = Array("=\"~/".utf8)
    let (equals, rootBytes) = (sign[0], Array(root.utf8))
    var html = html
    let bytes = html.withUTF8 { bytes in
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        var (copied, position) = (0, 0)
        while position + sign.count <= bytes.count {
            guard bytes[position] == equals, bytes[position + 1] == sign[1],
                bytes[position + 2] == sign[2], bytes[position + 3] == sign[3]
            else {
                position += 1
                continue
            }
            result.append(contentsOf: bytes[copied..<position + 2])
            result.append(contentsOf: rootBytes)
            position += sign.count
            copied = position
        }
        result.append(contentsOf: bytes[copied...])
        return result
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// Without its empty strings, which Mustache would count as true.
private func pruned(_ context: [String: Any]) -> [String: Any] {
    context.compactMapValues { value in
        switch value {
        case let text as String: text.isEmpty ? nil : text
        case let inner as [String: Any]: pruned(inner)
        case let list as [[String: Any]]: list.map(pruned)
        default: value
        }
    }
}
