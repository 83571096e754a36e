internal import Content
internal import Policy
internal import Rendering

/// The pages that stand where an item is not shown. They are made of the frame's words and of the
/// facts about the item, never of the item's own.
extension Framing {
    func refusedSheets() -> [Sheet] {
        rack.refused.compactMap { item, refusal in
            gone(refusal, item).map { gone in
                var frame = frame(for: item, title: gone.title, summary: "")
                frame.isUnlisted = true
                frame.alternates = []
                frame.canonical = nil
                // Whoever comes for a treatment may be taking it, also while its page is away.
                frame.discussesMedicine = item.parent == List.comparison.item
                return Sheet(
                    path: rack.href(of: item), item: item,
                    recipe: Recipe(frame: frame, matter: .gone(gone)))
            }
        }
    }

    private func gone(_ refusal: Refusal, _ item: ItemID) -> Recipe.Gone? {
        guard var gone = gone(refusal) else { return nil }
        // Its title is not cleared; the address is what the reader asked for.
        let asked = escaped(phrases("askedFor", item.slug.replacing("-", with: " ")))
        gone.body = "<p>\(asked)</p>" + gone.body
        return gone
    }

    private func gone(_ refusal: Refusal) -> Recipe.Gone? {
        switch refusal {
        case .unknown, .moved: nil
        case .lapsed(let since):
            said(
                "lapsedTitle",
                phrases[since == nil ? "lapsedNever" : "lapsedReason"],
                since.map { phrases("lapsedSince", written($0)) })
        case .withdrawn(let instant, let reason):
            said(
                "withdrawnTitle", reason.map { phrases("withdrawnReason", $0) } ?? "",
                phrases("withdrawnSince", written(instant)))
        case .erased(let instant, let reason):
            said(
                "erasedTitle", reason.map { phrases("withdrawnReason", $0) } ?? "",
                phrases("withdrawnSince", written(instant)))
        }
    }

    private func said(_ title: String, _ reason: String, _ when: String?) -> Recipe.Gone {
        Recipe.Gone(
            title: phrases[title], reason: reason, when: when ?? "",
            body: "<p>\(escaped(phrases["turnTo"]))</p>", suggestions: waysOn)
    }

    private func written(_ instant: Instant) -> String { phrases.written(day(of: instant)) }

    /// The home page and the menu: where a reader can go on.
    var waysOn: [Frame.Link] {
        [Frame.Link(href: rack.root, title: phrases["home"])] + shared.menu
    }

    // MARK: Pages without an address of their own

    /// The page for a path nobody knows, with the pages whose names are nearest to it.
    func unknown(_ path: String) -> Recipe {
        let nearest = Nearness.nearest(to: path, among: rack.all.map(link))
        return lost(
            Recipe.Gone(
                title: phrases["unknownTitle"], reason: phrases["unknownReason"], when: "",
                body: "", suggestions: nearest.isEmpty ? waysOn : nearest))
    }

    ///
    /// - Parameter country: where the reader is, as far as anybody knows: they are told of the groups there.
    func outside(from country: Country?) -> Recipe {
        var elsewhere = shared
        elsewhere.urgent = urgent(calling: [rack.market.emergencyNumber])
        return lost(
            Recipe.Gone(
                title: phrases["outsideTitle"],
                reason: phrases(
                    "outsideReason", rack.market.audience[rack.audience.language] ?? ""),
                when: "",
                body: "<p>\(escaped(phrases["turnTo"]))</p>" + groups(of: country),
                suggestions: []),
            in: elsewhere)
    }

    /// The patient groups of a country, then those of none, with their own pages: ours may not be shown
    /// there.
    private func groups(of country: Country?) -> String {
        let groups = rack.children(of: List.groups.item)
        let own = groups.filter { country != nil && $0.article.place?.country == country }
        let all = own + groups.filter { $0.article.place?.country == nil }
        guard !all.isEmpty else { return "" }
        let items = all.map { group in
            let name = escaped(group.article.title)
            guard let site = group.article.place?.said?.site else { return "<li>\(name)</li>" }
            return "<li><a href=\"\(escaped(site))\" rel=\"external noopener\">\(name)</a></li>"
        }
        return
            "<h2>\(escaped(phrases["outsideGroups"]))</h2>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>"
    }

