import Cast
import Content
import NIOCore
import Press
import Testing

@testable import Web

@Suite("The page that everybody wants is sent in one piece")
struct RushedPageTests {
    private let heads = HeadCache(policies: SecurityPolicies(isAsOf: false), tally: Tally())
    private let site = Site.sample()

    private func ready(_ path: String, at now: Instant = .sampleNow) throws -> HeadCache.Ready {
        let reader = HeadCache.Reader(
            encodings: Encodings("br"), ifNoneMatch: nil, isHead: false, isSecure: false,
            country: nil)
        return try #require(heads.ready(path, of: site, for: reader, at: now))
    }

    /// How many are sent in one piece of so many.
    private func whole(_ path: String, of count: Int) throws -> Int {
        try (0..<count).count { _ in try ready(path).whole != nil }
    }

    @Test("which is its head and its bytes")
    func pieces() throws {
        #expect(try whole("/int/en/", of: 255) == 0)
        let sent = try ready("/int/en/")
        var pieces = sent.head
        pieces.writeImmutableBuffer(try #require(sent.body))
        #expect(sent.whole == pieces)
    }

    @Test("one page of all: the last that was wanted by so many")
    func one() throws {
        #expect(try whole("/int/en/", of: 300) == 45)
        #expect(try whole("/int/en/plain", of: 300) == 45)
        #expect(try whole("/int/en/", of: 10) == 0)
        #expect(try whole("/int/en/plain", of: 10) == 10)
    }

    @Test("and no longer than its head is true")
    func second() throws {
        _ = try whole("/int/en/", of: 300)
        let later = Instant(milliseconds: Instant.sampleNow.milliseconds + 1_000)
        #expect(try ready("/int/en/", at: later).whole == nil)
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
