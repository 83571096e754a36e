internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press

/// An answer in HTTP's words, before a protocol version writes it.
struct Reply: Sendable {
    var status: HTTPResponse.Status
    var fields: HTTPFields
    /// Nil where only the head is sent.
    var body: ByteBuffer?

    init(_ status: HTTPResponse.Status, _ policy: SecurityPolicy, caching: String) {
        self.status = status
        fields = policy.fields
        fields[.cacheControl] = policy.isAsOf ? "no-store" : caching
        if policy.isAsOf { fields[.robotsTag] = "noindex" }
        body = nil
    }

    /// Sends a reader on to what came of a form, so that loading it again sends nothing again.
    init(seeOther location: String, _ policy: SecurityPolicy) {
        self.init(.seeOther, policy, caching: Caching.personal)
        fields[.location] = location
        fields[.contentLength] = "0"
        body = ByteBuffer()
    }

    /// A page that is one reader's own.
    init(
        personal page: Page, _ status: HTTPResponse.Status, _ policy: SecurityPolicy,
        _ asking: Asking
    ) {
        self.init(status, policy, caching: Caching.personal)
        carry(page, for: Encodings(asking.acceptEncoding))
    }

    /// The same, or for a script what is wrong.
    init(
        personal page: Page, orElse problem: Problem, _ status: HTTPResponse.Status,
        _ policy: SecurityPolicy, _ asking: Asking
    ) {
        guard asking.wantsJSON, status != .ok else {
            self.init(personal: page, status, policy, asking)
            return
        }
        self.init(status, policy, caching: Caching.personal)
        carry(json: problem, contentType: "application/problem+json")
    }

    /// A page, or the news that the reader has it already. `seconds` is the site's lifetime.
    init(
        _ page: Page, for encodings: Encodings, isKnown: Bool, seconds: Int,
        _ policy: SecurityPolicy
    ) {
        self.init(
            isKnown ? .notModified : .ok, policy,
            caching: Caching.control(page.caching, seconds: seconds))
        fields[.eTag] = page.entityTag(in: encodings.best(of: page))
        if isKnown { describe(page) } else { carry(page, for: encodings) }
    }

    /// Adds a page's bytes in the best coding for the reader.
    mutating func carry(_ page: Page, for encodings: Encodings) {
        let coding = encodings.best(of: page)
        let bytes = page.bytes(in: coding)
        fields[.contentType] = page.contentType
        fields[.contentLength] = String(bytes.readableBytes)
        if let token = coding.token { fields[.contentEncoding] = token }
        describe(page)
        body = bytes
    }

    /// What is said of a page even where its bytes are not sent.
    private mutating func describe(_ page: Page) {
        if page.varies { fields[.vary] = "Accept-Encoding" }
        if page.isUnlisted { fields[.robotsTag] = "noindex" }
        if page.isFeed {
            // Readers in a browser fetch feeds from other sites. They are sent without any cookie.
            fields[.resourcePolicy] = "cross-origin"
            fields[.allowOrigin] = "*"
        }
    }

    mutating func carry(text: String, contentType: String) {
        let bytes = ByteBuffer(string: text)
        fields[.contentType] = contentType
        fields[.contentLength] = String(bytes.readableBytes)
        body = bytes
    }
}

/// The headers of every answer: what a browser may do with it, which is little.
struct SecurityPolicy: Sendable {
    let fields: HTTPFields
    let isAsOf: Bool

    /// Only where the reader's connection is encrypted does the browser learn to insist on it.
    init(isSecure: Bool, isAsOf: Bool) {
        self.isAsOf = isAsOf
        var content = SecurityPolicy.content
        if isSecure { content += "; upgrade-insecure-requests" }
        var fields: HTTPFields = [
            .contentSecurityPolicy: content,
            .contentTypeOptions: "nosniff",
            .referrerPolicy: "same-origin",
            .openerPolicy: "same-origin",
            .embedderPolicy: "require-corp",
            .resourcePolicy: "same-origin",
            .permissionsPolicy: SecurityPolicy.permissions,
        ]
        if isSecure {
            fields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
        self.fields = fields
    }

    /// One script, of our own, for comfort (docs/decisions/0025-one-script-for-comfort.md).
    private static let content =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

    private static let permissions =
        [
            "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
            "encrypted-media", "fullscreen", "gyroscope", "interest-cohort",
            "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
            "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
        ].map { "\($0)=()" }.joined(separator: ", ") + ", geolocation=(self)"
}

/// The policies of plain and encrypted connections, made once.
struct SecurityPolicies: Sendable {
    private let plain: SecurityPolicy
    private let secure: SecurityPolicy

    init(isAsOf: Bool) {
        plain = SecurityPolicy(isSecure: false, isAsOf: isAsOf)
        secure = SecurityPolicy(isSecure: true, isAsOf: isAsOf)
    }

    func policy(isSecure: Bool) -> SecurityPolicy { isSecure ? secure : plain }
}

/// The words of `Cache-Control`.
enum Caching {
    static let never = "no-store"
    static let personal = "private, no-store"
    static let forever = "public, max-age=31536000, immutable"

    /// `seconds` is the site's lifetime: no cache may keep anything up to its next change.
    static func shared(_ seconds: Int) -> String {
        guard seconds >= 1 else { return never }
        return "public, max-age=\(seconds), must-revalidate, stale-while-revalidate=0"
    }

    static func control(_ caching: Page.Caching, seconds: Int) -> String {
        switch caching {
        case .shared: shared(seconds)
        case .personal: personal
        case .never: never
        case .forever: forever
        }
    }
}

extension HTTPField.Name {
    static let allowOrigin = Self("Access-Control-Allow-Origin")!
    static let embedderPolicy = Self("Cross-Origin-Embedder-Policy")!
    static let fetchSite = Self("Sec-Fetch-Site")!
    static let forwardedFor = Self("X-Forwarded-For")!
    static let forwardedProto = Self("X-Forwarded-Proto")!
    static let link = Self("Link")!
    static let openerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let permissionsPolicy = Self("Permissions-Policy")!
    static let referrerPolicy = Self("Referrer-Policy")!
    static let resourcePolicy = Self("Cross-Origin-Resource-Policy")!
    static let robotsTag = Self("X-Robots-Tag")!
    static let contentTypeOptions = Self("X-Content-Type-Options")!
}

extension HTTPResponse.Status {
    static let unavailableForLegalReasons = Self(
        code: 451, reasonPhrase: "Unavailable For Legal Reasons")
}
