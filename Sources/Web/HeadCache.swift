internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press

/// The byte path's memory: for one event loop, the heads it has written lately, as bytes.
///
/// A head holds a date and a lifetime, so it is good for a second; within that second, every reader
/// of a page is sent the same two buffers. Used on its own event loop only, so nothing is locked.
final class HeadCache {
    let tally: Tally
    private let policies: SecurityPolicies
    private var site: Site?
    private var enforces = false
    private var entries: [String: Entry] = [:]

    init(policies: SecurityPolicies, tally: Tally) {
        self.policies = policies
        self.tally = tally
    }

    /// What is sent for a printed page: a head, and the body's bytes unless there is none to send.
    struct Ready {
        let head: ByteBuffer
        let body: ByteBuffer?
        /// The reader has the page already.
        let isKnown: Bool
    }

    /// The same for HTTP/2, which writes its heads itself.
    struct Words {
        let response: HTTPResponse
        let body: ByteBuffer?
        let isKnown: Bool
    }

    func words(_ path: String, of site: Site, for reader: Reader, at now: Instant) -> Words? {
        entry(for: path, of: site, for: reader)?.words(
            for: reader, lifetimeSeconds: site.lifetimeSeconds(at: now), policies, at: now)
    }

    private func entry(for path: String, of site: Site, for reader: Reader) -> Entry? {
        if self.site !== site { turn(to: site) }
        guard case .page(let page) = site.answers[path] else { return nil }
        // Only an enforced market asks where the reader is, and splitting the path takes longer
        // than all the rest.
        if enforces, site.turnsAway(path, from: reader.country) { return nil }
        return entry(for: path, page)
    }

    /// Nil where the site has no page under exactly this path; then the desk has to think.
    func ready(_ path: String, of site: Site, for reader: Reader, at now: Instant) -> Ready? {
        guard let entry = entry(for: path, of: site, for: reader) else { return nil }
        let stamp = Stamp(
            second: now.milliseconds / 1000, lifetimeSeconds: site.lifetimeSeconds(at: now))
        return entry.ready(for: reader, stamp, policies, at: now)
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
        enforces = site.markets.values.contains { $0.rule == .enforced }
        entries.removeAll(keepingCapacity: true)
    }

    private func entry(for path: String, _ page: Page) -> Entry {
        if let entry = entries[path] { return entry }
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

    /// One page's heads: for each coding, sent whole or known already, plain or encrypted.
    private final class Entry {
        private let page: Page
        private let tags: [String]
        private var heads: [Head?]

        private struct Head {
            let stamp: Stamp
            let bytes: ByteBuffer
        }

        init(_ page: Page) {
            self.page = page
            tags = Coding.allCases.map(page.entityTag(in:))
            heads = Array(repeating: nil, count: Coding.allCases.count * 4)
        }

        func ready(
            for reader: Reader, _ stamp: Stamp, _ policies: SecurityPolicies, at now: Instant
        ) -> Ready {
            let coding = reader.encodings.best(of: page)
            let isKnown = reader.ifNoneMatch.map { matches($0, tags[coding.rawValue]) } ?? false
            let slot = coding.rawValue * 4 + (isKnown ? 2 : 0) + (reader.isSecure ? 1 : 0)
            let head: Head
            if let kept = heads[slot], kept.stamp == stamp {
                head = kept
            } else {
                head = self.head(for: reader, isKnown, stamp, policies, at: now)
                heads[slot] = head
            }
            return Ready(
                head: head.bytes,
                body: isKnown || reader.isHead ? nil : page.bytes(in: coding),
                isKnown: isKnown)
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
            let coding = reader.encodings.best(of: page)
            let isKnown = reader.ifNoneMatch.map { matches($0, tags[coding.rawValue]) } ?? false
            let reply = Reply(
                page, for: reader.encodings, isKnown: isKnown, seconds: lifetimeSeconds,
                policies.policy(isSecure: reader.isSecure))
            var response = HTTPResponse(status: reply.status, headerFields: reply.fields)
            response.headerFields[.date] = httpDate(now)
            return Words(
                response: response,
                body: isKnown || reader.isHead ? nil : page.bytes(in: coding), isKnown: isKnown)
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
