package import Content
package import Rendering

/// Where one audience looks for hospitals or groups by place.
package struct NearDesk: Sendable {
    package let phrases: Phrases
    private let framing: Framing
    private let directory: DirectoryEntry.Directory
    /// For whoever asks while more do than can be answered, as a `SearchDesk` has it.
    package let busy: Page
    private let print: @Sendable (NearSheet) -> Page

    init(
        _ framing: Framing, _ directory: DirectoryEntry.Directory, busy: Page,
        print: @escaping @Sendable (NearSheet) -> Page
    ) {
        self.busy = busy
        phrases = framing.phrases
        self.framing = framing
        self.directory = directory
        self.print = print
    }

    /// What somebody asks for; all of it as it was sent, but the place, which is known by now.
    package struct Request: Hashable, Sendable {
        package var near = ""
        /// Which of several towns of that name.
        package var town = ""
        package var country = ""
        package var service = ""
        package var radius = ""
        package var origin: Origin?
        /// The words for a place, where it is a country.
        package var named = ""
        /// Places of the same name.
        package var others: [Spot] = []
        /// Whether the place is only the nearest by its spelling.
        package var isGuess = false
        /// The nearest first.
        package var countries: [Country] = []
        /// The country that is asked for, where nothing is listed.
        package var empty: Country?

        package init() {}

        package enum Origin: Hashable, Sendable {
            case town(Spot)
            case reader(DirectoryEntry.Position)
            case point(DirectoryEntry.Position)
        }

        package var isEmpty: Bool {
            near.isEmpty && country.isEmpty && service.isEmpty && radius.isEmpty && origin == nil
        }
    }

    package func found(_ request: Request) -> Page { print(sheet(for: request)) }

    /// Whether anything is listed in a country, by its code.
    package func lists(_ country: String) -> Bool {
        entries.contains { $0.article.place?.country?.code == country }
    }

    /// What the page for it says.
    package func sheet(for request: Request) -> NearSheet {
        if let trouble = trouble(with: request) {
            return NearSheet(directory, form(request), .refused(phrases[trouble]))
        }
        let nearby = Nearby(rack: framing.rack, phrases: phrases)
        let wish = wish(request)
        var (chosen, notices) = chosen(nearby, wish)
        if let words = taken(request) { notices.insert(words, at: 0) }
        if let country = request.empty {
            let name = country.name(in: framing.rack.audience.language)
            notices.insert(phrases("nearNothingIn", name), at: 0)
        }
        let others = framing.rack.children(of: otherItem).map(Nearby.Neighbour.init)
        let results = NearSheet.Results(
            origin: wish.origin == nil
                ? nil : origin(wish, hasPlaces: chosen.contains { $0.kilometres != nil }),
            others: request.others.map { link(to: $0, request) }, notices: notices,
            entries: chosen.map { ranked in
                entry(ranked, wish, beside: nearby.beside(ranked.shown, among: others), nearby)
            })
        return NearSheet(directory, form(request), .found(results))
    }

    package func choice(_ spots: [Spot], _ request: Request) -> Page {
        let links = spots.map { link(to: $0, request) }
        return print(NearSheet(directory, form(request), .choice(links)))
    }

    package func refused(_ why: String, _ request: Request) -> Page {
        print(NearSheet(directory, form(request), .refused(why)))
    }

    private func origin(_ wish: Nearby.Wish, hasPlaces: Bool) -> String {
        phrases(hasPlaces ? "nearFrom" : "nearFromCountries", wish.originWords)
    }

    /// That a place is another than the words say; nil where it is the one.
    private func taken(_ request: Request) -> String? {
        guard request.isGuess, case .town(let spot) = request.origin else { return nil }
        return phrases("nearGuess", request.near, spot.name)
    }

    // MARK: What is asked for

    /// The words for what cannot be; nil where all is well.
    private func trouble(with request: Request) -> String? {
        if !request.radius.isEmpty, radius(request) == nil { return "nearBadRadius" }
        let form = form(request)
        if !request.country.isEmpty, !form.countries.contains(where: \.isChosen) {
            return "nearBadCountry"
        }
        if !request.service.isEmpty, !form.services.contains(where: \.isChosen) {
            return "nearBadService"
        }
        return nil
    }

    private func radius(_ request: Request) -> Double? {
        Double(request.radius).flatMap { (1...20_000).contains($0) ? $0 : nil }
    }

    private func wish(_ request: Request) -> Nearby.Wish {
        var wish = Nearby.Wish()
        wish.country = Country(request.country)
        wish.countries = request.countries
        wish.service = request.service.isEmpty ? nil : request.service
        wish.radiusKilometres = radius(request)
        switch request.origin {
        case .town(let spot):
            (wish.origin, wish.originWords) = (spot.position, phrases("nearMiddle", spot.name))
            wish.originCountry = spot.country
        case .reader(let position): (wish.origin, wish.originWords) = (position, phrases["nearYou"])
        case .point(let position):
            (wish.origin, wish.originWords) = (position, phrases["nearPoint"])
        case nil: break
        }
        return wish
    }

    /// Where nothing is left of what is asked for, what comes nearest to it, and a word about that.
    private func chosen(
        _ nearby: Nearby, _ wish: Nearby.Wish
    ) -> (entries: [Nearby.Ranked], notices: [String]) {
        let all = nearby.ranked(entries, wish)
        var notices: [String] = []
        var chosen = all
        if let country = wish.country {
            chosen = all.filter { $0.shown.article.place?.country == country }
            if chosen.isEmpty {
                (chosen, notices) = (all, [phrases["nearNobodyIn"]])
            }
        }
        if let radius = wish.radiusKilometres, chosen.contains(where: { $0.kilometres != nil }) {
            let near = chosen.filter { $0.isOfCountry || $0.kilometres ?? .infinity <= radius }
            if near.isEmpty {
                notices.append(phrases("nearNobodyWithin", "\(Int(radius))"))
                chosen = Array(chosen.prefix(5))
            } else {
                chosen = near
            }
        }
        return (chosen, notices)
    }

    // MARK: What is shown

    private var item: ItemID { directory == .clinics ? List.clinics.item : List.groups.item }
    private var otherItem: ItemID { directory == .clinics ? List.groups.item : List.clinics.item }
    private var entries: [Rack.Shown] { framing.rack.children(of: item) }

    private func form(_ request: Request) -> NearForm {
        var form = framing.nearForm(item)
        (form.near, form.radius) = (request.near, request.radius)
        switch request.origin {
        case .town(let spot): form.town = request.near.isEmpty ? "" : "\(spot.id)"
        case .reader(let position): form.point = NearForm.Point(position, isReader: true)
        case .point(let position): form.point = NearForm.Point(position, isReader: false)
        case nil: break
        }
        for index in form.countries.indices {
            form.countries[index].isChosen = form.countries[index].value == request.country
        }
        for index in form.services.indices {
            form.services[index].isChosen = form.services[index].value == request.service
        }
        return form
    }

    /// To the same for a place that is known.
    private func link(to spot: Spot, _ request: Request) -> Frame.Link {
        let name = request.near.isEmpty ? request.named : request.near
        var query = "near=\(percentEncoded(name))&town=\(spot.id)"
        let rest = [
            ("country", request.near.isEmpty ? "" : request.country), ("offers", request.service),
            ("radius", request.radius),
        ]
        for (name, value) in rest where !value.isEmpty {
            query += "&\(name)=\(percentEncoded(value))"
        }
        return Frame.Link(
            href: "\(framing.rack.root)\(directory.rawValue)?\(query)", title: spot.name)
    }

    private func entry(
        _ ranked: Nearby.Ranked, _ wish: Nearby.Wish, beside: [Frame.Link], _ nearby: Nearby
    ) -> NearSheet.Entry {
        let article = ranked.shown.article
        var distance: String?
        if wish.origin != nil {
            distance =
                ranked.kilometres.map(nearby.words)
                ?? (ranked.isOfCountry ? phrases["nearSameCountry"] : nil)
        }
        let towns = article.place?.towns ?? []
        // What is offered, a source says of the whole, not of each of its places.
        let offered = towns.count > 1 ? "nearOfferedSomewhere" : "nearOffered"
        return NearSheet.Entry(
            link: Frame.Link(href: ranked.shown.href, title: article.title),
            place: ranked.town.map { phrases("nearOtherTown", $0, article.summary) }
                ?? article.summary,
            distance: distance,
            offering: wish.service.map { _ in phrases[ranked.offers ? offered : "nearAsk"] },
            isOffered: ranked.offers, said: article.place?.said, beside: beside)
    }
}

