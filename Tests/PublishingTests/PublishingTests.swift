import Appraisal
import Cast
import Content
import Policy
import Press
import Publishing
import NIOCore
import Rendering
import Stores
import Synchronization
import Testing

/// A journal in memory, and the few things that tests do to it.
private struct Desk {
    let journal: Journal

    init() throws { journal = Journal(try SQLiteJournal.inMemory()) }

    @discardableResult
    func revise(
        _ edition: Edition, by: PersonName = .ada, at day: String = "2026-01-01",
        withdrawMissing: String? = nil, findings: [Finding] = [], reprints: Bool = false
    ) throws -> RevisionReport {
        try journal.revise(
            edition, findings: findings,
            RevisionOrder(by: by, withdrawMissing: withdrawMissing, reprints: reprints),
            at: .noon(day))
    }

    @discardableResult
    func approve(
        _ items: [ItemID]?, digest: String? = nil, prepared: String = "2026-01-01",
        expires: String = "2027-01-01", markets: [String] = ["int"], by: PersonName = .bea,
        at day: String = "2026-02-01", from: Instant? = nil, configuration: Bool = false
    ) throws -> Approval {
        try journal.approve(
            ApprovalOrder(
                items: items?.map { ($0, digest) }, configuration: configuration, code: "CODE-1",
                prepared: Day(prepared)!, expires: .day(Day(expires)!), markets: markets, by: by,
                from: from),
            at: .noon(day))
    }

    /// The newest article of an item.
    func article(of item: ItemID) throws -> Digest? {
        try journal.state().history.lastRevision(of: item)?.articles[.int]
    }

    var facts: Int64 { get throws { try journal.store.head().sequence } }
}

/// The refusal that `work` ends in; nil when it does its work.
private func refusal(_ work: () throws -> Void) -> PublishingRefusal? {
    do {
        try work()
        return nil
    } catch let refusal as PublishingRefusal {
        return refusal
    } catch {
        Issue.record("\(error)")
        return nil
    }
}

private let first = Edition.of(.page(.grade, "grade"), .treatment(.prrt, "prrt"))

@Suite("Revising writes what changed, whole or not at all")
struct ReviseTests {
    @Test("the first run writes everything, the second nothing")
    func twice() throws {
        let desk = try Desk()
        let report = try desk.revise(first)
        #expect(report.written == [.grade, .prrt])
        #expect(report.configured)
        let facts = try desk.facts
        let again = try desk.revise(first, at: "2026-01-02")
        #expect(again.written.isEmpty)
        #expect(again.unchanged == 2)
        #expect(try desk.facts == facts)
    }

    @Test("one changed item is one new revision")
    func oneChanged() throws {
        let desk = try Desk()
        try desk.revise(first)
        let changed = Edition.of(
            .page(.grade, "other", change: .said("New words.")), .treatment(.prrt, "prrt"))
        #expect(try desk.revise(changed, at: "2026-01-02").written == [.grade])
    }

