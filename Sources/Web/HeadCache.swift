internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press
internal import Publishing

/// The byte path's memory: for one event loop, the site at hand, and the heads it has written lately, as
/// bytes.
///
/// A head holds a date and a lifetime, so it is good for a second; within that second, every reader
/// of a page is sent the same two buffers, and of the page that everybody wants just now, one. Used on its own
/// event loop only, so nothing is locked.
final class HeadCache {
    let tally: Tally
    private let source: any SiteSource
    private let policies: SecurityPolicies
    private let turns: Turns
    /// What the source gave last, in which of its turns, and while that holds.
    private var site: Site?
    private var turn = 0
    private var holds = Instant.distantPast..<Instant.distantPast
    /// The site's own, so that the site itself is not taken at each request (`Turns`).
    private var nextChange: Instant?
    private var enforces = false
    private var entries: [String: Entry] = [:]
    /// The answer that was asked for most lately, head and body in one: that takes less to hand over, and a
    /// copy of the page.
    private var rushed: Rushed?

    private struct Rushed {
        let head: Head
        let whole: ByteBuffer
        let bodyBytes: Int
    }

    /// As many readers within the second of a head make a rush.
    private static let rush = 256

    init(_ source: any SiteSource, policies: SecurityPolicies, tally: Tally) {
        (self.source, turns) = (source, source.turns)
        self.policies = policies
        self.tally = tally
    }

    /// What is sent for a printed page: its head, and the body's bytes after it unless there is none to
    /// send, or they are at hand as one.
    struct Ready {
        let start: ByteBuffer
        let rest: ByteBuffer?
        let bodyBytes: Int
        /// The reader has the page already.
        let isKnown: Bool
    }

    /// The same for HTTP/2, which writes its heads itself.
    struct Words {
        let response: HTTPResponse
        let body: ByteBuffer?
        let isKnown: Bool
    }

    func words(_ path: String, for reader: Reader, at now: Instant) -> Words? {
        guard let entry = entry(for: path, for: reader, at: now) else { return nil }
        return entry.words(
            for: reader,
            lifetimeSeconds: Site.lifetimeSeconds(at: now, upTo: nextChange), policies, at: now)
    }

    private func entry(for path: String, for reader: Reader, at now: Instant) -> Entry? {
        guard holdsSite(at: now) else { return nil }
        // Only an enforced market asks where the reader is, and splitting the path takes longer
        // than all the rest.
        if enforces, site?.turnsAway(path, from: reader.country) != false { return nil }
        if let entry = entries[path] { return entry }
        guard case .page(let page) = site?.answers[path] else { return nil }
        return newEntry(for: path, page)
    }

    /// Nil where no site is ready, or it has no page under exactly this path; then the desk has to think.
    ///
    /// - Parameter isLast: the head says that the connection ends.
    func ready(
        _ path: String, for reader: Reader, isLast: Bool = false, at now: Instant
    ) -> Ready? {
        guard let entry = entry(for: path, for: reader, at: now) else { return nil }
        let stamp = Stamp(
            second: now.milliseconds / 1000,
            lifetimeSeconds: Site.lifetimeSeconds(at: now, upTo: nextChange))
        let (head, coding, isKnown) = entry.head(for: reader, stamp, policies, at: now)
        let hasBody = !isKnown && !reader.isHead
        if hasBody, !isLast, let rushed, rushed.head === head {
            return Ready(
                start: rushed.whole, rest: nil, bodyBytes: rushed.bodyBytes, isKnown: false)
        }
        let body = hasBody ? entry.bytes(in: coding) : nil
        if let body { count(head, body) }
        return Ready(
            start: isLast ? head.last : head.bytes, rest: body, bodyBytes: body?.readableBytes ?? 0,
            isKnown: isKnown)
    }

    private func count(_ head: Head, _ body: ByteBuffer) {
        head.uses += 1
        guard head.uses == HeadCache.rush else { return }
        var whole = ByteBufferAllocator().buffer(
            capacity: head.bytes.readableBytes + body.readableBytes)
        whole.writeImmutableBuffer(head.bytes)
        whole.writeImmutableBuffer(body)
        rushed = Rushed(head: head, whole: whole, bodyBytes: body.readableBytes)
    }

    /// Whether the site that is ready at `now` is the one at hand.
    private func holdsSite(at now: Instant) -> Bool {
        let current = turns.now
        if current == turn, holds.contains(now) { return true }
        guard let ready = source.ready(at: now) else { return false }
        if ready.site !== site { turn(to: ready.site) }
        (turn, holds) = (current, ready.holds)
        return true
    }

    /// What is known of a reader without asking anybody.
    struct Reader {
        let encodings: Encodings
        let ifNoneMatch: String?
        let isHead: Bool
        let isSecure: Bool
        let country: String?
    }