extension Framing {
    /// The form of a directory: the countries and services that its entries have.
    func nearForm(_ item: ItemID) -> NearForm {
        let places = rack.children(of: item).compactMap(\.article.place)
        let countries = Set(places.compactMap(\.country)).map {
            NearForm.Option(value: $0.code, title: $0.name(in: rack.audience.language))
        }.sorted { $0.title < $1.title }
        var services: [String: String] = [:]
        for offer in places.compactMap(\.said).flatMap(\.offers) {
            if let service = offer.service { services[service] = offer.words }
        }
        return NearForm(
            countries: countries,
            services: services.map { NearForm.Option(value: $0.key, title: $0.value) }
                .sorted { $0.title < $1.title })
    }

    func busyNear(_ directory: DirectoryEntry.Directory, _ list: ItemID) -> NearSheet {
        NearSheet(directory, nearForm(list), .busy)
    }

    func near(_ sheet: NearSheet) -> Recipe {
        let item = sheet.directory == .clinics ? List.clinics.item : List.groups.item
        let key = sheet.directory == .clinics ? "titleClinics" : "titleGroups"
        var frame = frame(for: item, title: title(of: item) ?? phrases[key], summary: "")
        frame.canonical = nil
        frame.isUnlisted = true
        frame.alternates = []
        frame.isUnreviewed = rack.children(of: item).contains(where: \.isUnreviewed)
        return Recipe(frame: frame, matter: .near(sheet))
    }
}