    @Test("one error stops it whole")
    func errorsStopIt() throws {
        let desk = try Desk()
        let finding = Finding(
            Finding.Code(201, .error), file: "x", line: 1, message: "wrong", remedy: "mend it")
        #expect(
            refusal { try desk.revise(first, findings: [finding]) } == .findings([finding]))
        #expect(try desk.facts == 0)
    }

    @Test("a file that has gone stops it, until somebody says what became of the item")
    func vanished() throws {
        let desk = try Desk()
        try desk.revise(first)
        let smaller = Edition.of(.page(.grade, "grade"))
        #expect(refusal { try desk.revise(smaller, at: "2026-01-02") } == .vanished([.prrt]))
        let report = try desk.revise(smaller, at: "2026-01-03", withdrawMissing: "merged")
        #expect(report.withdrawn == [.prrt])
        #expect(try desk.revise(smaller, at: "2026-01-04").withdrawn.isEmpty)
    }

    @Test("a moved item is accounted for, too")
    func movedIsAccountedFor() throws {
        let desk = try Desk()
        try desk.revise(first)
        try desk.journal.move(
            .prrt, to: .surgery, reason: "renamed", by: .ada, at: .noon("2026-01-02"))
        let renamed = Edition.of(.page(.grade, "grade"), .treatment(.surgery, "prrt"))
        #expect(try desk.revise(renamed, at: "2026-01-03").written == [.surgery])
    }

    @Test("a text that changed under the note of an earlier change is found")
    func staleNote() throws {
        let desk = try Desk()
        try desk.revise(first)
        let changed = Edition.of(.page(.grade, "other"), .treatment(.prrt, "prrt"))
        guard case .findings(let findings) = refusal({ try desk.revise(changed, at: "2026-01-02") })
        else {
            Issue.record("the old note was taken for the new change")
            return
        }
        #expect(findings.map(\.code.number) == [601])
        let minor = Edition.of(
            .page(.grade, "other", change: .minor), .treatment(.prrt, "prrt"))
        #expect(try desk.revise(minor, at: "2026-01-02").written == [.grade])
    }

    @Test("what only the program prints otherwise is printed again when somebody says so")
    func reprint() throws {
        let desk = try Desk()
        // A preview prints findings at the top of the page they are about: the same source, printed
        // otherwise, as by another version of the program.
        let finding = Finding(
            Finding.Code(201, .error), file: "en/treatments/prrt.md", line: 1, message: "wrong",
            remedy: "mend it")
        try desk.journal.preview(first, findings: [finding], at: .noon("2026-01-01"))
        let old = try #require(try desk.article(of: .prrt))
        try desk.approve([.prrt])
        #expect(try desk.revise(first, at: "2026-03-01").written.isEmpty)
        #expect(try desk.article(of: .prrt) == old)
        #expect(try desk.revise(first, at: "2026-03-02", reprints: true).written == [.prrt])
        let new = try #require(try desk.article(of: .prrt))
        #expect(new != old)
        // The words that were approved go on being shown.
        let history = try desk.journal.state().history
        let verdict = try history.clearance(for: .int, at: .noon("2026-03-03")).verdict(on: .prrt)
        #expect(verdict.article == old)
        #expect(try desk.revise(first, at: "2026-03-04", reprints: true).written.isEmpty)
    }

    @Test("what a program measured is kept with the words it is of")
    func measures() throws {
        let desk = try Desk()
        let dictionary = Hyphenation("UTF-8\n1a\n")
        func measures() throws -> Measures? {
            let digest = try #require(try desk.article(of: .prrt))
            return try desk.journal.articles([digest])[digest]?.measures
        }
        try desk.revise(first)
        #expect(try measures() == nil)
        // A dictionary is no news, until everything is printed again.
        var order = RevisionOrder(by: .ada, dictionaries: [.english: dictionary])
        _ = try desk.journal.revise(first, findings: [], order, at: .noon("2026-01-02"))
        #expect(try measures() == nil)
        order.reprints = true
        _ = try desk.journal.revise(first, findings: [], order, at: .noon("2026-01-03"))
        #expect(try measures()?.ease != nil)
        #expect(try measures()?.understandable != nil)
    }

    @Test("a writer whose clock is behind the journal is refused")
    func clockBehind() throws {
        let desk = try Desk()
        try desk.revise(first, at: "2026-06-01")
        #expect(
            refusal {
                try desk.journal.withdraw([.prrt], reason: "x", by: .ada, at: .noon("2026-05-31"))
            }
                == .clockBehind(journal: .noon("2026-06-01")))
    }

    @Test(
        "a writer that read its clock just before another wrote takes the journal's instant",
        arguments: [(1, true), (5_000, true), (5_001, false)] as [(Int64, Bool)])
    func justBehind(milliseconds: Int64, isWritten: Bool) throws {
        let desk = try Desk()
        try desk.revise(first, at: "2026-06-01")
        let found = refusal {
            try desk.journal.withdraw(
                [.prrt], reason: "x", by: .ada,
                at: .noon("2026-06-01").advanced(byMilliseconds: -milliseconds))
        }
        #expect((found == nil) == isWritten)
        let last = try desk.journal.state().history.facts(about: .prrt).last
        #expect(last?.recorded == .noon("2026-06-01"))
    }
}

@Suite("A fact bears the instant at which nobody else could write")
struct InstantTests {
    /// Reads a minute more each time.
    private final class Clock: Sendable {
        private let readings = Mutex(0)

