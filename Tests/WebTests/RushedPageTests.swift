import Cast
import Content
import NIOCore
import Press
import Testing

@testable import Web

@Suite("The page that everybody wants is sent in one piece")
struct RushedPageTests {
    private let heads = HeadCache(
        Given(), policies: SecurityPolicies(isAsOf: false), tally: Tally())

    private func ready(
        _ path: String, isLast: Bool = false, at now: Instant = .sampleNow
    ) throws -> HeadCache.Ready {
        let reader = HeadCache.Reader(
            encodings: Encodings("br"), ifNoneMatch: nil, isHead: false, isSecure: false,
            country: nil)
        return try #require(heads.ready(path, for: reader, isLast: isLast, at: now))
    }

    /// How many are sent in one piece of so many.
    private func whole(_ path: String, of count: Int) throws -> Int {
        try (0..<count).count { _ in try ready(path).rest == nil }
    }

    @Test("which is its head and its bytes")
    func pieces() throws {
        let first = try ready("/int/en/")
        var pieces = first.start
        pieces.writeImmutableBuffer(try #require(first.rest))
        _ = try whole("/int/en/", of: 255)
        let sent = try ready("/int/en/")
        #expect(sent.start == pieces && sent.rest == nil)
        #expect(sent.bodyBytes == first.rest?.readableBytes && first.bodyBytes == sent.bodyBytes)
    }

    @Test("one page of all: the last that was wanted by so many")
    func one() throws {
        #expect(try whole("/int/en/", of: 300) == 44)
        #expect(try whole("/int/en/plain", of: 300) == 44)
        #expect(try whole("/int/en/", of: 10) == 0)
        #expect(try whole("/int/en/plain", of: 10) == 10)
    }

    @Test("and no longer than its head is true")
    func second() throws {
        _ = try whole("/int/en/", of: 300)
        let later = Instant(milliseconds: Instant.sampleNow.milliseconds + 1_000)
        #expect(try ready("/int/en/", at: later).rest != nil)
    }

    @Test("but not to whom it is told that the connection ends")
    func last() throws {
        _ = try whole("/int/en/", of: 300)
        let last = try ready("/int/en/", isLast: true)
        #expect(last.rest != nil)
        #expect(String(buffer: last.start).hasSuffix("Connection: close\r\n\r\n"))
    }
}

@Suite("The byte path keeps the site it was given")
struct KeptSiteTests {
    private let given = Given()

    private func body(_ heads: HeadCache, at now: Instant) -> String? {
        let reader = HeadCache.Reader(
            encodings: Encodings(nil), ifNoneMatch: nil, isHead: false, isSecure: false,
            country: nil)
        return heads.ready("/int/en/plain", for: reader, at: now)?.rest.map(String.init(buffer:))
    }

    @Test("until there is another, and no longer than it holds")
    func kept() {
        let heads = HeadCache(given, policies: SecurityPolicies(isAsOf: false), tally: Tally())
        let before = body(heads, at: .sampleNow)
        #expect(before != nil && body(heads, at: .sampleNow) == before)
        #expect(body(heads, at: .sampleChange.advanced(byMilliseconds: -1)) == before)
        #expect(body(heads, at: .sampleChange) == nil)
        given.give(
            Site(
                pressed: .sampleNow, nextChange: nil, sequence: 2,
                answers: ["/int/en/plain": .page(.saying("another"))],
                lost: Site.Lost(unknown: { _ in .saying("?") }, outside: [:], blind: nil),
                markets: [:]))
        #expect(body(heads, at: .sampleNow)?.contains("another") == true)
        #expect(body(heads, at: .sampleChange)?.contains("another") == true)
        given.goBlind()
        #expect(body(heads, at: .sampleNow) == nil)
    }
}

extension OverSockets {
    @Suite("In a rush")
    struct RushTests {
        @Test("each reader hears the same, and whoever wants no more is told that it ends")
        func same() async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    let first = try await talk.hear("/int/en/")
                    for _ in 0..<300 {
                        let next = try await talk.hear("/int/en/")
                        #expect(next.fields == first.fields && next.body == first.body)
                    }
                    let last = try await talk.hear("/int/en/", ["Connection: close"])
                    #expect(last["connection"] == "close" && last.body == first.body)
                }
            }
        }
    }
}
