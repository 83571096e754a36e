package import Content
package import Press
package import Publishing
package import Readership

/// The outside things that commands need. Only `main` knows them, and hands them in.
package struct Outside: Sendable {
    /// The one clock.
    package var now: @Sendable () -> Instant
    /// Opens, and where need be creates, the database at a path or the URL of a PostgreSQL database.
    package var open: @Sendable (_ name: String, _ access: Access) throws -> OpenDatabase
    /// Writes everything of one database into another, says how many rows of how many it has looked at,
    /// and returns how many it wrote. Matching, it also removes what the other has and the one has not.
    package var copy:
        @Sendable (
            _ from: String, _ to: String, _ isMatching: Bool,
            _ progress: (_ done: Int, _ total: Int) -> Void
        ) throws -> Int
    /// Gives an earlier copy of a database, which nobody serves, what readers gave as the database has it, and
    /// returns how many rows of the copy differed; nil, with nothing done, where the database's journal does not
    /// go on from the copy's.
    package var carryReaders: @Sendable (_ from: String, _ copy: String) throws -> Int?
    /// A journal that is gone when the program ends.
    package var journalInMemory: @Sendable () throws -> any JournalStore
    /// A port that nobody listens at just now.
    package var freePort: @Sendable () throws -> Int
    /// So many bytes that nobody can guess.
    package var chance: @Sendable (_ count: Int) -> [UInt8]
    /// Where letters go.
    package var carrier: @Sendable (_ order: MailOrder) throws -> any MailCarrier
    /// A new one, with files of words that everybody knows, by language.
    package var seeker: @Sendable (_ wordLists: [Language: String]) -> any Seeker
    /// A new one, for a file of towns.
    package var locator: @Sendable (_ path: String) -> any Locator
    package var collections: Collections
    /// Serves until the program is told to stop.
    package var serve:
        @Sendable (_ order: ServeOrder, _ source: any SiteSource) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Instant,
        open: @escaping @Sendable (String, Access) throws -> OpenDatabase,
        copy: @escaping @Sendable (String, String, Bool, (Int, Int) -> Void) throws -> Int,
        carryReaders: @escaping @Sendable (String, String) throws -> Int?,
        journalInMemory: @escaping @Sendable () throws -> any JournalStore,
        freePort: @escaping @Sendable () throws -> Int,
        chance: @escaping @Sendable (Int) -> [UInt8],
        carrier: @escaping @Sendable (MailOrder) throws -> any MailCarrier,
        seeker: @escaping @Sendable ([Language: String]) -> any Seeker,
        locator: @escaping @Sendable (String) -> any Locator, collections: Collections,
        serve: @escaping @Sendable (ServeOrder, any SiteSource) async throws -> Void
    ) {
        self.now = now
        self.open = open
        self.copy = copy
        self.carryReaders = carryReaders
        self.journalInMemory = journalInMemory
        self.freePort = freePort
        self.chance = chance
        self.carrier = carrier
        self.seeker = seeker
        self.locator = locator
        self.collections = collections
        self.serve = serve
    }

    package enum Access: Sendable {
        /// Reading only; a file that is not there is a mistake.
        case reading
        /// Writing to one that is there; a file that is not is a mistake.
        case changing
        /// Writing; a file that is not there is made.
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

/// The engine of the search, for texts that are not an edition's.
package struct Collections: Sendable {
    /// Indexes a file of texts, and returns how many there are.
    package var index:
        @Sendable (
            _ corpus: String, _ out: String, _ language: Language,
            _ progress: (_ done: Int, _ total: Int) -> Void
        ) throws -> Int
    /// Asks an index the queries of a file, writes the run, and returns how many seconds each took.
    package var query:
        @Sendable (
            _ index: String, _ queries: String, _ run: String, _ language: Language, _ limit: Int,
            _ progress: (_ done: Int, _ total: Int) -> Void
        ) throws -> [Double]

    package init(
        index: @escaping @Sendable (String, String, Language, (Int, Int) -> Void) throws -> Int,
        query:
            @escaping @Sendable (
                String, String, String, Language, Int, (Int, Int) -> Void
            ) throws -> [Double]
    ) {
        self.index = index
        self.query = query
    }
}

/// A database that is open: what it keeps for the publisher, and what for readers.
package struct OpenDatabase: Sendable {
    package typealias BackUp =
        @Sendable (_ path: String, _ progress: (_ done: Int, _ total: Int) -> Void) throws -> Void

    package let journal: any JournalStore
    package let readership: any ReadershipStore
    package let followers: any FollowStore
    package let questions: any QuestionStore
    package let unfound: any UnfoundStore
    /// Writes all of it to a new file, as it is at one instant, and says how many rows of how many it has
    /// looked at where that takes long.
    package let backUp: BackUp
    /// Something for each time that the journal may have grown; nil where nobody can tell.
    package let changes: (@Sendable () -> AsyncStream<Void>)?

    package init(
        journal: any JournalStore, readership: any ReadershipStore,
        followers: any FollowStore, questions: any QuestionStore, unfound: any UnfoundStore,
        backUp: @escaping BackUp,
        changes: (@Sendable () -> AsyncStream<Void>)? = nil
    ) {
        self.journal = journal
        self.readership = readership
        self.followers = followers
        self.questions = questions
        self.unfound = unfound
        self.backUp = backUp
        self.changes = changes
    }
}

/// Where letters go, and from whom.
package enum MailOrder: Sendable {
    /// Into a folder.
    case folder(path: String, sender: String)
    case server(address: String, password: String?, authorities: String?, sender: String)
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
    /// Nil where readers are not asked for anything.
    package var ratings: Ratings?
    /// Nil where nobody can follow by e-mail.
    package var follows: Follows?
    /// Nil where nobody can ask.
    package var questions: Questions?
    /// Nil where no letters are sent.
    package var letters: LetterCount?
    /// Nil where nothing is counted.
    package var unfound: Unfound?
    /// By language, files of words that everybody knows.
    package var wordLists: [Language: String] = [:]
    /// A file of towns; nil where places cannot be looked up.
    package var gazetteer: String?
    package var now: @Sendable () -> Instant
    package var announce: @Sendable (_ address: String) -> Void

    package init(
        host: String, port: Int, certificatePath: String?, keyPath: String?,
        trustedProxies: [String], countryHeader: String?, countryFile: String?, origin: String,
        isPrivate: Bool, ratings: Ratings? = nil, follows: Follows? = nil,
        questions: Questions? = nil, unfound: Unfound? = nil, gazetteer: String? = nil,
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
        self.ratings = ratings
        self.follows = follows
        self.questions = questions
        self.unfound = unfound
        self.gazetteer = gazetteer
        self.now = now
        self.announce = announce
    }
}