        var now: Instant {
            let minutes = readings.withLock { readings in
                readings += 1
                return readings
            }
            return Instant.noon("2026-01-01").advanced(byMilliseconds: Int64(minutes) * 60_000)
        }
    }

    @Test("not that at which somebody began to prepare it")
    func recorded() throws {
        let desk = try Desk()
        let clock = Clock()
        _ = try desk.journal.revise(
            first, findings: [], RevisionOrder(by: .ada), at: clock.now)
        let recorded = try #require(try desk.journal.state().head.recorded)
        #expect(clock.now == recorded.advanced(byMilliseconds: 60_000))
    }
}

@Suite("Approving")
struct ApproveTests {
    @Test("clears the newest articles, for the named market")
    func clears() throws {
        let desk = try Desk()
        try desk.revise(first)
        let approval = try desk.approve([.prrt])
        let newest = try desk.journal.state().history
            .standing(of: .prrt, for: .int, at: .noon("2026-02-01")).newest
        #expect(approval.subjects == [.article(.prrt, .int, try #require(newest))])
        #expect(approval.expires == .start("2027-01-01"))
    }

    @Test("nobody approves a text in which they had a hand")
    func coauthors() throws {
        let desk = try Desk()
        try desk.revise(first)
        let mended = Edition.of(.page(.grade, "grade!", change: .minor), .treatment(.prrt, "prrt"))
        try desk.revise(mended, by: .bea, at: "2026-01-02")
        #expect(refusal { try desk.approve([.grade], by: .ada) } == .ownWords(.grade, .ada))
        #expect(refusal { try desk.approve([.grade], by: .bea) } == .ownWords(.grade, .bea))
        try desk.approve([.grade], by: PersonName("Cy Example")!)
    }

    @Test("nor their own words at the address to which they were moved")
    func movedWords() throws {
        let desk = try Desk()
        try desk.revise(first)
        try desk.journal.move(
            .grade, to: .trust, reason: "x", by: .bea, at: .noon("2026-01-02"))
        let renamed = Edition.of(.page(.trust, "grade"), .treatment(.prrt, "prrt"))
        try desk.revise(renamed, by: .bea, at: "2026-01-03")
        #expect(refusal { try desk.approve([.trust], by: .ada) } == .ownWords(.trust, .ada))
        #expect(refusal { try desk.approve([.trust], by: .bea) } == .ownWords(.trust, .bea))
        try desk.approve([.trust], by: PersonName("Cy Example")!)
        // What was approved once has been read by somebody else.
        let mended = Edition.of(.page(.trust, "grade!", change: .minor), .treatment(.prrt, "prrt"))
        try desk.revise(mended, by: .bea, at: "2026-02-03")
        try desk.approve([.trust], by: .ada, at: "2026-02-04")
    }

    @Test("but whose page was moved to one that was there already wrote nothing of it")
    func mergedWords() throws {
        let desk = try Desk()
        let both = Edition.of(
            .page(.grade, "grade"), .page(.trust, "trust"), .treatment(.prrt, "prrt"))
        try desk.revise(both, by: .bea)
        let mended = Edition.of(
            .page(.grade, "grade!", change: .minor), .page(.trust, "trust"),
            .treatment(.prrt, "prrt"))
        try desk.revise(mended, by: .ada, at: "2026-01-02")
        try desk.journal.move(
            .grade, to: .trust, reason: "x", by: .bea, at: .noon("2026-01-03"))
        try desk.approve([.trust], by: .ada)
    }

    @Test("a subject named twice is cleared once")
    func twice() throws {
        let desk = try Desk()
        try desk.revise(first)
        #expect(try desk.approve([.prrt, .prrt], markets: ["int", "int"]).subjects.count == 1)
    }

    @Test("leaves out, with --all, what was withdrawn or moved")
    func all() throws {
        let desk = try Desk()
        try desk.revise(first)
        try desk.journal.withdraw([.prrt], reason: "x", by: .ada, at: .noon("2026-01-02"))
        #expect(try desk.approve(nil).subjects.count == 1)
    }

