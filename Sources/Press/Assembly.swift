internal import Content
internal import Foundation
internal import Policy
internal import Rendering

/// Puts the printed pages under their paths.
extension Composition {
    func site(_ pages: [String: Page], _ sheets: [Sheet]) -> Site {
        var answers: [String: Answer] = [:]
        answers.reserveCapacity(pages.count + 64)
        for framing in framings { add(framing, pages, to: &answers) }
        for asset in [assets.styleSheet, assets.icon, assets.script] {
            answers[asset.path] = .page(asset.page)
        }
        answers["/"] = entrance
        for (path, page) in wellKnown(sheets) { answers[path] = .page(page) }
        let newsrooms = newsrooms
        let (askDesks, searchDesks, nearDesks) = (askDesks, searchDesks, nearDesks)
        return Site(
            pressed: now, nextChange: nextChange, sequence: history.lastSequence, answers: answers,
            lost: lost,
            markets: Dictionary(
                configuration.markets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            comparison: { audience, slugs in self.comparison(audience, slugs) },
            rating: { audience, item in self.rating(audience, item) },
            made: { path in newsrooms.lazy.compactMap { $0.page(at: path) }.first },
            following: { audience in
                newsrooms.first { $0.framing.rack.audience == audience }.map(self.follow)
            },
            correspondence: { audience in
                newsrooms.first { $0.framing.rack.audience == audience }.map {
                    Correspondence($0.framing, $0)
                }
            },
            asking: { audience in askDesks[audience] },
            searching: { audience in searchDesks[audience] },
            near: { audience, directory in nearDesks[audience]?[directory] })
    }

    private func add(
        _ framing: Framing, _ pages: [String: Page], to answers: inout [String: Answer]
    ) {
        let rack = framing.rack
        for item in rack.shown.keys {
            let path = rack.href(of: item)
            if let page = pages[path] { answers[path] = .page(page) }
        }
        for list in List.allCases {
            let path = rack.href(of: list.item)
            if let page = pages[path] { answers[path] = .page(page) }
        }
        for (item, refusal) in rack.refused {
            let path = rack.href(of: item)
            switch refusal {
            case .unknown: continue
            case .moved(let target): answers[path] = .moved(to: rack.href(of: target))
            case .lapsed: answers[path] = pages[path].map { .lapsed($0) }
            case .withdrawn, .erased: answers[path] = pages[path].map { .withdrawn($0) }
            }
        }
        // `/int/en` and `/int/en/home` are other spellings of the root.
        answers[String(rack.root.dropLast())] = .moved(to: rack.root)
        answers[rack.root + "home"] = .moved(to: rack.root)
    }

    /// `/`: on to the only market in the best language; or the page of choices, where there are
    /// several, or where the market asks for the reader's country. An enforced one may not know it.
    private var entrance: Answer {
        if configuration.markets.count == 1, let market = configuration.markets.first,
            market.rule == .stated
        {
            return .sendOn(
                market.languages.map { ($0, "/\(Audience(market.id, $0))/") })
        }
        let language = configuration.languages.first
        let framing = framings.first { $0.rack.audience.language == language } ?? framings.first
        guard let framing else { return .sendOn([]) }
        let choices = configuration.markets.flatMap { market in
            market.languages.map { language in
                Frame.Choice(
                    href: "/\(Audience(market.id, language))/",
                    title: market.name[language] ?? market.id.name, language: language,
                    isCurrent: false, audience: market.audience[language] ?? "")
            }
        }
        let isForAll = Country.all.allSatisfy { country in
            configuration.markets.contains { $0.countries.contains(country.code) }
        }
        return .choose(page(framing.choices(choices, leavesSomeOut: !isForAll), caching: .never))
    }

    private var lost: Site.Lost {
        let composition = self
        var outside: [Audience: @Sendable (String?) -> Page] = [:]
        for framing in framings where framing.rack.market.rule == .enforced {
            outside[framing.rack.audience] = { country in
                composition.page(
                    framing.outside(from: country.flatMap(Country.init)), caching: .personal)
            }
        }
        let blind = framings.first.map { page($0.blind(), caching: .never) }
        let first = framings.first
        return Site.Lost(
            unknown: { path in composition.unknown(path) }, outside: outside, blind: blind,
            keeping: { texts in
                first.map { composition.page($0.blind(keeping: texts), caching: .never) }
            },
            unrated: { audience, texts in
                composition.framings.first { $0.rack.audience == audience }.map { framing in
                    let page = composition.page(
                        framing.unrated(keeping: texts), caching: .personal)
                    return (page, framing.phrases["unratedReason"])
                }
            })
    }

    /// Made when asked for, since nobody can list the paths that do not exist.
    private func unknown(_ path: String) -> Page {
        let framing = framings.first { path.hasPrefix($0.rack.root) } ?? framings.first
        guard let framing else {
            return Page("", contentType: "text/plain", caching: .never, isUnlisted: true)
        }
        let enforced = framing.rack.market.rule == .enforced
        return page(framing.unknown(path), caching: enforced ? .personal : .shared)
    }

    private func comparison(_ audience: Audience, _ slugs: [String]) -> Page? {
        framings.first { $0.rack.audience == audience }.map { framing in
            let isEnforced = framing.rack.market.rule == .enforced
            return page(
                framing.comparison(of: slugs), caching: isEnforced ? .personal : .never)
        }
    }

    private var newsrooms: [Newsroom] {
        framings.map { framing in
            let isEnforced = framing.rack.market.rule == .enforced
            let caching = isEnforced ? Page.Caching.personal : .shared
            return Newsroom(framing, history, at: now, caching: caching) { recipe in
                self.page(recipe, caching: caching)
            }
        }
    }

    private var askDesks: [Audience: AskDesk] {
        framings.reduce(into: [:]) { desks, framing in
            let audience = framing.rack.audience
            guard framing.askHref != nil, let answers = answers[audience] else { return }
            desks[audience] = AskDesk(framing, answers) { sheet in
                self.page(framing.asking(sheet), caching: .personal)
            }
        }
    }

    private var searchDesks: [Audience: SearchDesk] {
        framings.reduce(into: [:]) { desks, framing in
            guard let findables = findables[framing.rack.audience] else { return }
            let busy = framing.searching(SearchSheet("", .busy))
            desks[framing.rack.audience] = SearchDesk(
                framing, findables, busy: putOff(busy, caching: .personal)
            ) { sheet in
                self.page(framing.searching(sheet), caching: .personal)
            }
        }
    }

    private var nearDesks: [Audience: [DirectoryEntry.Directory: NearDesk]] {
        framings.reduce(into: [:]) { desks, framing in
            for directory in DirectoryEntry.Directory.allCases {
                desks[framing.rack.audience, default: [:]][directory] = nearDesk(framing, directory)
            }
        }
    }

    /// Nil where nothing is listed.
    private func nearDesk(
        _ framing: Framing, _ directory: DirectoryEntry.Directory
    ) -> NearDesk? {
        guard let list = ItemID(directory.rawValue), !framing.rack.children(of: list).isEmpty,
            framing.rack.refused[list] == nil
        else { return nil }
        let busy = framing.near(framing.busyNear(directory, list))
        return NearDesk(framing, directory, busy: putOff(busy, caching: .personal)) { sheet in
            self.page(framing.near(sheet), caching: .personal)
        }
    }

    private func rating(_ audience: Audience, _ item: ItemID) -> RatingDesk? {
        guard let framing = framings.first(where: { $0.rack.audience == audience }),
            let place = framing.ratingPlace(of: item)
        else { return nil }
        return RatingDesk(place, framing) { sheet in
            self.page(framing.rated(sheet, item), caching: .personal)
        }
    }

    private func follow(_ newsroom: Newsroom) -> FollowDesk {
        let framing = newsroom.framing
        return FollowDesk(framing, newsroom) { sheet in
            self.page(framing.following(sheet), caching: .personal)
        }
    }

    private func putOff(_ recipe: Recipe, caching: Page.Caching) -> Page {
        let composition = self
        return Page(
            putOff: { recipe.document(composition.documents(for: recipe)) }, caching: caching,
            isUnlisted: recipe.frame.isUnlisted)
    }

    private func page(_ recipe: Recipe, caching: Page.Caching) -> Page {
        Page(
            recipe.document(documents(for: recipe)), caching: caching,
            isUnlisted: recipe.frame.isUnlisted, isSentOnce: caching != .shared)
    }
}
