import Cast
import Content
import HTTPTypes
import NIOCore
import Press
import Publishing
import Testing

@testable import Web

/// The one place that asks the desk.
private func ask(
    _ target: String, method: HTTPRequest.Method = .get, encoding: String? = nil,
    language: String? = nil, known: String? = nil, from country: String? = nil,
    isSecure: Bool = false, source: Given = Given(),
    _ change: (inout WebSettings) -> Void = { _ in }
) async -> Reply {
    let desk = Desk(settings: .sample(change), source: source)
    return await desk.reply(
        to: Asking(
            method: method, target: target, acceptEncoding: encoding, acceptLanguage: language,
            ifNoneMatch: known,
            visitor: Visitor(address: nil, isSecure: isSecure, country: country)))
}

private func words(_ reply: Reply) -> String? { reply.body.map { String(buffer: $0) } }

private let hour = "public, max-age=25, must-revalidate, stale-while-revalidate=0"

@Suite("The site's answers, in HTTP's words")
struct AnswerTests {
    static let answers: [(String, Int, String, String)] = [
        ("/int/en/", 200, hour, "home"),
        ("/int/en/?utm=1", 200, hour, "home"),
        ("/int/en/never", 200, "no-store", "never"),
        ("/style-1.css", 200, "public, max-age=31536000, immutable", "style"),
        ("/robots.txt", 200, hour, "robots"),
        ("/int/en/old", 301, hour, ""),
        ("/gb/en/old", 301, "private, no-store", ""),
        ("/", 303, "no-store", ""),
        ("/choice", 200, "no-store", "choose"),
        ("/int/en/lapsed", 404, hour, "lapsed"),
        ("/int/en/withdrawn", 410, hour, "withdrawn"),
        ("/gb/en/", 200, "private, no-store", "british"),
        ("/gb/en/nowhere", 404, "private, no-store", "unknown /gb/en/nowhere"),
        ("/int/en/nowhere", 404, hour, "unknown /int/en/nowhere"),
        ("/int/en/caf%C3%A9", 404, hour, "unknown /int/en/café"),
        (
            "/int/en/compare?option=prrt&option=surgery", 200, "no-store",
            "int/en compares [\"prrt\", \"surgery\"]"
        ),
        ("/int/en/compare", 200, "no-store", "int/en compares []"),
        ("/int/compare", 404, hour, "unknown /int/compare"),
        ("/int/en/../x", 400, "no-store", "Bad Request"),
        ("*", 400, "no-store", "Bad Request"),
        ("/" + String(repeating: "a", count: 8192), 414, "no-store", "URI Too Long"),
        ("/healthz", 200, "no-store", "ok\n"),
        ("/readyz", 200, "no-store", "ready\n"),
    ]

    @Test("status, lifetime and words", arguments: answers)
    func answer(target: String, status: Int, caching: String, text: String) async {
        let reply = await ask(target)
        #expect(reply.status.code == status)
        #expect(reply.fields[.cacheControl] == caching)
        #expect(words(reply)?.contains(text) == true)
        #expect(reply.fields[.contentLength] == String(reply.body?.readableBytes ?? -1))
    }

    @Test("a moved page leads to a path, whoever asks under whatever name")
    func moved() async {
        #expect(await ask("/int/en/old").fields[.location] == "/int/en/new")
    }

    @Test(
        "the root sends on to the best language",
        arguments: [("nl", "/int/nl/"), ("fr, nl;q=0.2", "/int/nl/"), ("fr", "/int/en/")])
    func sendOn(language: String, path: String) async {
        #expect(await ask("/", language: language).fields[.location] == path)
    }

    @Test(
        "an enforced market turns away whoever is known to be elsewhere",
        arguments: [("FR", 451), ("GB", 200), (nil, 200)] as [(String?, Int)])
    func outside(country: String?, status: Int) async {
        let reply = await ask("/gb/en/", from: country)
        #expect(reply.status.code == status)
        #expect(reply.fields[.cacheControl] == "private, no-store")
        let link = "<https://nets.example/>; rel=\"blocked-by\""
        #expect(reply.fields[.link] == (status == 451 ? link : nil))
    }

    @Test("a comparison does not get around an enforced market")
    func comparisonOutside() async {
        #expect(await ask("/gb/en/compare?option=prrt", from: "FR").status.code == 451)
    }

    @Test(
        "other methods are not allowed",
        arguments: ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "FOO"])
    func method(name: String) async {
        for target in ["/int/en/", "/healthz", "*", "/nowhere"] {
            let reply = await ask(target, method: .init(name)!)
            #expect(reply.status == .methodNotAllowed)
            #expect(reply.fields[.allow] == "GET, HEAD")
        }
    }

    @Test("HEAD is GET without the body", arguments: answers.map(\.0))
    func head(target: String) async {
        let (whole, head) = await (ask(target), ask(target, method: .head))
        #expect(head.status == whole.status)
        #expect(head.fields == whole.fields)
        #expect(head.body == nil)
    }
}