    @Test(
        "refuses what a rule forbids",
        arguments: [
            ("its author", PublishingRefusal.ownWords(.prrt, .ada)),
            ("an expiry before the preparation date", .expiresBeforePrepared),
            ("an expiry on the preparation date", .expiresBeforePrepared),
            ("more than 24 months", .expiresTooLate(latest: Day("2028-01-01")!)),
            ("an unknown market", .unknownMarket("mars")),
            ("an unknown item", .unknownItem(.trust)),
            ("an expiry that has passed", .expiresInThePast),
            ("a preparation to come", .preparedInTheFuture),
            ("a beginning in the past", .beginsInThePast),
            ("an empty list of waiting configurations", .nothingWaits),
        ])
    func refuses(what: String, expected: PublishingRefusal) throws {
        let desk = try Desk()
        try desk.revise(first)
        let found = refusal {
            switch what {
            case "its author":
                try desk.approve([.prrt], by: PersonName("ada  EXAMPLE")!)
            case "an expiry before the preparation date":
                try desk.approve([.prrt], expires: "2025-12-31")
            case "an expiry on the preparation date":
                try desk.approve([.prrt], expires: "2026-01-01")
            case "more than 24 months": try desk.approve([.prrt], expires: "2028-01-02")
            case "an unknown market": try desk.approve([.prrt], markets: ["int", "mars"])
            case "an unknown item": try desk.approve([.trust])
            case "an expiry that has passed": try desk.approve([.prrt], expires: "2026-01-31")
            case "a preparation to come": try desk.approve([.prrt], prepared: "2026-02-02")
            case "a beginning in the past":
                try desk.approve([.prrt], from: .noon("2026-01-31"))
            default: try desk.approve([], configuration: true)
            }
        }
        #expect(found?.comparable == expected.comparable)
        #expect(try desk.facts == 3)
    }

    @Test("24 months to the day are allowed")
    func twentyFourMonths() throws {
        let desk = try Desk()
        try desk.revise(first)
        try desk.approve([.prrt], expires: "2028-01-01")
    }

    @Test("refuses a digest that is no longer the newest")
    func notNewest() throws {
        let desk = try Desk()
        try desk.revise(first)
        let old = try #require(
            try desk.journal.state().history
                .standing(of: .grade, for: .int, at: .noon("2026-01-02")).newest)
        try desk.approve([.grade], digest: old.short)
        try desk.revise(
            .of(.page(.grade, "other", change: .minor), .treatment(.prrt, "prrt")),
            at: "2026-03-01")
        let found = refusal { try desk.approve([.grade], digest: old.short, at: "2026-03-02") }
        guard case .notNewest(.grade, old.short, _) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test("a configuration that shows more waits, and its author cannot approve it")
    func configuration() throws {
        let desk = try Desk()
        try desk.revise(first)
        let wider = Edition.of(
            .page(.grade, "grade"), .treatment(.prrt, "prrt"),
            configuration: .of(.int(), .gb()))
        #expect(try desk.revise(wider, at: "2026-01-02").configurationWaits)
        let wide = try desk.journal.state().history
        #expect(wide.configuration(at: .noon("2026-01-03"))?.markets.count == 1)
        #expect(
            refusal { try desk.approve([], by: .ada, configuration: true) }
                == .ownConfiguration(.ada))
        try desk.approve([], configuration: true)
        let history = try desk.journal.state().history
        #expect(history.configuration(at: .noon("2026-02-02"))?.markets.count == 2)
    }
}

extension PublishingRefusal {
    /// Equal for the refusals whose names differ only in how they were typed.
    fileprivate var comparable: String {
        if case .ownWords(let item, _) = self { return "own words \(item)" }
        return "\(self)"
    }
}