    /// Where urgent help is, for somebody whose own number may be another.
    private func urgent(calling numbers: [String]) -> String {
        phrases("urgent", phrases("emergencyElsewhere", numbers.joined(separator: ", ")))
    }

    /// Served at any time later, so it names nothing that may have been taken down by then.
    ///
    /// - Parameter texts: what a reader wrote in a form that cannot be taken now, so that nothing is lost.
    func blind(keeping texts: [String] = []) -> Recipe {
        var bare = shared
        (bare.menu, bare.footer) = ([], [])
        let kept = kept(texts, saying: phrases["blindKept"])
        return lost(
            Recipe.Gone(
                title: phrases["blindTitle"], reason: phrases["blindReason"], when: "",
                body: kept + "<p>\(escaped(phrases["turnTo"]))</p>", suggestions: []),
            in: bare)
    }

    /// For whoever rates what is not shown: it may have been taken down while they wrote.
    func unrated(keeping texts: [String]) -> Recipe {
        lost(
            Recipe.Gone(
                title: phrases["unratedTitle"], reason: phrases["unratedReason"], when: "",
                body: kept(texts, saying: phrases["unratedKept"]), suggestions: waysOn))
    }

    private func kept(_ texts: [String], saying words: String) -> String {
        texts.enumerated().map { number, text in
            "<p><label for=\"kept-\(number)\">\(escaped(words))</label></p>"
                + "<textarea class=\"kept\" id=\"kept-\(number)\" rows=\"8\" readonly>"
                + "\(escaped(text))</textarea>"
        }.joined()
    }

    private func lost(_ gone: Recipe.Gone, in shared: Frame.Shared? = nil) -> Recipe {
        Recipe(
            frame: Frame(
                shared: shared ?? self.shared, title: gone.title, description: "",
                crumbs: [Frame.Link(href: rack.root, title: phrases["home"])], here: gone.title),
            matter: .gone(gone))
    }

    /// The page of markets and languages at `/`.
    func choices(_ choices: [Frame.Choice], leavesSomeOut: Bool) -> Recipe {
        var frame = Frame(
            shared: shared, title: phrases["chooseTitle"], description: "",
            isUnlisted: settings.hidesAll)
        // Nobody has chosen a market yet, so its menu and its notice do not stand here.
        frame.shared.menu = []
        frame.shared.footer = []
        frame.shared.audienceNotice = ""
        frame.shared.emergencyNumbers =
            rack.configuration.markets.map(\.emergencyNumber).uniqued
        frame.shared.urgent = urgent(calling: frame.shared.emergencyNumbers)
        frame.shared.languages = []
        frame.shared.markets = []
        return Recipe(frame: frame, matter: .choices(choices, leavesSomeOut: leavesSomeOut))
    }
}

/// How near the name of a page is to a path somebody typed.
enum Nearness {
    /// At most five, the nearest first. Bounded: only the last 64 bytes of a path count.
    static func nearest(to path: String, among links: [Frame.Link]) -> [Frame.Link] {
        let wanted = Array(path.lowercased().utf8.suffix(64))
        guard let last = wanted.split(separator: UInt8(ascii: "/")).last else { return [] }
        let scored = links.compactMap { link -> (Int, Frame.Link)? in
            let name = link.href.split(separator: "/").last.map { Array($0.utf8) } ?? []
            let distance = distance(Array(last), name)
            guard distance * 2 <= max(last.count, 3) else { return nil }
            return (distance, link)
        }
        return scored.sorted { ($0.0, $0.1.href) < ($1.0, $1.1.href) }.prefix(5).map(\.1)
    }

    /// The edits between two names, after Levenshtein (1965).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard !right.isEmpty else { return left.count }
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
