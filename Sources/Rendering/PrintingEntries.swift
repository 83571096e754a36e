internal import Content

extension Printer {
    /// What a source tells of a hospital or a group, how old that is, and what to ask.
    func fill(
        _ article: inout Article, with entry: DirectoryEntry, _ prose: inout Prose,
        _ plain: inout [String]
    ) {
        let country = entry.country?.name(in: article.language) ?? phrases["international"]
        article.summary = (entry.towns.prefix(1).map(\.name) + [country]).joined(separator: ", ")
        article.place = Article.Place(
            country: entry.country, towns: entry.towns,
            offers: entry.offers.compactMap(\.service),
            said: Article.Place.Said(
                offers: entry.offers.map {
                    Article.Place.Offer(service: $0.service, words: $0.words)
                },
                unknown: entry.unknown, languages: entry.languages, dated: entry.dated,
                site: entry.site))
        plain[1] = article.summary
        let printed = prose.print(Markup(blocks(of: entry)))
        article.body = printed.html
        plain.append(printed.plainText)
    }

    private func blocks(of entry: DirectoryEntry) -> [Block] {
        var blocks: [Block] = []
        func say(_ label: String, _ words: String, _ sources: [ReferenceKey] = []) {
            blocks.append(
                .paragraph([
                    .strong([.text("\(phrases[label]):")]), .text(" \(words)"), .citation(sources),
                ]))
        }
        say("entryRestsOn", entry.dated, entry.sources)
        if !entry.offers.isEmpty {
            blocks.append(.paragraph([.strong([.text("\(phrases["entryOffers"]):")])]))
            let offers = entry.offers.map { offer -> [Block] in
                [.paragraph([.text(offer.words), .citation([offer.source])])]
            }
            blocks.append(.list(start: nil, isTight: true, items: offers))
        }
        if !entry.unknown.isEmpty {
            say("entryUnknown", entry.unknown.joined(separator: ", ") + ".")
        }
        let others = entry.towns.dropFirst().map(\.name)
        if !others.isEmpty { say("entryAlsoIn", others.joined(separator: ", ") + ".") }
        if let languages = entry.languages { say("entryLanguages", languages + ".") }
        for note in entry.notes { blocks.append(.paragraph([.text(note)])) }
        if let site = entry.site {
            blocks.append(
                .paragraph([
                    .strong([.text("\(phrases["entrySite"]):")]), .text(" "),
                    .link(.outside(site), [.text(host(of: site))]),
                ]))
        }
        if let remark = entry.remark {
            blocks.append(.callout(.note, [.paragraph([.text(remark)])]))
        }
        return blocks
    }

    private func host(of site: String) -> String {
        site.split(separator: "/").dropFirst().first.map(String.init) ?? site
    }
}
