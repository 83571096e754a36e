import Content
import Foundation
import Policy
import Press
import Testing

@testable import Readership

private let minute: Int64 = 60_000
private let brussels = TimeZone(identifier: "Europe/Brussels")!
private let start = Instant(rfc3339: "2026-11-24T09:00:00Z")!
private let tests = TopicID("tests")!
private let liver = TopicID("liver")!

private func minutes(_ count: Int64) -> Instant {
    start.advanced(byMilliseconds: count * minute)
}

private func news(_ item: String, _ at: Instant, _ topics: Set<TopicID> = [tests]) -> TopicNews {
    TopicNews(News(item: ItemID(item)!, kind: .new, at: at), topics: topics)
}

private func follower(
    _ frequency: Frequency = .immediately, topics: [TopicID: Instant] = [tests: start],
    told: Instant = start, ended: Follower.Ended? = nil
) -> Follower {
    let id = FollowID(Array(repeating: 1, count: 16))!
    return Follower(
        id: id, mark: AddressMark(Array(repeating: 2, count: 32))!,
        address: SealedAddress(kept: [3]),
        audience: Audience(MarketID("int")!, Language("en")!), frequency: frequency,
        topics: topics, told: told,
        consent: Consent(wording: Digest(of: "yes"), given: start), ended: ended)
}

@Suite("What is due follows from what came about and what was handed over")
struct DueNewsTests {
    private func due(
        _ follower: Follower, _ all: [TopicNews], at now: Instant
    ) -> (items: [String], until: Instant)? {
        guard case .now(let due) = follower.due(all, in: brussels, at: now) else { return nil }
        return (due.news.map(\.news.item.path), due.until)
    }

    @Test("a letter waits a quarter of an hour, and takes along what came about meanwhile")
    func shared() {
        let all = [
            news("a", minutes(1)), news("b", minutes(10)), news("c", minutes(15)),
            news("d", minutes(16)),
        ]
        let waiting = follower().due(all, in: brussels, at: minutes(15))
        #expect(waiting == .later(minutes(16)))
        #expect(due(follower(), all, at: minutes(16))?.items == ["a", "b", "c"])
    }

    @Test("however late it is worked out, the same letter comes of it")
    func same() {
        let all = [news("a", minutes(1)), news("b", minutes(40))]
        let early = due(follower(), all, at: minutes(16))
        let late = due(follower(), all, at: minutes(90_000))
        #expect(early?.items == ["a"])
        #expect(late?.items == ["a"])
        #expect(early?.until == late?.until)
    }

    @Test("letter by letter everything is told once", arguments: Frequency.allCases)
    func everything(frequency: Frequency) {
        let all = (0..<200).map { news("item-\($0)", minutes(Int64($0) * 613)) }
        var (follower, told) = (follower(frequency), [String]())
        while let letter = due(follower, all, at: minutes(10_000_000)) {
            told += letter.items
            follower.told = letter.until
        }
        // The first came about at the instant since when the topic is followed.
        #expect(told == all.dropFirst().map(\.news.item.path))
    }

    @Test("only topics that are followed, and only since then")
    func topics() {
        let all = [
            news("before", minutes(1), [liver]), news("other", minutes(2), [liver]),
            news("mine", minutes(3), [liver, tests]), news("later", minutes(5), [liver]),
        ]
        let reader = follower(topics: [tests: start, liver: minutes(4)])
        #expect(due(reader, all, at: minutes(60))?.items == ["mine", "later"])
    }

    @Test("nothing before it came about, and nothing after the follow ended")
    func nothing() {
        let all = [news("a", minutes(30))]
        #expect(follower().due(all, in: brussels, at: minutes(20)) == .nothing)
        let ended = follower(ended: Follower.Ended(at: minutes(1), why: .stopped))
        #expect(ended.due(all, in: brussels, at: minutes(60)) == .nothing)
    }