@Suite("Taking away, and bringing back")
struct WithdrawTests {
    @Test("withdrawing twice, or what is unknown, is refused; so is a missing reason")
    func withdraw() throws {
        let desk = try Desk()
        try desk.revise(first)
        let now = Instant.noon("2026-01-02")
        try desk.journal.withdraw([.prrt], reason: "x", by: .ada, at: now)
        #expect(
            refusal { try desk.journal.withdraw([.prrt], reason: "x", by: .ada, at: now) }
                == .alreadyWithdrawn(.prrt))
        #expect(
            refusal { try desk.journal.withdraw([.trust], reason: "x", by: .ada, at: now) }
                == .unknownItem(.trust))
        #expect(
            refusal { try desk.journal.withdraw([.grade], reason: " ", by: .ada, at: now) }
                == .empty("reason"))
    }

    @Test("an item that is named twice is withdrawn once, and brought back once")
    func twice() throws {
        let desk = try Desk()
        try desk.revise(first)
        let now = Instant.noon("2026-01-02")
        func count() throws -> Int {
            try desk.journal.state().history.facts(about: .prrt).count
        }
        let before = try count()
        try desk.journal.withdraw([.prrt, .prrt], reason: "x", by: .ada, at: now)
        #expect(try count() == before + 1)
        try desk.journal.reinstate([.prrt, .prrt], reason: "x", by: .ada, at: now)
        #expect(try count() == before + 2)
    }

    @Test("reinstating needs a withdrawal, and a market that shows unreviewed articles")
    func reinstate() throws {
        let desk = try Desk()
        try desk.revise(first)
        let now = Instant.noon("2026-01-02")
        #expect(
            refusal { try desk.journal.reinstate([.prrt], reason: "x", by: .ada, at: now) }
                == .notWithdrawn(.prrt))
        try desk.journal.withdraw([.prrt], reason: "x", by: .ada, at: now)
        try desk.journal.reinstate([.prrt], reason: "x", by: .ada, at: now)

        let strict = try Desk()
        try strict.revise(.of(.page(.grade, "g"), configuration: .of(.int(.withhold))))
        try strict.journal.withdraw([.grade], reason: "x", by: .ada, at: now)
        #expect(
            refusal { try strict.journal.reinstate([.grade], reason: "x", by: .ada, at: now) }
                == .reinstatesNothing(.grade))
    }

    @Test("what a terminal would obey is no reason, and white space is one space")
    func unprintable() throws {
        let desk = try Desk()
        try desk.revise(first)
        let now = Instant.noon("2026-01-02")
        #expect(
            refusal { try desk.journal.withdraw([.prrt], reason: "a\u{1B}[2J", by: .ada, at: now) }
                == .unprintable("reason"))
        let long = String(repeating: "a", count: 1_001)
        #expect(
            refusal { try desk.journal.withdraw([.prrt], reason: long, by: .ada, at: now) }
                == .tooLong("reason", limit: 1_000))
        try desk.journal.withdraw([.prrt], reason: " a\n b ", by: .ada, at: now)
        let last = try desk.journal.state().history.facts(about: .prrt).last
        #expect(last?.reason == "a b")
    }

    @Test("a file left behind at an old address does not end its move; new words there do")
    func moveUndone() throws {
        let desk = try Desk()
        try desk.revise(first)
        try desk.journal.move(
            .grade, to: .trust, reason: "x", by: .ada, at: .noon("2026-01-02"))
        #expect(
            refusal { try desk.revise(first, at: "2026-01-03") } == .movedAway(.grade, to: .trust))
        // Printing again writes nothing at an address that readers have left.
        #expect(try desk.revise(first, at: "2026-01-03", reprints: true).written.isEmpty)
        let back = Edition.of(
            .page(.grade, "back again", change: .minor), .treatment(.prrt, "prrt"))
        #expect(try desk.revise(back, at: "2026-01-03").written == [.grade])
        let standing = try desk.journal.state().history
            .standing(of: .grade, for: .int, at: .noon("2026-01-04"))
        #expect(standing.movedTo == nil)
        #expect(standing.newest != nil)
    }

    @Test("a reason stands with what it is the reason of, and nowhere else")
    func reasons() throws {
        let desk = try Desk()
        try desk.revise(first)
        let smaller = Edition.of(.page(.grade, "grade!", change: .minor))
        try desk.revise(smaller, at: "2026-01-02", withdrawMissing: "merged")
        let history = try desk.journal.state().history
        #expect(history.facts(about: .prrt).last?.reason == "merged")
        #expect(history.facts(about: .grade).last?.reason == nil)
    }

    @Test("moves never go in a circle")
    func circles() throws {
        let desk = try Desk()
        try desk.revise(.of(.page(.grade, "g"), .page(.trust, "t"), .treatment(.prrt, "p")))
        let now = Instant.noon("2026-01-02")
        func move(_ from: ItemID, _ to: ItemID) throws {
            try desk.journal.move(from, to: to, reason: "x", by: .ada, at: now)
        }
        #expect(refusal { try move(.grade, .grade) } == .movesOntoItself(.grade))
        try move(.grade, .trust)
        try move(.trust, .prrt)
        #expect(refusal { try move(.prrt, .grade) } == .movesInACircle(.prrt))
        #expect(refusal { try move(.home, .grade) } == .homeStays)
        #expect(refusal { try move(.grade, .prrt) } == .alreadyMoved(.grade))
    }

    @Test("erasing removes the bytes, keeps the hash, and the journal still verifies")
    func erase() throws {
        let desk = try Desk()
        try desk.revise(first)
        let digest = try #require(
            try desk.journal.state().history
                .standing(of: .prrt, for: .int, at: .noon("2026-01-02")).newest)
        try desk.journal.erase(digest, reason: "a court", by: .ada, at: .noon("2026-01-03"))
        #expect(try desk.journal.store.blobs([digest]).isEmpty)
        #expect(try desk.journal.verify().isWhole)
        #expect(
            refusal {
                try desk.journal.erase(digest, reason: "a court", by: .ada, at: .noon("2026-01-03"))
            } == .unknownDigest(digest))
    }
}