@Suite("Nothing is kept up to the site's next change")
struct LifetimeTests {
    static let instants: [(String, String)] = [
        ("2026-11-24T12:00:00Z", hour), ("2026-11-24T12:59:34Z", hour),
        ("2026-11-24T12:59:35Z", "public, max-age=24, must-revalidate, stale-while-revalidate=0"),
        (
            "2026-11-24T12:59:57.001Z",
            "public, max-age=1, must-revalidate, stale-while-revalidate=0"
        ),
        ("2026-11-24T12:59:58Z", "public, max-age=1, must-revalidate, stale-while-revalidate=0"),
        ("2026-11-24T12:59:58.001Z", "no-store"), ("2026-11-24T12:59:59.999Z", "no-store"),
    ]

    @Test(
        "a page, a moved page, a lapsed, a withdrawn and an unknown one alike", arguments: instants)
    func lifetime(now: String, caching: String) async {
        for path in ["/int/en/", "/int/en/old", "/int/en/lapsed", "/int/en/withdrawn", "/nowhere"] {
            let reply = await ask(path) { $0.now = { Instant(rfc3339: now)! } }
            #expect(reply.fields[.cacheControl] == caching)
        }
    }

    @Test("a site that knows no change may be kept a minute")
    func unchanging() async {
        let reply = await ask("/int/en/", source: Given(.sample(nextChange: nil)))
        #expect(reply.fields[.cacheControl] == hour)
    }

    @Test("a site as of another instant is kept by nobody and listed by nobody")
    func asOf() async {
        for (target, _, _, _) in AnswerTests.answers {
            let reply = await ask(target) { $0.isAsOf = true }
            #expect(reply.fields[.cacheControl] == "no-store")
            #expect(reply.fields[.robotsTag] == "noindex")
        }
    }
}

@Suite("Encodings and entity tags")
struct ConditionalTests {
    static let codings: [(String?, String?, String, String)] = [
        (nil, nil, "\"tag-of-home\"", "home"),
        ("gzip", "gzip", "\"tag-of-home-gz\"", "gzip of home"),
        ("br", "br", "\"tag-of-home-br\"", "brotli of home"),
    ]

    @Test("each coding has its own strong tag, and says that codings differ", arguments: codings)
    func coding(accept: String?, coding: String?, tag: String, text: String) async {
        let reply = await ask("/int/en/", encoding: accept)
        #expect(reply.fields[.contentEncoding] == coding)
        #expect(reply.fields[.eTag] == tag)
        #expect(reply.fields[.vary] == "Accept-Encoding")
        #expect(words(reply) == text)
    }

    @Test("whoever has it already is not sent it again", arguments: codings)
    func known(accept: String?, coding: String?, tag: String, text: String) async {
        let whole = await ask("/int/en/", encoding: accept)
        let reply = await ask("/int/en/", encoding: accept, known: "W/\"other\", \(tag)")
        #expect(reply.status == .notModified)
        #expect(reply.body == nil)
        for name in [HTTPField.Name.eTag, .cacheControl, .vary, .contentSecurityPolicy] {
            #expect(reply.fields[name] == whole.fields[name])
        }
        #expect(reply.fields[.contentEncoding] == nil)
        #expect(reply.fields[.contentLength] == nil)
    }

    @Test("another coding's tag is another")
    func otherCoding() async {
        let reply = await ask("/int/en/", encoding: "gzip", known: "\"tag-of-home-br\"")
        #expect(reply.status == .ok)
    }

    @Test("a page without codings does not vary")
    func plain() async {
        let reply = await ask("/int/en/plain", encoding: "gzip, br")
        #expect(reply.fields[.vary] == nil)
        #expect(reply.fields[.eTag] == "\"tag-of-plain\"")
    }

    @Test(
        "only a page that is there can be known",
        arguments: ["/int/en/lapsed", "/nowhere", "/choice"])
    func notConditional(target: String) async {
        let reply = await ask(target, known: "*")
        #expect(reply.status != .notModified)
        #expect(reply.fields[.eTag] == nil)
        #expect(reply.fields[.vary] == "Accept-Encoding")
    }

    @Test("search engines are asked not to list an unlisted page, known or not")
    func unlisted() async {
        #expect(await ask("/int/en/unlisted").fields[.robotsTag] == "noindex")
        #expect(await ask("/int/en/unlisted", known: "*").fields[.robotsTag] == "noindex")
        #expect(await ask("/int/en/").fields[.robotsTag] == nil)
    }
}

