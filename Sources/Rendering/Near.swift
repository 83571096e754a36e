package import Content

/// The page on which somebody looks for hospitals or groups by place, country and what they offer.
package struct NearSheet: Hashable, Sendable {
    package var directory: DirectoryEntry.Directory
    package var form: NearForm
    package var state: State

    package init(_ directory: DirectoryEntry.Directory, _ form: NearForm, _ state: State) {
        (self.directory, self.form, self.state) = (directory, form, state)
    }

    package enum State: Hashable, Sendable {
        /// Nothing was looked for, for a reason that a sentence says.
        case refused(String)
        /// More are looking than can be answered.
        case busy
        /// Several places of that name may be meant.
        case choice([Frame.Link])
        case found(Results)
    }

    package struct Results: Hashable, Sendable {
        /// In what order they stand, in a sentence; nil where no place was named.
        package var origin: String?
        /// Places of the same name, which are less likely meant.
        package var others: [Frame.Link]
        /// What a reader should know of the list, in whole sentences.
        package var notices: [String]
        package var entries: [Entry]

        package init(
            origin: String?, others: [Frame.Link], notices: [String], entries: [Entry]
        ) {
            self.origin = origin
            self.others = others
            self.notices = notices
            self.entries = entries
        }
    }

    package struct Entry: Hashable, Sendable {
        package var link: Frame.Link
        /// Town and country.
        package var place: String
        package var distance: String?
        /// Of what was asked for: whether a source says that it is offered.
        package var offering: String?
        package var isOffered: Bool
        package var said: Article.Place.Said?
        /// The nearest of the other directory, with their distances.
        package var beside: [Frame.Link]

        package init(
            link: Frame.Link, place: String, distance: String?, offering: String?, isOffered: Bool,
            said: Article.Place.Said?, beside: [Frame.Link]
        ) {
            self.link = link
            self.place = place
            self.distance = distance
            self.offering = offering
            self.isOffered = isOffered
            self.said = said
            self.beside = beside
        }
    }
}

/// What stands in the fields, and what can be chosen.
package struct NearForm: Hashable, Sendable {
    package var near: String
    /// The number of the town that `near` was found to mean; empty where there is none.
    package var town = ""
    /// Where distances are from, if it is no town.
    package var point: Point?
    package var radius: String
    package var countries: [Option]
    package var services: [Option]

    package init(near: String = "", radius: String = "", countries: [Option], services: [Option]) {
        self.near = near
        self.radius = radius
        self.countries = countries
        self.services = services
    }

    package struct Point: Hashable, Sendable {
        package var position: DirectoryEntry.Position
        /// Whether it is where the reader is. That is sent in a body, and never stands in an address.
        package var isReader: Bool

        package init(_ position: DirectoryEntry.Position, isReader: Bool) {
            (self.position, self.isReader) = (position, isReader)
        }
    }

    package struct Option: Hashable, Sendable {
        package var value: String
        package var title: String
        package var isChosen: Bool

        package init(value: String, title: String, isChosen: Bool = false) {
            (self.value, self.title, self.isChosen) = (value, title, isChosen)
        }
    }
}

extension Documents {
    package func near(_ sheet: NearSheet, in frame: Frame) -> String {
        let action = "\(frame.shared.root)\(sheet.directory.rawValue)"
        var main: Context = [
            "title": frame.title, "form": form(sheet.form, sheet.directory, in: frame),
            "whole": action,
        ]
        switch sheet.state {
        case .refused(let why): main["refused"] = why
        case .busy: (main["refused"], main["again"]) = (phrases["nearBusy"], phrases["nearAgain"])
        case .choice(let links): main["choices"] = links.map(\.context)
        case .found(let results):
            main["isFound"] = true
            main["origin"] = results.origin
            main["others"] = results.others.map(\.context)
            main["notices"] = results.notices
            main["besideTitle"] = phrases["near-beside-\(sheet.directory.rawValue)"]
            main["entries"] = results.entries.map { entry($0) }
        }
        return frame.document("near", main, self)
    }

    /// The same on the printed list.
    func form(_ form: NearForm, _ directory: DirectoryEntry.Directory, in frame: Frame) -> Context {
        [
            "action": "\(frame.shared.root)\(directory.rawValue)",
            // Not `near`, which is what the page has for the whole of this.
            "typed": form.near, "town": form.town,
            "method": form.point?.isReader == true ? "post" : "get",
            "latitude": form.point.map { degrees($0.position.latitude) },
            "longitude": form.point.map { degrees($0.position.longitude) },
            "label": phrases["near-label-\(directory.rawValue)"],
            "countries": options(form.countries, any: "nearAnyCountry"),
            "services": options(form.services, any: "nearAnyService"),
            "radii": options(
                ["50", "100", "200", "500", "1000"].map {
                    NearForm.Option(
                        value: $0, title: phrases("nearRadius", $0), isChosen: form.radius == $0)
                }, any: "nearAnyRadius"),
        ]
    }

    /// To a kilometre.
    private func degrees(_ angle: Double) -> String { "\((angle * 100).rounded() / 100)" }

    private func options(_ options: [NearForm.Option], any: String) -> [Context] {
        ([NearForm.Option(value: "", title: phrases[any])] + options).map { option in
            ["value": option.value, "title": option.title, "selected": option.isChosen]
        }
    }

    private func entry(_ entry: NearSheet.Entry) -> Context {
        [
            "href": entry.link.href, "title": entry.link.title, "place": entry.place,
            "distance": entry.distance, "offering": entry.offering, "isOffered": entry.isOffered,
            "offered": (entry.said?.offers ?? []).map(\.words).joined(separator: ", "),
            "unknown": entry.said?.unknown.joined(separator: ", "),
            // Not `languages` and `site`, which the frame has.
            "spoken": entry.said?.languages, "dated": entry.said?.dated,
            "address": entry.said?.site, "host": entry.said?.site.map(host),
            "beside": entry.beside.map(\.context),
        ]
    }

    private func host(of site: String) -> String {
        site.split(separator: "/").dropFirst().first.map(String.init) ?? site
    }
}