@Suite("Facts and articles come back as they were written")
struct CodecTests {
    @Test("every kind of fact")
    func facts() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<40 {
            let random = RandomChronicle(facts: 20, using: &generator)
            var previous: Digest?
            for fact in random.chronicle.facts {
                let entry = FactCodec.seal(fact, after: previous)
                #expect(try FactCodec.decode(entry) == fact)
                previous = entry.hash
            }
        }
    }

    @Test("articles")
    func articles() throws {
        let printed = Printer(first).print(.treatment(.prrt, "prrt"), for: .int)
        let bytes = ArticleCodec.encode(printed.article, plainText: printed.plainText)
        #expect(try ArticleCodec.decode(bytes) == printed.article)
        #expect(try ArticleCodec.plainText(bytes) == printed.plainText)
        for damaged in [bytes + [65], Array(bytes.dropLast()), Array(bytes.dropFirst())] {
            #expect(throws: ArticleCodec.Refusal.self) { try ArticleCodec.decode(damaged) }
        }
        #expect(throws: ArticleCodec.Refusal.self) { try ArticleCodec.decode(Array("{}".utf8)) }
    }

    @Test("a changed byte anywhere is found")
    func tampering() throws {
        let desk = try Desk()
        try desk.revise(first)
        let entries = try desk.journal.store.entries(after: 0, limit: 10)
        #expect(entries.count == 3)
        for (index, entry) in entries.enumerated() {
            for position in entry.body.indices {
                var body = entry.body
                body[position] ^= 1
                let troubles = try troubles(entry.with(body: body), at: index, of: entries, desk)
                #expect(troubles.contains("entry \(index + 1) does not match its hash"))
            }
        }
    }

    @Test("bytes that no fact names are found")
    func slippedIn() throws {
        let desk = try Desk()
        try desk.revise(first)
        #expect(try desk.journal.verify().isWhole)
        let stranger = Array("Nobody wrote this.".utf8)
        let digest = Digest(of: stranger)
        let head = try desk.journal.store.head()
        _ = try desk.journal.store.append([], blobs: [digest: stranger], erasing: [], after: head)
        #expect(
            try desk.journal.verify().troubles == [
                "the blob \(digest) is there and no fact names it"
            ])
    }

    @Test("columns that say otherwise are found, and never read as facts")
    func columns() throws {
        let desk = try Desk()
        try desk.revise(first)
        let entries = try desk.journal.store.entries(after: 0, limit: 10)
        let second = entries[1]
        let forgeries = [
            second.with(kind: "withdrawn"), second.with(subject: "about/other"),
            second.with(recorded: second.recorded.advanced(byMilliseconds: 1)),
            second.with(sequence: 7), second.with(hash: entries[0].hash),
        ]
        for forgery in forgeries {
            #expect(try !troubles(forgery, at: 1, of: entries, desk).isEmpty)
            var changed = entries
            changed[1] = forgery
            let forged = Journal(Forgery(entries: changed, original: desk.journal.store))
            #expect(throws: FactCodec.Refusal.self) { try forged.state() }
        }
    }

    private func troubles(
        _ entry: Entry, at index: Int, of entries: [Entry], _ desk: Desk
    ) throws -> [String] {
        var changed = entries
        changed[index] = entry
        return try Journal(Forgery(entries: changed, original: desk.journal.store)).verify()
            .troubles
    }

    @Test("an investigational article without its notice is no article")
    func notice() throws {
        var article = Printer(first).print(.treatment(.prrt, "prrt"), for: .int).article
        article.standing = .investigational(notice: "<p>May never be approved.</p>")
        let bytes = ArticleCodec.encode(article, plainText: "")
        #expect(try ArticleCodec.decode(bytes).standing == article.standing)
        article.standing = .investigational(notice: "")
        let empty = ArticleCodec.encode(article, plainText: "")
        #expect(throws: ArticleCodec.Refusal.self) { try ArticleCodec.decode(empty) }
    }

    /// A store somebody has tampered with, behind the back of its triggers.
    private struct Forgery: JournalStore {
        let entries: [Entry]
        let original: any JournalStore

        func head() throws -> Head { try original.head() }
        func entries(after sequence: Int64, limit: Int) throws -> [Entry] {
            Array(entries.filter { $0.sequence > sequence }.prefix(limit))
        }
        func blobs(_ digests: [Digest]) throws -> [Digest: [UInt8]] { try original.blobs(digests) }
        func missing(_ digests: Set<Digest>) throws -> Set<Digest> { try original.missing(digests) }
        func allBlobs() throws -> Set<Digest> { try original.allBlobs() }
        func append(
            _ entries: @autoclosure () throws -> [Entry], blobs: [Digest: [UInt8]],
            erasing: Set<Digest>, after head: Head
        ) throws -> Bool { false }
        func close() throws {}
    }
}

