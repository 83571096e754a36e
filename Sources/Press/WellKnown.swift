internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// The files that crawlers and researchers look for at fixed addresses.
extension Composition {
    func wellKnown(_ sheets: [Sheet]) -> [(String, Page)] {
        var files = [("/robots.txt", robots), ("/sitemap.xml", siteMap(sheets))]
        if let text = SecurityText.text(configuration, origin: settings.origin, at: now) {
            files.append(
                (
                    "/.well-known/security.txt",
                    Page(
                        text, contentType: "text/plain; charset=utf-8", caching: .shared,
                        isUnlisted: true)
                ))
        }
        return files
    }

    /// RFC 9309. Pages that must not be listed say so themselves, which a crawler sees only if it
    /// may fetch them; so nothing is forbidden but what differs at every request.
    private var robots: Page {
        let lines =
            ["User-agent: *"]
            + framings.map { "Disallow: \($0.rack.root)compare" }
            + ["", "Sitemap: \(settings.origin)/sitemap.xml", ""]
        return Page(
            lines.joined(separator: "\n"), contentType: "text/plain; charset=utf-8",
            caching: .shared, isUnlisted: false)
    }

    /// https://www.sitemaps.org/protocol.html, with the alternates that search engines ask for. What
    /// an enforced market shows is not for everybody, and neither is its table of contents.
    private func siteMap(_ sheets: [Sheet]) -> Page {
        var xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
            xmlns:xhtml="http://www.w3.org/1999/xhtml">

            """
        // Most were written by a few runs, and finding a day takes a look at the calendar.
        var days: [Instant: Day] = [:]
        for sheet in sheets
        where !sheet.recipe.frame.isUnlisted && caching(for: sheet.recipe) == .shared {
            xml += "<url><loc>"
            xml += escaped(settings.origin)
            xml += escaped(sheet.path)
            xml += "</loc>"
            if let instant = lastChange(of: sheet.item) {
                let day = days[instant] ?? Day(of: instant, in: zone)
                days[instant] = day
                xml += "<lastmod>\(day)</lastmod>"
            }
            for alternate in sheet.recipe.frame.alternates {
                xml += "<xhtml:link rel=\"alternate\" hreflang=\"\(escaped(alternate.hreflang))\" "
                xml += "href=\"\(escaped(alternate.href))\"/>"
            }
            xml += "</url>\n"
        }
        xml += "</urlset>\n"
        return Page(
            xml, contentType: "application/xml; charset=utf-8", caching: .shared, isUnlisted: true)
    }

    /// When an item, or one of those that a list shows, was last revised.
    private func lastChange(of item: ItemID) -> Instant? {
        let items =
            [item]
            + (List(item) == nil
                ? []
                : framings.flatMap { $0.rack.children(of: item) }
                    .map(\.article.item))
        return items.compactMap(lastRevision).max()
    }

    private func lastRevision(of item: ItemID) -> Instant? {
        history.facts(about: item).last { fact in
            if case .revised = fact.event { return fact.counts <= now }
            return false
        }?.recorded
    }
}

/// `security.txt` (RFC 9116), for an edition whose operator has named a contact.
enum SecurityText {
    static func text(
        _ configuration: Configuration, origin: String, at now: Instant
    ) -> String? {
        guard let contact = configuration.contact.security, let utc = TimeZone(identifier: "UTC")
        else { return nil }
        // At most a year ahead, as section 2.5.5 asks; it moves on with every month.
        let expires = monthStart(of: now, utc).adding(months: 7).start(in: utc)
        let address = contact.contains(":") ? contact : "mailto:\(contact)"
        let languages = configuration.languages.map(\.tag).joined(separator: ", ")
        return """
            Contact: \(address)
            Expires: \(expires.rfc3339)
            Preferred-Languages: \(languages)
            Canonical: \(origin)/.well-known/security.txt

            """
    }

    /// When the file has to say a later date.
    static func nextRenewal(_ configuration: Configuration, after now: Instant) -> Instant? {
        guard configuration.contact.security != nil, let utc = TimeZone(identifier: "UTC") else {
            return nil
        }
        return monthStart(of: now, utc).adding(months: 1).start(in: utc)
    }

    private static func monthStart(of now: Instant, _ zone: TimeZone) -> Day {
        let today = Day(of: now, in: zone)
        return Day(ordinal: today.ordinal - (today.day - 1))
    }
}
