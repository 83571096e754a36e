internal import ArgumentParser
internal import Content
internal import Manuscript
internal import Policy
internal import Press
internal import Publishing
internal import Rendering

struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows an edition to its writer, and prints it again whenever a file is saved.",
        discussion: help(
            """
            The journal is in memory and gone at the end; nothing is kept. What should be mended \
            stands at the top of the page it is about, and on the terminal.

            Examples:
              hoofbeat preview Editions/nets
              hoofbeat preview --now 2027-06-01T00:00:00Z --port 8090
            """))

    @OptionGroup var gazetteer: GazetteerOption
    @OptionGroup var folder: EditionArgument
    @Option(help: "The port to listen at; 0 for any that is free.") var port = 8090
    @Option(help: "Open the pages of this market.") var market: String?
    @Option(help: ArgumentHelp("Show the site as of this instant.", valueName: "instant"))
    var now: Instant?
    @Option(help: ArgumentHelp("A folder of templates to use instead.", valueName: "folder"))
    var templates: String?

    func run() async throws {
        try await reporting {
            let outside = Outside.get()
            let clock = now.map { fixed in { @Sendable in fixed } } ?? outside.now
            let journal = Journal(try outside.journalInMemory())
            try update(journal, at: clock())
            let port = port == 0 ? try outside.freePort() : port
            let settings = PressSettings(
                templates: try loadTemplates(templates), origin: "http://127.0.0.1:\(port)",
                banner: "A preview: not published, not approved.", hidesAll: true)
            let publisher = Publisher(
                journal, settings, blindForMilliseconds: .max, trustedForMilliseconds: 100)
            _ = try await firstSite(publisher, at: clock())
            let path = try root(of: market, journal, at: clock())
            let order = ServeOrder(
                host: "127.0.0.1", port: port, certificatePath: nil, keyPath: nil,
                trustedProxies: [], countryHeader: nil, countryFile: nil, origin: settings.origin,
                isPrivate: true, gazetteer: gazetteer.path, now: clock,
                announce: { announce("Preview at \($0)\(path)") })
            let watching = Task { await watch(journal, clock) }
            defer { watching.cancel() }
            try await outside.serve(order, publisher)
        }
    }

    /// Below the origin: `int/en/` for the market asked for, nothing for the page that chooses.
    private func root(of name: String?, _ journal: Journal, at now: Instant) throws -> String {
        guard let name else { return "" }
        let configuration = try journal.state().history.configuration(at: now)
        guard let id = MarketID(name), let market = configuration?.market(id),
            let language = market.languages.first
        else { throw PublishingRefusal.unknownMarket(name) }
        return "\(Audience(id, language))/"
    }

    private func update(_ journal: Journal, at now: Instant) throws {
        let reading = read(
            try EditionFolder(path: folder.edition).read(), now: now)
        try journal.preview(reading.edition, findings: reading.findings, at: now)
        for finding in reading.findings { note(finding.lines) }
        note(counted(reading.findings.count, "finding"))
    }

    private func watch(_ journal: Journal, _ clock: @Sendable () -> Instant) async {
        let edition = EditionFolder(path: folder.edition)
        var last = edition.fingerprint()
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .milliseconds(300))
                let current = edition.fingerprint()
                guard current != last else { continue }
                last = current
                try update(journal, at: clock())
            } catch is CancellationError {
                return
            } catch {
                note(sentence(for: error))
            }
        }
    }
}
