internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript
internal import Press
internal import Publishing
internal import Rendering

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves what is cleared at the instant of each request.",
        discussion: """
            It never writes to the journal, except that it fills an empty one from the edition. \
            docs/operating.md says what to put in front of it, and how to keep a copy.

            Examples:
              hoofbeat serve
              hoofbeat serve --host 0.0.0.0 --port 443 --origin https://nets.example \\
                --tls-cert cert.pem --tls-key key.pem
              hoofbeat serve --now 2027-01-01T00:00:00Z
            """)

    @Option(help: ArgumentHelp("The edition that fills an empty journal.", valueName: "folder"))
    var edition = "Editions/nets"
    @OptionGroup var database: DatabaseOption
    @Option(help: "The address to listen at.") var host = "127.0.0.1"
    @Option(help: "The port to listen at; 0 for any that is free.") var port = 8080
    @Option(
        help: ArgumentHelp(
            "How readers reach the site, for the links that need it.", valueName: "url"))
    var origin: String?
    @Option(help: ArgumentHelp("A folder of templates to use instead.", valueName: "folder"))
    var templates: String?
    @Option(help: ArgumentHelp("A certificate, with its chain (PEM).", valueName: "path"))
    var tlsCert: String?
    @Option(help: ArgumentHelp("The certificate's key (PEM).", valueName: "path"))
    var tlsKey: String?
    @Option(
        name: .customLong("trusted-proxy"),
        help: ArgumentHelp(
            "A network whose word on client address, scheme and country is believed.",
            valueName: "cidr"))
    var trustedProxies: [String] = []
    @Option(
        help: ArgumentHelp("The header in which it names the reader's country.", valueName: "name"))
    var countryHeader: String?
    @Option(
        help: ArgumentHelp(
            "Seconds for which reading the journal may fail before nobody is answered.",
            valueName: "seconds"))
    var blindFor = 900
    @Option(
        help: ArgumentHelp(
            "Show the site as of this instant, on this machine only.", valueName: "instant"))
    var now: Instant?

    func validate() throws {
        if (tlsCert == nil) != (tlsKey == nil) {
            throw ValidationError("--tls-cert and --tls-key go together.")
        }
        if now != nil, !isLoopback(host) {
            throw ValidationError("--now serves this machine only: leave --host at 127.0.0.1.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("There is no such port.") }
        guard blindFor >= 1 else { throw ValidationError("--blind-for is at least 1 second.") }
    }

    func run() async throws {
        try await reporting {
            let outside = try Outside.get()
            let clock = now.map { fixed in { @Sendable in fixed } } ?? outside.now
            let journal = try database.journal(.writing)
            try fillIfEmpty(journal, at: outside.now())
            let port = port == 0 ? try outside.freePort() : port
            let settings = try settings(port)
            let publisher = Publisher(
                journal, settings, blindForMilliseconds: Int64(blindFor) * 1000,
                trustedForMilliseconds: 1_000)
            _ = try await firstSite(publisher, at: clock())
            try await withReading(publisher, clock) {
                try await outside.serve(order(port, settings.origin, clock), publisher)
            }
            // One whole file is left, which can be copied.
            try journal.store.close()
        }
    }

    private func fillIfEmpty(_ journal: Journal, at now: Instant) throws {
        guard try journal.store.head() == .empty else { return }
        guard let by = PersonName("hoofbeat serve, filling an empty journal") else { return }
        let report = try revise(edition, journal, RevisionOrder(by: by))
        note("The journal was empty; \(counted(report.written.count, "item")) written.")
    }

    private func settings(_ port: Int) throws -> PressSettings {
        let scheme = tlsCert == nil ? "http" : "https"
        return PressSettings(
            templates: try loadTemplates(templates),
            origin: origin ?? "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)",
            banner: self.now.map { "The site as of \($0.rfc3339): not what it shows today." },
            hidesAll: self.now != nil)
    }

    private func order(
        _ port: Int, _ origin: String, _ clock: @escaping @Sendable () -> Instant
    ) -> ServeOrder {
        ServeOrder(
            host: host, port: port, certificatePath: tlsCert, keyPath: tlsKey,
            trustedProxies: trustedProxies, countryHeader: countryHeader, origin: origin,
            isPrivate: now != nil, now: clock,
            announce: { address in announce("Serving at \(address)") })
    }
}

/// The site that a server starts with: it refuses to start without one.
func firstSite(_ publisher: Publisher, at now: Instant) async throws -> Site {
    do {
        return try await publisher.site(at: now)
    } catch {
        throw PublishingRefusal.emptyJournal
    }
}

/// Says on standard output where the site is, for a person or for a script that waits for it.
private func announce(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

/// Runs `body` while the journal is read and the site kept up to date beside it. Requests do not
/// depend on this: they look for themselves when it is late.
func withReading(
    _ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant,
    _ body: () async throws -> Void
) async throws {
    // A test takes the timer away, to show that nothing depends on it.
    guard ProcessInfo.processInfo.environment["HOOFBEAT_WITHOUT_TIMER"] == nil else {
        return try await body()
    }
    let reading = Task {
        var isBlind = false
        var isFailing = false
        while !Task.isCancelled {
            do {
                _ = try await publisher.site(at: clock())
                let failure = await publisher.readingFailure
                if let failure, !isFailing {
                    note(
                        "The journal cannot be read: \(sentence(for: failure)). The pages in memory "
                            + "are shown for a while.")
                }
                if isFailing || isBlind, failure == nil { note("The journal can be read again.") }
                (isFailing, isBlind) = (failure != nil, false)
            } catch {
                if !isBlind { note("The journal cannot be read; nobody is answered.") }
                isBlind = true
            }
            do { try await Task.sleep(for: .milliseconds(250)) } catch { return }
        }
    }
    do {
        try await body()
    } catch {
        reading.cancel()
        throw error
    }
    // Whoever closes the journal next must not do so in the middle of a reading.
    reading.cancel()
    await reading.value
}

func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
}

/// The built-in templates, with the files of a folder in their place.
func loadTemplates(_ folder: String?) throws -> Templates {
    guard let folder else { return try Templates() }
    var overrides: [String: String] = [:]
    let url = URL(fileURLWithPath: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path)
    where [".mustache", ".css", ".svg"].contains(where: name.hasSuffix) {
        overrides[name] = try String(
            contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }
    return try Templates(overrides: overrides)
}

struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows an edition to its writer, and prints it again whenever a file is saved.",
        discussion: """
            The journal is in memory and gone at the end; nothing is kept. What should be mended \
            stands at the top of the page it is about, and on the terminal.

            Examples:
              hoofbeat preview Editions/nets
              hoofbeat preview --now 2027-06-01T00:00:00Z --port 8090
            """)

    @OptionGroup var folder: EditionArgument
    @Option(help: "The port to listen at; 0 for any that is free.") var port = 8090
    @Option(help: "Open the pages of this market.") var market: String?
    @Option(help: ArgumentHelp("Show the site as of this instant.", valueName: "instant"))
    var now: Instant?
    @Option(help: ArgumentHelp("A folder of templates to use instead.", valueName: "folder"))
    var templates: String?

    func run() async throws {
        try await reporting {
            let outside = try Outside.get()
            let clock = now.map { fixed in { @Sendable in fixed } } ?? outside.now
            let journal = Journal(try outside.journalInMemory())
            try update(journal, at: clock())
            let settings = PressSettings(
                templates: try loadTemplates(templates), origin: "http://127.0.0.1:\(port)",
                banner: "A preview: not published, not approved.", hidesAll: true)
            let publisher = Publisher(
                journal, settings, blindForMilliseconds: .max, trustedForMilliseconds: 100)
            _ = try await firstSite(publisher, at: clock())
            let path = market.map { "\($0)/" } ?? ""
            let order = ServeOrder(
                host: "127.0.0.1", port: port, certificatePath: nil, keyPath: nil,
                trustedProxies: [], countryHeader: nil, origin: settings.origin, isPrivate: true,
                now: clock, announce: { announce("Preview at \($0)\(path)") })
            let watching = Task { await watch(journal, clock) }
            defer { watching.cancel() }
            try await outside.serve(order, publisher)
        }
    }

    private func update(_ journal: Journal, at now: Instant) throws {
        let reading = read(
            try EditionFolder(path: folder.edition).read(), today: Day(ofUTC: now))
        try journal.preview(reading.edition, findings: reading.findings, at: now)
        for finding in reading.findings { note(finding.oneLine) }
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

struct AsOf: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a page as it was shown at a past instant.",
        discussion: """
            The article is the one that was shown then, byte for byte; the frame is today's, with \
            a banner. Exits with 1 when nothing was shown there, and says why.

            Example:
              hoofbeat as-of 2026-12-24T18:00:00Z /int/en/treatments/prrt > page.html
            """)

    @Argument(help: "An instant: 2026-12-24T18:00:00Z.") var instant: Instant
    @Argument(help: "A path of the site.") var path: String
    @OptionGroup var database: DatabaseOption
    @Option(help: ArgumentHelp("A folder of templates to use instead.", valueName: "folder"))
    var templates: String?
    @Option(help: ArgumentHelp("The site's address, for absolute links.", valueName: "url"))
    var origin = "http://127.0.0.1:8080"

    func run() async throws {
        try await reporting {
            let journal = try database.journal(.reading)
            let settings = PressSettings(
                templates: try loadTemplates(templates), origin: origin,
                banner: "The site as of \(instant.rfc3339): not what it shows today.",
                hidesAll: true)
            switch try journal.answer(to: path, asOf: instant, settings) {
            case .page(let page), .choose(let page): write(page)
            case .lapsed(let page): try refuse("its approval had ended", page)
            case .withdrawn(let page): try refuse("it had been withdrawn", page)
            case .moved(let target): try refuse("it had moved to \(target)", nil)
            case .sendOn(let choices):
                try refuse("readers were sent on to \(choices.first?.path ?? "/")", nil)
            case .outsideMarket, .unknown, nil: try refuse("there was no such page", nil)
            }
        }
    }

    private func write(_ page: Page) {
        FileHandle.standardOutput.write(Data(page.bytes))
    }

    private func refuse(_ why: String, _ page: Page?) throws {
        if let page { write(page) }
        note("hoofbeat: \(path) was not shown at \(instant.rfc3339): \(why)")
        throw ExitCode(1)
    }
}
