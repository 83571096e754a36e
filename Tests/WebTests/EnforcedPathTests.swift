import Cast
import Content
import Press
import Synchronization
import Testing

@testable import Web

@Suite("Where a market is enforced, the byte path makes no page")
struct EnforcedPathTests {
    /// A site that counts how many pages it made when it was asked.
    private final class Counting: Sendable {
        let made = Mutex(0)

        func site() -> Site {
            Site(
                pressed: .sampleNow, nextChange: nil, sequence: 1,
                answers: [
                    "/int/en/": .page(.saying("home")), "/gb/en/": .page(.saying("british")),
                ],
                lost: Site.Lost(
                    unknown: { _ in self.make() }, outside: [.gb: { _ in self.make() }],
                    blind: nil),
                markets: [.int: .int(), .gb: .gb(rule: .enforced)], made: { _ in self.make() })
        }

        private func make() -> Page {
            made.withLock { $0 += 1 }
            return .saying("made")
        }
    }

    private func answers(_ path: String, from country: String?, _ site: Site) -> Bool {
        let heads = HeadCache(
            Given(site), policies: SecurityPolicies(isAsOf: false), tally: Tally())
        let reader = HeadCache.Reader(
            encodings: Encodings(nil), ifNoneMatch: nil, isHead: false, isSecure: false,
            country: country)
        return heads.ready(path, for: reader, at: .sampleNow) != nil
    }

    @Test("it answers what is ready, to whom it is for, and leaves the rest to the desk")
    func nothingIsMade() {
        let counting = Counting()
        let site = counting.site()
        #expect(answers("/int/en/", from: "FR", site))
        #expect(answers("/gb/en/", from: "GB", site))
        #expect(!answers("/gb/en/", from: "FR", site))
        #expect(!answers("/int/en/?x=", from: "FR", site))
        #expect(!answers("/int/en/nowhere", from: nil, site))
        #expect(!answers("/int/en/topics/tests", from: nil, site))
        #expect(counting.made.withLock { $0 } == 0)
    }
}
