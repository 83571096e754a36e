package import Content
package import Publishing

/// The outside things that commands need. Only `main` knows them, and hands them in.
package struct Outside: Sendable {
    /// The one clock.
    package var now: @Sendable () -> Instant
    /// Opens, and where need be creates, the journal at a path.
    package var openJournal: @Sendable (_ path: String, _ access: Access) throws -> any JournalStore
    /// A journal that is gone when the program ends.
    package var journalInMemory: @Sendable () throws -> any JournalStore
    /// A port that nobody listens at just now.
    package var freePort: @Sendable () throws -> Int
    /// Serves until the program is told to stop.
    package var serve:
        @Sendable (_ order: ServeOrder, _ source: any SiteSource) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Instant,
        openJournal: @escaping @Sendable (String, Access) throws -> any JournalStore,
        journalInMemory: @escaping @Sendable () throws -> any JournalStore,
        freePort: @escaping @Sendable () throws -> Int,
        serve: @escaping @Sendable (ServeOrder, any SiteSource) async throws -> Void
    ) {
        self.now = now
        self.openJournal = openJournal
        self.journalInMemory = journalInMemory
        self.freePort = freePort
        self.serve = serve
    }

    package enum Access: Sendable {
        /// Reading only; a file that is not there is a mistake.
        case reading
        case writing
    }

    /// Command types are made by the argument parser, which leaves no other way to hand them this.
    @TaskLocal package static var current: Outside?

    static func get() -> Outside {
        guard let outside = current else {
            preconditionFailure("main hands in the outside before it runs a command")
        }
        return outside
    }
}

/// What the web is asked to do.
package struct ServeOrder: Sendable {
    package var host: String
    package var port: Int
    package var certificatePath: String?
    package var keyPath: String?
    package var trustedProxies: [String]
    package var countryHeader: String?
    package var countryFile: String?
    package var origin: String
    /// Another instant than now, or a preview: nothing is kept by caches or listed.
    package var isPrivate: Bool
    package var now: @Sendable () -> Instant
    package var announce: @Sendable (_ address: String) -> Void

    package init(
        host: String, port: Int, certificatePath: String?, keyPath: String?,
        trustedProxies: [String], countryHeader: String?, countryFile: String?, origin: String,
        isPrivate: Bool,
        now: @escaping @Sendable () -> Instant, announce: @escaping @Sendable (String) -> Void
    ) {
        self.host = host
        self.port = port
        self.certificatePath = certificatePath
        self.keyPath = keyPath
        self.trustedProxies = trustedProxies
        self.countryHeader = countryHeader
        self.countryFile = countryFile
        self.origin = origin
        self.isPrivate = isPrivate
        self.now = now
        self.announce = announce
    }
}
