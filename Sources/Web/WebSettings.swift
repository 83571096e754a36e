package import Content
package import Logging
package import Press
package import Readership

/// What the operator decides about serving.
package struct WebSettings: Sendable {
    package var host: String
    /// 0 asks the system for a free port.
    package var port: Int
    /// Without it, plain HTTP/1.1: for loopback, or behind a proxy.
    package var tls: TLSFiles?
    /// The peers whose forwarding headers are believed.
    package var trustedProxies: [CIDR]
    /// The header in which a trusted proxy says where the reader is, such as `CF-IPCountry`.
    package var countryHeader: String?
    /// Where addresses are, where no header says where the reader is.
    package var countryFile: CountryFile?
    /// How the site is reached from outside: `https://nets.example`, without a path.
    package var origin: String
    /// The site as of a fixed instant: no cache keeps it, no search engine lists it.
    package var isAsOf: Bool
    /// Nil where readers are not asked for anything.
    package var ratings: Ratings?
    /// Nil where nobody can follow by e-mail.
    package var follows: Follows?
    /// Nil where nobody can ask.
    package var questions: Questions?
    /// Nil where no letters are sent.
    package var letters: LetterCount?
    /// Nil where nobody can search.
    package var seeker: (any Seeker)?
    /// Through which searches and lists by place go; nil where nothing keeps them apart.
    package var turnstile: (any Turnstile)?
    /// Where it is counted when nothing is found; nil where it is not.
    package var unfound: Unfound?
    /// Nil where places cannot be looked up.
    package var locator: (any Locator)?
    package var limits: Limits
    package var logger: Logger
    package var now: @Sendable () -> Instant

    package init(
        host: String = "127.0.0.1", port: Int, tls: TLSFiles? = nil, trustedProxies: [CIDR] = [],
        countryHeader: String? = nil, countryFile: CountryFile? = nil, origin: String,
        isAsOf: Bool = false, ratings: Ratings? = nil, follows: Follows? = nil,
        questions: Questions? = nil, letters: LetterCount? = nil, seeker: (any Seeker)? = nil,
        turnstile: (any Turnstile)? = nil, unfound: Unfound? = nil,
        locator: (any Locator)? = nil,
        limits: Limits = Limits(), logger: Logger, now: @escaping @Sendable () -> Instant
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.trustedProxies = trustedProxies
        self.countryHeader = countryHeader
        self.countryFile = countryFile
        self.origin = origin
        self.isAsOf = isAsOf
        self.ratings = ratings
        self.follows = follows
        self.questions = questions
        self.letters = letters
        self.seeker = seeker
        self.turnstile = turnstile
        self.unfound = unfound
        self.locator = locator
        self.limits = limits
        self.logger = logger
        self.now = now
    }

    /// Paths of a certificate chain and its private key, both in PEM.
    package struct TLSFiles: Sendable {
        package let certificate: String
        package let key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// How much, and how slowly, one client may send and take.
    package struct Limits: Sendable {
        package var requestLineBytes = 8 * 1024
        package var headerBytes = 32 * 1024
        package var headerFields = 100
        package var bodyBytes = 64 * 1024
        package var connections = 1024
        /// From the connection, or the first byte of a later request, to the end of its head.
        package var headMilliseconds = 10_000
        package var bodyMilliseconds = 30_000
        /// Between two requests.
        package var idleMilliseconds = 60_000
        /// How long a client may take nothing of an answer.
        package var stallMilliseconds = 30_000
        /// How long we listen on after our last word.
        package var lingerMilliseconds = 2_000
        /// How often the limits above are looked at.
        package var tickMilliseconds = 500

        package init() {}
    }
}
