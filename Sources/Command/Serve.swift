internal import ArgumentParser
internal import Content
internal import Manuscript
internal import Press
internal import Publishing
internal import Readership
internal import Rendering

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves what is cleared at the instant of each request.",
        discussion: help(
            """
            It never writes to the journal, except that it fills an empty one from the edition. \
            docs/operating.md says what to put in front of it, and how to keep a copy.

            Examples:
              hoofbeat serve
              hoofbeat serve --host 0.0.0.0 --port 443 --origin https://nets.example \\
                --tls-cert cert.pem --tls-key key.pem
              hoofbeat serve --now 2027-01-01T00:00:00Z
            """))

    @Option(help: ArgumentHelp("The edition that fills an empty journal.", valueName: "folder"))
    var edition = "Editions/nets"
    @OptionGroup var database: DatabaseOption
    @OptionGroup var key: KeyOption
    @OptionGroup var mail: MailOptions
    @Flag(
        help: ArgumentHelp(
            "Keep the words of searches that found nothing; the page then says so."))
    var keepUnfoundWords = false
    @OptionGroup var words: WordListOption
    @OptionGroup var gazetteer: GazetteerOption
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
            "A file that tells in which country an address is (.mmdb).", valueName: "path"))
    var countryFile: String?
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
        if let origin, !isOrigin(origin) {
            throw ValidationError("--origin is a scheme and a host: https://nets.example.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("There is no such port.") }
        guard (1...86_400).contains(blindFor) else {
            throw ValidationError("--blind-for is between 1 second and a day, 86400.")
        }
    }

    func run() async throws {
        try await reporting {
            keepMemorySmall()
            let outside = Outside.get()
            let clock = now.map { fixed in { @Sendable in fixed } } ?? outside.now
            let stores = try database.open(.writing)
            let journal = Journal(stores.journal)
            try fillIfEmpty(journal, at: outside.now())
            let port = port == 0 ? try outside.freePort() : port
            let settings = try settings(port)
            // The site as of another instant takes nothing from anybody.
            let key = now == nil ? try key.key(beside: database.database) : nil
            if let key { try requireKey(key.key, made: key.made, stores) }
            let ratings = key.map { Ratings(stores.readership, $0.key) }
            let publisher = Publisher(
                journal, settings, blindForMilliseconds: Int64(blindFor) * 1000,
                trustedForMilliseconds: 1_000, marks: reader(of: ratings))
            try await printFirst(publisher, at: clock())
            let follows = key.map { Follows(stores.followers, $0.key) }
            let letters = LetterCount()
            let postman = try follows.map { follows in
                try mailman(for: follows, stores.questions, settings.origin, letters, outside)
            }
            let questions = key.map { Questions(stores.questions, $0.key) }
            let unfound = now == nil ? Unfound(stores.unfound, keepsWords: keepUnfoundWords) : nil
            var request = order(
                port, settings.origin, ratings, follows, questions, madeKey: key?.made, clock)
            request.unfound = unfound
            request.wordLists = words.paths
            request.letters = postman.map { _ in letters }
            let counters = [ratings, follows, questions] as [(any SourceCounter)?]
            try await withReading(publisher, clock, stores.changes) {
                try await withForgetting(stores, counters.compactMap { $0 }, unfound, clock) {
                    try await withMailing(postman, publisher, clock) {
                        try await outside.serve(request, publisher)
                    }
                }
            }
            // One whole file is left, which can be copied.
            try journal.store.close()
        }
    }

    /// Another key reads no address that the one before sealed: rather than lose all followers without a word, the
    /// server does not start.
    private func requireKey(
        _ key: OperatorKey, made: String?, _ stores: OpenDatabase
    ) throws {
        // One of them may be damaged.
        let followers = try stores.followers.followers(
            toldBefore: .distantFuture, after: nil, limit: 10)
        let isForeign = followers.allSatisfy { $0.address.address(of: $0.id.bytes, key) == nil }
        guard !followers.isEmpty, isForeign else { return }
        guard let made else { throw KeyRefusal.foreign }
        try KeyOption.remove(made)
        throw KeyRefusal.lost(made)
    }

    /// Prints the first site, and keeps nothing of it: it would be in memory as long as the server runs.
    private func printFirst(_ publisher: Publisher, at now: Instant) async throws {
        let site = try await firstSite(publisher, at: now)
        let isEnforced = site.markets.values.contains { $0.rule == .enforced }
        guard isEnforced, countryHeader == nil, countryFile == nil else { return }
        note(
            "A market of this edition is enforced, and nothing says where readers are: "
                + "everybody is let in. --country-file says it, or --country-header and "
                + "--trusted-proxy.")
    }

    private func fillIfEmpty(_ journal: Journal, at now: Instant) throws {
        guard try journal.store.head() == .empty else { return }
        guard let by = PersonName("hoofbeat serve, filling an empty journal") else { return }
        let report = try revise(edition, journal, RevisionOrder(by: by))
        note("The journal was empty; \(counted(report.written.count, "item")) written.")
    }

    private func mailman(
        for follows: Follows, _ questions: any QuestionStore, _ origin: String,
        _ letters: LetterCount, _ outside: Outside
    ) throws -> Postman {
        let order = mail.order(besides: database.database, origin: origin)
        return Postman(
            follows, questions, try outside.carrier(order), holder: outside.chance(16),
            count: letters)
    }

    private func reader(of ratings: Ratings?) -> (@Sendable () throws -> [ItemID: Marks])? {
        guard let ratings else { return nil }
        return { try ratings.marks() }
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
        _ port: Int, _ origin: String, _ ratings: Ratings?, _ follows: Follows?,
        _ questions: Questions?,
        madeKey: String?, _ clock: @escaping @Sendable () -> Instant
    ) -> ServeOrder {
        ServeOrder(
            host: host, port: port, certificatePath: tlsCert, keyPath: tlsKey,
            trustedProxies: trustedProxies, countryHeader: countryHeader, countryFile: countryFile,
            origin: origin,
            isPrivate: now != nil, ratings: ratings, follows: follows, questions: questions,
            gazetteer: gazetteer.path, now: clock,
            announce: { address in
                announce("Serving at \(address)")
                guard let madeKey else { return }
                note(
                    "The operator's key was made: \(madeKey). Keep a copy apart from the database's."
                )
            })
    }
}