extension Entry {
    fileprivate func with(
        sequence: Int64? = nil, recorded: Instant? = nil, kind: String? = nil,
        subject: String? = nil, body: [UInt8]? = nil, hash: Digest? = nil
    ) -> Entry {
        Entry(
            sequence: sequence ?? self.sequence, recorded: recorded ?? self.recorded,
            kind: kind ?? self.kind, subject: subject ?? self.subject, body: body ?? self.body,
            hash: hash ?? self.hash)
    }
}

@Suite("A preview")
struct PreviewTests {
    @Test("shows every text, also of a market that withholds what nobody approved")
    func withheld() throws {
        let desk = try Desk()
        let strict = Edition.of(.page(.grade, "g"), configuration: .of(.int(.withhold)))
        try desk.journal.preview(strict, findings: [], at: .noon("2026-01-01"))
        let history = try desk.journal.state().history
        let cleared = try history.verdict(on: .grade, for: .int, at: .noon("2026-01-01"))
        #expect(cleared.basis == .unreviewed)
    }
}

@Suite("The publisher keeps the site true")
struct PublisherTests {
    private func settings() throws -> PressSettings {
        PressSettings(templates: try Templates(), origin: "https://nets.example")
    }

    private func answer(_ site: Site, _ item: ItemID) -> String {
        switch site.answer(to: "/int/en/\(item)", from: nil) {
        case .page: "page"
        case .withdrawn: "withdrawn"
        case .lapsed: "lapsed"
        default: "other"
        }
    }

