import Cast
import Content
import Logging
import NIOCore
import Press
import Publishing
import Synchronization

@testable import Web

extension Page {
    /// A page whose codings can be told apart by their bytes.
    static func saying(
        _ words: String, isCompressed: Bool = true, caching: Caching = .shared,
        isUnlisted: Bool = false, contentType: String = "text/html; charset=utf-8"
    ) -> Page {
        Page(
            identity: ByteBuffer(string: words),
            gzip: isCompressed ? ByteBuffer(string: "gzip of \(words)") : nil,
            brotli: isCompressed ? ByteBuffer(string: "brotli of \(words)") : nil,
            contentType: contentType, tag: "tag-of-\(words.prefix(40).filter { $0 != " " })",
            caching: caching, isUnlisted: isUnlisted)
    }
}

extension Site {
    /// Pressed at noon, and changing an hour later; every kind of answer has a path.
    static func sample(
        pressed: Instant = .noon("2026-11-24"), nextChange: Instant? = .sampleChange,
        sequence: Int64 = 7, more: [String: Answer] = [:]
    ) -> Site {
        let answers: [String: Answer] = [
            "/int/en/": .page(.saying("home")),
            "/int/en/plain": .page(.saying("plain", isCompressed: false)),
            "/int/en/unlisted": .page(.saying("unlisted", isUnlisted: true)),
            "/int/en/never": .page(.saying("never", caching: .never)),
            "/int/en/large": .page(.saying(.large, isCompressed: false)),
            "/style-1.css": .page(
                .saying("style", caching: .forever, contentType: "text/css; charset=utf-8")),
            "/robots.txt": .page(.saying("robots", contentType: "text/plain; charset=utf-8")),
            "/int/en/old": .moved(to: "/int/en/new"),
            "/": .sendOn([(.english, "/int/en/"), (.dutch, "/int/nl/")]),
            "/choice": .choose(.saying("choose")),
            "/int/en/lapsed": .lapsed(.saying("lapsed")),
            "/int/en/withdrawn": .withdrawn(.saying("withdrawn")),
            "/gb/en/": .page(.saying("british", caching: .personal)),
            "/gb/en/old": .moved(to: "/gb/en/new"),
        ]
        return Site(
            pressed: pressed, nextChange: nextChange, sequence: sequence,
            answers: answers.merging(more) { $1 },
            lost: Lost(
                unknown: { .saying("unknown \($0)") }, outside: [.gb: { _ in .saying("outside") }],
                blind: .saying("blind")),
            markets: [.int: .int(), .gb: .gb(rule: .enforced)],
            comparison: { audience, slugs in
                .saying("\(audience) compares \(slugs)", caching: .never)
            })
    }
}

extension String {
    static let large = String(repeating: "Neuroendocrine tumours are rare. ", count: 3000)
}

extension Instant {
    static let sampleNow = Instant.noon("2026-11-24")
    static let sampleChange = Instant(rfc3339: "2026-11-24T13:00:00Z")!
}

/// A source that says what it is told to.
final class Given: SiteSource {
    private struct State {
        var site: Site
        var blindness: Blindness?
        var isReady = true
        var delay = Duration.zero
        var asked = 0
    }

    private let state: Mutex<State>
    let turns = Turns()

    init(_ site: Site = .sample()) { state = Mutex(State(site: site)) }

    func ready(at now: Instant) -> ReadySite? {
        state.withLock { state in
            guard state.isReady, state.blindness == nil, state.site.isTrue(at: now) else {
                return nil
            }
            return ReadySite(
                state.site, from: state.site.pressed,
                until: state.site.nextChange ?? .distantFuture)
        }
    }

    func site(at now: Instant) async throws(Blindness) -> Site {
        let (site, blindness, delay) = state.withLock { state in
            state.asked += 1
            return (state.site, state.blindness, state.delay)
        }
        if delay > .zero {
            do { try await Task.sleep(for: delay) } catch { throw Blindness(page: nil) }
        }
        if let blindness { throw blindness }
        return site
    }

    func give(_ site: Site) { change { $0.site = site } }
    func goBlind(_ page: Page? = nil, files: [String: Page] = [:]) {
        change { $0.blindness = Blindness(page: page, files: files) }
    }

    private func change(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
        turns.next()
    }

    var timesAsked: Int { state.withLock { $0.asked } }

    /// Returns once somebody waits for a site.
    func isAsked() async throws {
        while state.withLock({ $0.asked == 0 }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// From now on, only whoever waits gets a site.
    func makeWait(_ delay: Duration) {
        change { state in
            state.isReady = false
            state.delay = delay
        }
    }

    /// A site is ready, but whoever does not take the ready one waits.
    func makeSlow(_ delay: Duration) { state.withLock { $0.delay = delay } }
}

extension WebSettings {
    /// A free port of the loopback, at noon of the day of the sample site.
    static func sample(_ change: (inout WebSettings) -> Void = { _ in }) -> WebSettings {
        var settings = WebSettings(
            port: 0, origin: "https://nets.example",
            logger: Logger(label: "test") { _ in Silence() },
            now: { .sampleNow })
        settings.limits.tickMilliseconds = 20
        change(&settings)
        return settings
    }
}

struct Silence: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.critical
    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {}
}
