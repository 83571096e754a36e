internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript
internal import Press
internal import Publishing
internal import Rendering

/// Asks an edition's own search the queries of a file, and says of each what it found and how long it
/// took, in lines of JSON.
struct MeasureSearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "search")

    @Option var edition = "Editions/nets"
    /// Lines of `{"id", "text"}`.
    @Option var queries: String
    /// Whether what is typed is a beginning, to be suggested titles.
    @Flag var suggest = false
    @OptionGroup var words: WordListOption

    private struct Query: Decodable {
        var id: String
        var text: String
    }

    private struct Found: Encodable {
        var id: String
        var milliseconds: Double
        var found: [String]
        var shownFor: String?
    }

    func run() async throws {
        try await reporting {
            let site = try await editionSite(edition)
            let seeker = Outside.get().seeker(words.paths)
            guard let audience = site.audiences.first else { return }
            let lines = try String(contentsOfFile: queries, encoding: .utf8).split(separator: "\n")
            let asked = try lines.map {
                try JSONDecoder().decode(Query.self, from: Data($0.utf8))
            }
            // The first one waits for the index.
            _ = try await seeker.suggest("a", on: site, for: audience)
            for query in asked {
                let found = try await found(query, seeker, site, audience)
                print(String(decoding: try JSONEncoder().encode(found), as: UTF8.self))
            }
        }
    }

    private func found(
        _ query: Query, _ seeker: any Seeker, _ site: Site, _ audience: Audience
    ) async throws -> Found {
        let clock = ContinuousClock()
        let start = clock.now
        var hrefs: [String] = []
        var shownFor: String?
        if suggest {
            hrefs = try await seeker.suggest(query.text, on: site, for: audience).map(\.href)
        } else if case .found(let results) = try await seeker.search(
            SearchQuery(query.text), on: site, for: audience)
        {
            hrefs = ([results.answer].compactMap(\.self) + results.results).map(\.href)
            shownFor = results.shownFor
        }
        return Found(
            id: query.id, milliseconds: (clock.now - start) / .milliseconds(1),
            found: hrefs.map(item), shownFor: shownFor)
    }

    /// `treatments/prrt` of `/int/en/treatments/prrt#harms`.
    private func item(of href: String) -> String {
        let path = href.prefix { $0 != "#" }.split(separator: "/").dropFirst(2)
        return path.isEmpty ? "home" : path.joined(separator: "/")
    }
}

/// Finds the hospitals nearest to the places of a file, one in each line, and says of each how long it took.
struct MeasureNear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "near")

    @Option var edition = "Editions/nets"
    @Option var places: String
    @OptionGroup var gazetteer: GazetteerOption

    func run() async throws {
        try await reporting {
            let site = try await editionSite(edition)
            guard let audience = site.audiences.first, let desk = site.near(audience, .clinics),
                let path = gazetteer.path
            else { return }
            let locator = Outside.get().locator(path)
            let lines = try String(contentsOfFile: places, encoding: .utf8).split(separator: "\n")
            // The first one waits for the gazetteer.
            _ = try locator.locate("a", town: nil, audience.language)
            let clock = ContinuousClock()
            for place in lines {
                let start = clock.now
                var request = NearDesk.Request()
                if case .place(let spot, _, _) = try locator.locate(
                    String(place), town: nil, audience.language)
                {
                    request.origin = .town(spot)
                }
                let sheet = desk.sheet(for: request)
                let time = (clock.now - start) / .milliseconds(1)
                guard case .found(let results) = sheet.state else { continue }
                print("{\"milliseconds\": \(time), \"found\": \(results.entries.count)}")
            }
        }
    }
}

/// How far it is between the two places in each line of a file: four numbers, in degrees.
struct MeasureDistances: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "distances")

    @Argument var file: String

    func run() async throws {
        for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
            let numbers = line.split(separator: " ").compactMap { Double($0) }
            guard numbers.count == 4,
                let from = DirectoryEntry.Position(latitude: numbers[0], longitude: numbers[1]),
                let to = DirectoryEntry.Position(latitude: numbers[2], longitude: numbers[3])
            else { throw ValidationError("This is no pair of places: \(line)") }
            print(from.kilometres(to: to))
        }
    }
}

/// The texts of an edition as a collection, in lines of JSON: to search them with other engines.
struct ListTexts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "texts")

    @Option var edition = "Editions/nets"

    private struct Text: Encodable {
        var id: String
        var title: String
        var body: String
    }

    func run() async throws {
        try await reporting {
            let site = try await editionSite(edition)
            guard let findables = site.audiences.first.flatMap({ site.searching($0)?.findables })
            else { return }
            for number in 0..<findables.count {
                let article = findables[number].article
                let names = article.otherNames.joined(separator: ", ")
                let sections = article.sections(findables.phrases).map {
                    "\($0.heading)\n\($0.text)"
                }
                let text = Text(
                    id: article.item.path, title: article.title,
                    body: ([names, article.summary] + sections).joined(separator: "\n"))
                print(String(decoding: try JSONEncoder().encode(text), as: UTF8.self))
            }
        }
    }
}

/// The site of an edition, as it would be shown today.
private func editionSite(_ folder: String) async throws -> Site {
    let outside = Outside.get()
    let journal = Journal(try outside.journalInMemory())
    guard let by = PersonName("measure") else { throw PublishingRefusal.emptyJournal }
    _ = try revise(folder, journal, RevisionOrder(by: by))
    let settings = PressSettings(templates: try .init(), origin: "http://127.0.0.1:8080")
    return try await firstSite(Publisher(journal, settings), at: outside.now())
}
