internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// What all pages of one audience share.
extension Framing {
    static func shared(
        _ rack: Rack, _ phrases: Phrases, _ settings: PressSettings, _ assets: Assets
    ) -> Frame.Shared {
        let (configuration, market, audience) = (rack.configuration, rack.market, rack.audience)
        let language = audience.language
        let menu = configuration.menu.compactMap { item -> Frame.Link? in
            // What many sites have is called what many sites call it: eight names fit one line.
            if let list = List(item), !rack.children(of: item).isEmpty {
                return Frame.Link(href: rack.href(of: item), title: phrases[list.menuKey])
            }
            return rack.shown[item].map { Frame.Link(href: $0.href, title: $0.article.title) }
        }
        let footer =
            ["trust", "privacy", "accessibility", "contact"].compactMap { path in
                ItemID(path).flatMap { rack.link($0) }.map {
                    Frame.Link(href: $0.href, title: $0.title)
                }
            } + [Frame.Link(href: rack.root + "topics", title: phrases["newsAll"])]
        return Frame.Shared(
            audience: audience, site: configuration.title[language] ?? "",
            cssPath: assets.styleSheet.path, iconPath: assets.icon.path,
            scriptPath: assets.script.path, root: rack.root,
            menu: menu, banner: settings.banner,
            audienceNotice: phrases("audienceNotice", market.audience[language] ?? ""),
            urgent: [phrases("urgent", phrases.emergency(market)), market.ifUnsure[language] ?? ""]
                .filter { !$0.isEmpty }.joined(separator: " "),
            emergencyNumbers: [market.emergencyNumber],
            sideEffects: market.sideEffects[language] ?? "",
            strapline: configuration.strapline[language] ?? "",
            publisher: configuration.publisher.name,
            publisherAddress: configuration.publisher.url ?? "",
            funder: configuration.funder[language] ?? "",
            footer: footer, languages: languages(rack), markets: markets(rack))
    }

    /// The languages of this market, when there is a choice.
    private static func languages(_ rack: Rack) -> [Frame.Choice] {
        guard rack.market.languages.count > 1 else { return [] }
        return rack.market.languages.map { language in
            Frame.Choice(
                href: "/\(Audience(rack.market.id, language))/", title: language.tag,
                language: language, isCurrent: language == rack.audience.language)
        }
    }

    /// The markets that speak this language, when there is a choice.
    private static func markets(_ rack: Rack) -> [Frame.Choice] {
        let language = rack.audience.language
        let markets = rack.configuration.markets.filter { $0.languages.contains(language) }
        guard markets.count > 1 else { return [] }
        return markets.map { market in
            Frame.Choice(
                href: "/\(Audience(market.id, language))/",
                title: market.name[language] ?? market.id.name, language: language,
                isCurrent: market.id == rack.audience.market)
        }
    }
}