    static let rounds: [(Frequency, String, String)] = [
        (.immediately, "2026-11-24T09:00:00Z", "2026-11-24T09:15:00Z"),
        // A Tuesday; then the Monday itself, before and at eight in Brussels.
        (.weekly, "2026-11-24T09:00:00Z", "2026-11-30T07:00:00Z"),
        (.weekly, "2026-11-30T06:59:59Z", "2026-11-30T07:00:00Z"),
        (.weekly, "2026-11-30T07:00:00Z", "2026-12-07T07:00:00Z"),
        // In summer, eight is two hours earlier than in UTC.
        (.weekly, "2026-07-01T00:00:00Z", "2026-07-06T06:00:00Z"),
        (.monthly, "2026-11-24T09:00:00Z", "2026-12-01T07:00:00Z"),
        (.monthly, "2026-12-01T07:00:00Z", "2027-01-01T07:00:00Z"),
    ]

    @Test("when a letter goes out", arguments: rounds)
    func round(frequency: Frequency, instant: String, expected: String) throws {
        let instant = try #require(Instant(rfc3339: instant))
        #expect(frequency.round(after: instant, in: brussels) == Instant(rfc3339: expected))
    }
}

@Suite("A link in a letter is for one purpose, and ours")
struct LetterTokenTests {
    private let key = OperatorKey(Array(repeating: 7, count: 32))!
    private let other = OperatorKey(Array(repeating: 8, count: 32))!
    private let id = FollowID(Array(0..<16))!

    @Test("read back for its purpose alone, under its key alone")
    func purpose() {
        let text = LetterToken(id, for: .confirming, key).text
        #expect(LetterToken(text, for: .confirming, key)?.id == id)
        #expect(LetterToken(text, for: .following, key) == nil)
        #expect(LetterToken(text, for: .confirming, other) == nil)
    }

    @Test("with any one digit changed it is none")
    func forged() {
        let whole = LetterToken(id, for: .following, key).text
        for index in whole.indices {
            var text = whole
            text.replaceSubrange(index...index, with: text[index] == "0" ? "1" : "0")
            #expect(LetterToken(text, for: .following, key) == nil)
        }
    }

    @Test("a letter's name says whose it is, and cannot be made up")
    func name() {
        for until in [nil, Instant(milliseconds: 5)] {
            let name = MessageName(id, until: until, key)
            #expect(MessageName(name.text, key) == name)
            #expect(MessageName(name.text, other) == nil)
            #expect(MessageName(name.text.replacing(".", with: ".1"), key) == nil)
        }
    }
}

@Suite("A message that comes back says whose it was")
struct BounceTests {
    private func report(_ action: String, _ status: String) -> String {
        "Subject: Undelivered\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
            + "Final-Recipient: rfc822; ada@example.org\r\nAction: \(action)\r\nStatus: \(status)\r\n"
            + "\r\nMessage-ID: <name.5.seal@news.example.org>\r\n"
    }

    @Test("when it failed for good")
    func failed() {
        #expect(Bounce(report("failed", "5.1.1"))?.names == ["name.5.seal"])
        #expect(Bounce(report("Failed", "5.2.1").replacing("\r\n", with: "\n")) != nil)
    }

    @Test("also when its name stands on a line of its own")
    func folded() {
        let folded = report("failed", "5.1.1").replacing("Message-ID: ", with: "Message-ID:\r\n ")
        #expect(Bounce(folded)?.names == ["name.5.seal"])
    }

    @Test(
        "not when it says something of the letter, or of who sent it",
        arguments: ["5.7.1", "5.3.4", "5.6.0"])
    func ofLetter(status: String) {
        #expect(Bounce(report("failed", status)) == nil)
    }

    @Test("not when it is late, was delivered, or somebody is away")
    func notFailed() {
        #expect(Bounce(report("delayed", "4.4.1")) == nil)
        #expect(Bounce(report("delivered", "2.0.0")) == nil)
        #expect(Bounce(report("failed", "4.4.1")) == nil)
        #expect(Bounce("Subject: I am away\r\n\r\nMessage-ID: <name.5.seal@x>\r\n") == nil)
    }
}