    @Test("a site is ready only while it is true and the journal was read lately")
    func ready() async throws {
        let desk = try Desk()
        try desk.revise(first)
        try desk.approve([.prrt], expires: "2026-06-01")
        let publisher = Publisher(desk.journal, try settings())
        let now = Instant.start("2026-06-01").advanced(byMilliseconds: -500)
        #expect(publisher.readySite(at: now) == nil)
        let site = try await publisher.site(at: now)
        #expect(answer(site, .prrt) == "page")
        #expect(publisher.readySite(at: now) === site)
        // At the very instant, with nobody having printed anything since.
        #expect(publisher.readySite(at: .start("2026-06-01")) == nil)
        #expect(try answer(await publisher.site(at: .start("2026-06-01")), .prrt) == "lapsed")
        // Unread for over a second.
        #expect(
            publisher.readySite(at: .start("2026-06-01").advanced(byMilliseconds: 1_001)) == nil)
    }

    private struct NoPage: Error {}

    @Test("the first site does not wait for its pages to be compressed; the next is whole")
    func compression() async throws {
        let desk = try Desk()
        try desk.revise(first)
        let now = Instant.noon("2026-01-02")
        func prrt(_ site: Site) throws -> Page {
            guard case .page(let page) = site.answer(to: "/int/en/treatments/prrt", from: nil)
            else { throw NoPage() }
            return page
        }
        let publisher = Publisher(desk.journal, try settings())
        let early = try prrt(await publisher.site(at: now))
        let whole = try prrt(await publisher.wholeSite(at: now))
        #expect(early.brotli == nil && early.gzip == nil)
        #expect(whole.brotli != nil && whole.gzip != nil)
        #expect(whole.identity == early.identity && whole.tag == early.tag)
        // Nor does a request ever undo it, and a change makes up for it without a timer.
        #expect(try prrt(await publisher.site(at: now)) === whole)
        let untended = Publisher(desk.journal, try settings())
        _ = try await untended.site(at: now)
        try desk.journal.withdraw([.grade], reason: "x", by: .ada, at: .noon("2026-01-03"))
        #expect(try prrt(await untended.site(at: .noon("2026-01-03"))).brotli == whole.brotli)
    }

    @Test("what another process wrote is seen at the next reading")
    func otherWriter() async throws {
        let desk = try Desk()
        try desk.revise(first)
        let publisher = Publisher(desk.journal, try settings())
        _ = try await publisher.site(at: .noon("2026-01-02"))
        try desk.journal.withdraw([.prrt], reason: "x", by: .ada, at: .noon("2026-01-03"))
        #expect(try answer(await publisher.site(at: .noon("2026-01-03")), .prrt) == "withdrawn")
    }

    @Test("a journal that cannot be read is answered from memory for a while, then not at all")
    func blindness() async throws {
        let desk = try Desk()
        try desk.revise(first)
        let store = Failing(desk.journal.store)
        let publisher = Publisher(
            Journal(store), try settings(), blindForMilliseconds: 10_000)
        let now = Instant.noon("2026-01-02")
        _ = try await publisher.site(at: now)
        store.fails.withLock { $0 = true }
        let later = now.advanced(byMilliseconds: 10_000)
        #expect(try answer(await publisher.site(at: later), .prrt) == "page")
        let tooLate = now.advanced(byMilliseconds: 10_001)
        await #expect(throws: Blindness.self) { try await publisher.site(at: tooLate) }
        // A clock that was set back makes nobody wait longer.
        let setBack = now.advanced(byMilliseconds: -20_000)
        await #expect(throws: Blindness.self) { try await publisher.site(at: setBack) }
        store.fails.withLock { $0 = false }
        let back = now.advanced(byMilliseconds: 11_000)
        #expect(try answer(await publisher.site(at: back), .prrt) == "page")
    }

    @Test("any past instant can be shown again, with the words of then")
    func asOf() throws {
        let desk = try Desk()
        try desk.revise(first)
        try desk.revise(
            .of(.page(.grade, "other", change: .minor), .treatment(.prrt, "prrt")),
            at: "2026-03-01")
        try desk.journal.withdraw([.grade], reason: "x", by: .ada, at: .noon("2026-04-01"))
        func words(_ day: String) throws -> String {
            switch try desk.journal.answer(
                to: "/int/en/about/grade", asOf: .noon(day), settings())
            {
            case .page(let page): String(buffer: page.identity)
            case .withdrawn: "withdrawn"
            case .unknown: "unknown"
            case nil: "nothing"
            default: "other"
            }
        }
        #expect(try words("2025-12-31") == "nothing")
        #expect(try words("2026-02-01").contains("Body grade"))
        #expect(try words("2026-03-02").contains("Body other"))
        #expect(try words("2026-04-02") == "withdrawn")
    }
}