@Suite("Every answer says what a browser may do with it")
struct SecurityHeaderTests {
    static let fields: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
        ),
        (.init("X-Content-Type-Options")!, "nosniff"),
        (.init("Referrer-Policy")!, "same-origin"),
        (.init("Cross-Origin-Opener-Policy")!, "same-origin"),
        (.init("Cross-Origin-Embedder-Policy")!, "require-corp"),
        (.init("Cross-Origin-Resource-Policy")!, "same-origin"),
    ]

    @Test("whatever the status", arguments: AnswerTests.answers.map(\.0))
    func everywhere(target: String) async {
        let known = await ask(target, known: "*")
        let replies = [
            known, await ask(target), await ask(target, method: .post),
            await ask(target, from: "FR"),
        ]
        for reply in replies {
            for (name, value) in SecurityHeaderTests.fields {
                #expect(reply.fields[name] == value)
            }
            #expect(reply.fields[.permissionsPolicy]?.contains("geolocation=(self)") == true)
            #expect(reply.fields[.strictTransportSecurity] == nil)
            #expect(reply.fields[.server] == nil)
            #expect(reply.fields[.setCookie] == nil)
        }
    }

    @Test("and to insist on encryption where there is some")
    func secure() async {
        let reply = await ask("/int/en/", isSecure: true)
        #expect(reply.fields[.strictTransportSecurity] == "max-age=63072000; includeSubDomains")
        #expect(
            reply.fields[.contentSecurityPolicy]?.hasSuffix("; upgrade-insecure-requests") == true)
    }

    @Test("a refusal too, and it says where urgent help is", arguments: Refusal.allCases)
    func refusal(refusal: Refusal) {
        let reply = refusal.reply(SecurityPolicy(isSecure: false, isAsOf: false))
        #expect(reply.status.code >= 400)
        #expect(reply.fields[.cacheControl] == "no-store")
        #expect(reply.fields[.contentSecurityPolicy] == SecurityHeaderTests.fields[0].1)
        #expect(words(reply)?.contains("112") == true)
    }
}

@Suite("While the journal cannot be read")
struct BlindnessTests {
    @Test(
        "the site's own page says so", arguments: ["/int/en/", "/", "/nowhere", "/int/en/compare"])
    func page(target: String) async {
        let source = Given()
        source.goBlind(.saying("blind"))
        let reply = await ask(target, encoding: "br", source: source)
        #expect(reply.status == .serviceUnavailable)
        #expect(reply.fields[.retryAfter] == "30")
        #expect(reply.fields[.cacheControl] == "no-store")
        #expect(words(reply) == "brotli of blind")
    }

    @Test("the page that says so has its style sheet, and nothing else is given")
    func files() async {
        let source = Given()
        source.goBlind(
            .saying("blind"), files: ["/assets/a.css": .saying("style", caching: .forever)])
        let reply = await ask("/assets/a.css", source: source)
        #expect(reply.status == .ok)
        #expect(reply.fields[.cacheControl]?.contains("immutable") == true)
        #expect(words(reply) == "style")
        #expect(await ask("/assets/b.css", source: source).status == .serviceUnavailable)
    }

    @Test("a few words say so where there never was a site")
    func words_() async {
        let source = Given()
        source.goBlind()
        let reply = await ask("/int/en/", source: source)
        #expect(reply.status == .serviceUnavailable)
        #expect(reply.fields[.retryAfter] == "30")
        #expect(words(reply)?.contains("112") == true)
    }

    @Test(
        "the process lives, but is not ready",
        arguments: [("/healthz", 200), ("/readyz", 503), ("/metrics", 200)])
    func operators(target: String, status: Int) async {
        let source = Given()
        source.goBlind()
        #expect(await ask(target, source: source).status.code == status)
    }

    @Test(
        "nor is it while the pages in memory are shown",
        arguments: [("/readyz", 503), ("/int/en/", 200)])
    func unread(target: String, status: Int) async {
        let source = Given()
        source.makeWait(.zero)
        #expect(await ask(target, source: source).status.code == status)
    }
}

@Suite("Metrics count, and name nobody")
struct MetricsTests {
    @Test("the site's figures")
    func site() async throws {
        let text = try #require(words(await ask("/metrics")))
        #expect(text.contains("\nhoofbeat_ready 1\n"))
        #expect(text.contains("\nhoofbeat_site_sequence 7\n"))
        #expect(text.contains("\nhoofbeat_site_pressed_timestamp_seconds 1795521600.0\n"))
        #expect(text.contains("\nhoofbeat_site_next_change_timestamp_seconds 1795525200.0\n"))
    }

    @Test("every sample is announced, and is a number")
    func format() async throws {
        let text = try #require(words(await ask("/metrics")))
        var announced: Set<Substring> = []
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts[0] == "#" {
                announced.insert(parts[2])
            } else {
                #expect(parts.count == 2)
                #expect(Double(parts[1]) != nil)
                #expect(announced.contains(parts[0].prefix { $0 != "{" }))
            }
        }
    }

    @Test("a source that is blind is not ready")
    func blind() async throws {
        let source = Given()
        source.goBlind()
        let text = try #require(words(await ask("/metrics", source: source)))
        #expect(text.contains("\nhoofbeat_ready 0\n"))
        #expect(!text.contains("hoofbeat_site"))
    }
}