    private func turn(to site: Site) {
        self.site = site
        nextChange = site.nextChange
        enforces = site.markets.values.contains { $0.rule == .enforced }
        entries.removeAll(keepingCapacity: true)
        rushed = nil
    }

    private func newEntry(for path: String, _ page: Page) -> Entry {
        // Rather forget the popular pages' heads for once than keep those of a whole large site.
        if entries.count >= 2048 { entries.removeAll(keepingCapacity: true) }
        let entry = Entry(page)
        entries[path] = entry
        return entry
    }

    private struct Stamp: Equatable {
        let second: Int64
        let lifetimeSeconds: Int
    }

    private final class Head {
        let stamp: Stamp
        let bytes: ByteBuffer
        var uses = 0

        init(stamp: Stamp, bytes: ByteBuffer) { (self.stamp, self.bytes) = (stamp, bytes) }

        /// The same for the last answer of a connection.
        var last: ByteBuffer { bytes.saying("Connection: close\r\n") }
    }

    /// One page's heads: for each coding, sent whole or known already, plain or encrypted.
    private final class Entry {
        private let page: Page
        /// They are what they are once the page is printed, and it is by its tags at the latest.
        private let gzip: ByteBuffer?
        private let brotli: ByteBuffer?
        private let tags: [String]
        private var heads: [Head?]

        init(_ page: Page) {
            self.page = page
            tags = Coding.allCases.map(page.entityTag(in:))
            (gzip, brotli) = (page.gzip, page.brotli)
            heads = Array(repeating: nil, count: Coding.allCases.count * 4)
        }

        private func coding(for encodings: Encodings) -> Coding {
            encodings.best(hasGzip: gzip != nil, hasBrotli: brotli != nil)
        }

        func bytes(in coding: Coding) -> ByteBuffer {
            switch coding {
            case .brotli: brotli ?? page.identity
            case .gzip: gzip ?? page.identity
            case .identity: page.identity
            }
        }

        func head(
            for reader: Reader, _ stamp: Stamp, _ policies: SecurityPolicies, at now: Instant
        ) -> (head: Head, coding: Coding, isKnown: Bool) {
            let coding = coding(for: reader.encodings)
            let isKnown = reader.ifNoneMatch.map { matches($0, tags[coding.rawValue]) } ?? false
            let slot = coding.rawValue * 4 + (isKnown ? 2 : 0) + (reader.isSecure ? 1 : 0)
            if let kept = heads[slot], kept.stamp == stamp { return (kept, coding, isKnown) }
            let head = self.head(for: reader, isKnown, stamp, policies, at: now)
            heads[slot] = head
            return (head, coding, isKnown)
        }

        private func head(
            for reader: Reader, _ isKnown: Bool, _ stamp: Stamp, _ policies: SecurityPolicies,
            at now: Instant
        ) -> Head {
            let policy = policies.policy(isSecure: reader.isSecure)
            let reply = Reply(
                page, for: reader.encodings, isKnown: isKnown, seconds: stamp.lifetimeSeconds,
                policy)
            return Head(stamp: stamp, bytes: reply.head(date: httpDate(now)))
        }

        /// The same in HTTP's words, made anew for each: kept ones would be most of the memory.
        func words(
            for reader: Reader, lifetimeSeconds: Int, _ policies: SecurityPolicies, at now: Instant
        ) -> Words {
            let coding = coding(for: reader.encodings)
            let isKnown = reader.ifNoneMatch.map { matches($0, tags[coding.rawValue]) } ?? false
            let reply = Reply(
                page, for: reader.encodings, isKnown: isKnown, seconds: lifetimeSeconds,
                policies.policy(isSecure: reader.isSecure))
            var response = HTTPResponse(status: reply.status, headerFields: reply.fields)
            response.headerFields[.date] = httpDate(now)
            return Words(
                response: response,
                body: isKnown || reader.isHead ? nil : bytes(in: coding), isKnown: isKnown)
        }
    }
}

extension Reply {
    /// The head as HTTP/1.1 writes it, with its empty line.
    func head(date: String) -> ByteBuffer {
        var bytes = ByteBuffer()
        bytes.reserveCapacity(1024)
        bytes.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        for field in fields {
            bytes.writeString(field.name.rawName)
            bytes.writeStaticString(": ")
            bytes.writeString(field.value)
            bytes.writeStaticString("\r\n")
        }
        bytes.writeString("Date: \(date)\r\n\r\n")
        return bytes
    }
}

extension ByteBuffer {
    /// The same head for the last answer of a connection.
    func saying(_ line: StaticString) -> ByteBuffer {
        var bytes = ByteBuffer()
        bytes.reserveCapacity(readableBytes + line.utf8CodeUnitCount + 2)
        bytes.writeImmutableBuffer(getSlice(at: readerIndex, length: readableBytes - 2) ?? self)
        bytes.writeStaticString(line)
        bytes.writeStaticString("\r\n")
        return bytes
    }
}
