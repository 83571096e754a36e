import Cast
import Content
import Policy
import Testing

/// What is shown, in one word: the article's words, or the refusal.
private func verdict(
    _ chronicle: Chronicle, on item: ItemID = .prrt, for audience: Audience = .int,
    at now: Instant
) -> String {
    do {
        let cleared = try chronicle.history.verdict(on: item, for: audience, at: now)
        let words = chronicle.articles[cleared.article]?.castWords ?? "?"
        return cleared.basis == .unreviewed ? "\(words), unreviewed" : words
    } catch {
        switch error {
        case .unknown: return "unknown"
        case .lapsed: return "lapsed"
        case .withdrawn: return "withdrawn"
        case .moved(let target): return "moved to \(target)"
        case .erased: return "erased"
        }
    }
}

/// A journal in which PRRT was written on 1 January 2026, and approved or not.
private func written(
    _ unreviewed: Market.Unreviewed = .withhold, approvedUntil expires: String? = nil
) -> Chronicle {
    var chronicle = Chronicle()
    chronicle.configure(.of(.int(unreviewed), .gb(unreviewed)), at: .noon("2026-01-01"))
    let digests = chronicle.revise(
        .prrt, [.int: "first", .gb: "first for gb"], at: .noon("2026-01-01"))
    if let expires {
        chronicle.approve(
            [.article(.prrt, .int, digests[.int]!)], until: .start(expires),
            at: .noon("2026-02-01"))
    }
    return chronicle
}

@Suite("An approval clears one article, for one audience, for a while")
struct ApprovalTests {
    @Test(
        "in force from its recording until the first instant that is not",
        arguments: [
            (Instant.noon("2026-01-31"), "lapsed"),
            (Instant.noon("2026-02-01").advanced(byMilliseconds: -1), "lapsed"),
            (Instant.noon("2026-02-01"), "first"),
            (Instant.start("2027-02-01").advanced(byMilliseconds: -1), "first"),
            (Instant.start("2027-02-01"), "lapsed"),
        ])
    func period(now: Instant, expected: String) {
        #expect(verdict(written(approvedUntil: "2027-02-01"), at: now) == expected)
    }

    @Test("another market is not cleared by it")
    func otherMarket() {
        let chronicle = written(approvedUntil: "2027-02-01")
        #expect(verdict(chronicle, for: .gb, at: .noon("2026-06-01")) == "lapsed")
    }

    @Test("an edit leaves the older article up until the new one is approved")
    func edit() {
        var chronicle = written(approvedUntil: "2027-02-01")
        let new = chronicle.revise(.prrt, [.int: "second"], at: .noon("2026-03-01"))
        #expect(verdict(chronicle, at: .noon("2026-03-02")) == "first")
        chronicle.approve(
            [.article(.prrt, .int, new[.int]!)], until: .start("2026-06-01"),
            at: .noon("2026-04-01"))
        #expect(verdict(chronicle, at: .noon("2026-04-02")) == "second")
        // When the later one ends, the earlier, still in force, stands again.
        #expect(verdict(chronicle, at: .noon("2026-06-02")) == "first")
    }

    @Test("adjoining periods leave no gap and no overlap")
    func adjoining() {
        var chronicle = written(approvedUntil: "2026-06-01")
        let new = chronicle.revise(.prrt, [.int: "second"], at: .noon("2026-03-01"))
        chronicle.approve(
            [.article(.prrt, .int, new[.int]!)], until: .start("2027-01-01"),
            at: .noon("2026-04-01"), from: .start("2026-06-01"))
        let change = Instant.start("2026-06-01")
        #expect(verdict(chronicle, at: change.advanced(byMilliseconds: -1)) == "first")
        #expect(verdict(chronicle, at: change) == "second")
    }

    @Test("one meant for the past counts only from when it was recorded")
    func backdated() {
        var chronicle = written()
        let digest = chronicle.history.standing(of: .prrt, for: .int, at: .noon("2026-01-02"))
            .newest
        chronicle.approve(
            [.article(.prrt, .int, digest!)], until: .start("2027-01-01"),
            at: .noon("2026-05-01"), from: .noon("2026-01-02"))
        #expect(verdict(chronicle, at: .noon("2026-04-30")) == "lapsed")
        #expect(verdict(chronicle, at: .noon("2026-05-01")) == "first")
    }

    @Test("the one that began later wins, also where it was recorded earlier")
    func overlapping() {
        var chronicle = written(approvedUntil: "2027-02-01")
        let new = chronicle.revise(.prrt, [.int: "second"], at: .noon("2026-03-01"))
        chronicle.approve(
            [.article(.prrt, .int, new[.int]!)], until: .start("2027-01-01"),
            at: .noon("2026-03-02"), from: .noon("2026-08-01"))
        let third = chronicle.revise(.prrt, [.int: "third"], at: .noon("2026-03-03"))
        chronicle.approve(
            [.article(.prrt, .int, third[.int]!)], until: .start("2027-01-01"),
            at: .noon("2026-03-04"))
        #expect(verdict(chronicle, at: .noon("2026-07-31")) == "third")
        #expect(verdict(chronicle, at: .noon("2026-08-01")) == "second")
    }
}

@Suite("What nobody approved is shown with a notice, or not at all")
struct UnreviewedTests {
    @Test("the newest, where the market shows it")
    func shown() {
        var chronicle = written(.showWithNotice)
        #expect(verdict(chronicle, at: .noon("2026-01-02")) == "first, unreviewed")
        chronicle.revise(.prrt, [.int: "second"], at: .noon("2026-03-01"))
        #expect(verdict(chronicle, at: .noon("2026-03-02")) == "second, unreviewed")
    }

    @Test("never again without an approval, once there has been one")
    func lapsedAfterApproval() {
        let chronicle = written(.showWithNotice, approvedUntil: "2026-06-01")
        #expect(verdict(chronicle, at: .noon("2026-06-02")) == "lapsed")
        #expect(verdict(chronicle, for: .gb, at: .noon("2026-06-02")) == "first for gb, unreviewed")
    }

    @Test("not at all, where the market withholds it")
    func withheld() {
        #expect(verdict(written(.withhold), at: .noon("2026-01-02")) == "lapsed")
    }

    @Test("what nobody wrote for an audience is unknown there")
    func unknown() {
        var chronicle = written(.showWithNotice)
        chronicle.revise(.surgery, [.gb: "for gb"], at: .noon("2026-01-02"))
        #expect(verdict(chronicle, on: .surgery, at: .noon("2026-01-03")) == "unknown")
        #expect(verdict(chronicle, on: .grade, at: .noon("2026-01-03")) == "unknown")
        #expect(verdict(chronicle, for: .intDutch, at: .noon("2026-01-03")) == "unknown")
        #expect(verdict(chronicle, at: .noon("2025-12-31")) == "unknown")
    }
}

@Suite("A withdrawal ends every approval before it")
struct WithdrawalTests {
    @Test("for every market, at once")
    func atOnce() {
        var chronicle = written(.showWithNotice, approvedUntil: "2027-02-01")
        chronicle.withdraw(.prrt, at: .noon("2026-05-01"))
        #expect(verdict(chronicle, at: .noon("2026-05-01")) == "withdrawn")
        #expect(verdict(chronicle, for: .gb, at: .noon("2026-05-01")) == "withdrawn")
        #expect(verdict(chronicle, at: .noon("2026-04-30")) == "first")
    }

    @Test("an edit does not bring it back, a later approval does, for its own market")
    func reapproval() {
        var chronicle = written(.showWithNotice, approvedUntil: "2027-02-01")
        chronicle.withdraw(.prrt, at: .noon("2026-05-01"))
        let new = chronicle.revise(
            .prrt, [.int: "mended", .gb: "mended for gb"], at: .noon("2026-05-02"))
        #expect(verdict(chronicle, at: .noon("2026-05-03")) == "withdrawn")
        chronicle.approve(
            [.article(.prrt, .int, new[.int]!)], until: .start("2027-01-01"),
            at: .noon("2026-05-04"))
        #expect(verdict(chronicle, at: .noon("2026-05-05")) == "mended")
        #expect(verdict(chronicle, for: .gb, at: .noon("2026-05-05")) == "withdrawn")
    }

    @Test("an approval that began before it stays ended")
    func approvalsBeforeStayEnded() {
        var chronicle = written(approvedUntil: "2027-02-01")
        chronicle.withdraw(.prrt, at: .noon("2026-05-01"))
        let digest = chronicle.history.standing(of: .prrt, for: .int, at: .noon("2026-06-01"))
            .newest
        chronicle.approve(
            [.article(.prrt, .int, digest!)], until: .start("2026-07-01"), at: .noon("2026-06-01"))
        #expect(verdict(chronicle, at: .noon("2026-06-02")) == "first")
        #expect(verdict(chronicle, at: .noon("2026-07-02")) == "lapsed")
    }

    @Test("one that was recorded before it ends, too, even if it has not begun")
    func scheduledApproval() {
        var chronicle = written()
        let digest = chronicle.history.standing(of: .prrt, for: .int, at: .noon("2026-02-01"))
            .newest
        chronicle.approve(
            [.article(.prrt, .int, digest!)], until: .start("2027-01-01"),
            at: .noon("2026-02-01"), from: .noon("2026-06-01"))
        chronicle.withdraw(.prrt, at: .noon("2026-03-01"))
        #expect(verdict(chronicle, at: .noon("2026-05-31")) == "withdrawn")
        #expect(verdict(chronicle, at: .noon("2026-06-01")) == "withdrawn")
    }

    @Test("reinstating shows it again only where unreviewed articles are shown")
    func reinstated() {
        for (unreviewed, expected) in [
            (Market.Unreviewed.showWithNotice, "first, unreviewed"), (.withhold, "lapsed"),
        ] {
            var chronicle = written(unreviewed, approvedUntil: "2027-02-01")
            chronicle.withdraw(.prrt, at: .noon("2026-05-01"))
            chronicle.note(.reinstated(.prrt), by: .ada, at: .noon("2026-05-02"))
            #expect(verdict(chronicle, at: .noon("2026-05-03")) == expected)
        }
    }

    @Test("an erased article is shown no more")
    func erased() {
        var chronicle = written(approvedUntil: "2027-02-01")
        let digest = chronicle.history.standing(of: .prrt, for: .int, at: .noon("2026-03-01"))
            .newest
        chronicle.note(.erased(digest!), by: .ada, at: .noon("2026-05-01"))
        #expect(verdict(chronicle, at: .noon("2026-04-30")) == "first")
        #expect(verdict(chronicle, at: .noon("2026-05-01")) == "erased")
    }
}

@Suite("Who had a hand in a text")
struct AuthorTests {
    @Test("everybody who wrote since the text that was last approved")
    func authors() {
        var chronicle = written(approvedUntil: "2027-02-01")
        func authors() -> [PersonName] {
            chronicle.history.standing(of: .prrt, for: .int, at: .noon("2026-12-01")).authors
        }
        #expect(authors() == [.ada])
        chronicle.revise(.prrt, [.int: "second"], by: .bea, at: .noon("2026-03-01"))
        let third = chronicle.revise(.prrt, [.int: "third"], by: .ada, at: .noon("2026-03-02"))
        #expect(authors() == [.ada, .bea, .ada])
        chronicle.approve(
            [.article(.prrt, .int, third[.int]!)], until: .start("2027-01-01"),
            at: .noon("2026-04-01"))
        #expect(authors() == [.ada])
    }
}

@Suite("An approval of many items")
struct SharedApprovalTests {
    @Test("stands with each item as far as it is about it")
    func parts() throws {
        var chronicle = Chronicle()
        chronicle.configure(.of(.int()), at: .noon("2026-01-01"))
        let items = [ItemID.prrt, .surgery, .grade]
        let subjects = items.map { item in
            Approval.Subject.article(
                item, .int,
                chronicle.revise(item, [.int: "\(item)"], at: .noon("2026-01-01"))[.int]!)
        }
        chronicle.approve(subjects, until: .start("2027-01-01"), at: .noon("2026-02-01"))
        for (item, subject) in zip(items, subjects) {
            guard case .approved(let approval) = chronicle.history.facts(about: item).last?.event
            else {
                Issue.record("no approval of \(item)")
                return
            }
            #expect(approval.subjects == [subject])
        }
    }
}

@Suite("A moved address leads on")
struct MoveTests {
    private func moved() -> Chronicle {
        var chronicle = written(.showWithNotice)
        chronicle.note(.moved(.prrt, to: .surgery), by: .ada, at: .noon("2026-03-01"))
        return chronicle
    }

    @Test("as soon as something stands at the other, and not before")
    func notBeforeTheTarget() {
        var chronicle = moved()
        #expect(verdict(chronicle, at: .noon("2026-03-02")) == "first, unreviewed")
        chronicle.revise(.surgery, [.int: "second"], at: .noon("2026-03-03"))
        #expect(verdict(chronicle, at: .noon("2026-03-03")) == "moved to treatments/surgery")
    }

    @Test("where unapproved texts are withheld, not before the other is approved")
    func notBeforeTheApproval() {
        var chronicle = written(.withhold, approvedUntil: "2027-02-01")
        chronicle.note(.moved(.prrt, to: .surgery), by: .ada, at: .noon("2026-03-01"))
        let new = chronicle.revise(.surgery, [.int: "second"], at: .noon("2026-03-03"))
        #expect(verdict(chronicle, at: .noon("2026-03-04")) == "first")
        chronicle.approve(
            [.article(.surgery, .int, new[.int]!)], until: .start("2026-05-01"),
            at: .noon("2026-04-01"))
        #expect(verdict(chronicle, at: .noon("2026-04-01")) == "moved to treatments/surgery")
        // It led there once, so it does for good: the old words do not come back when that lapses.
        #expect(verdict(chronicle, at: .noon("2026-06-01")) == "moved to treatments/surgery")
    }

    @Test("also onto a withdrawn address, which stays withdrawn")
    func ontoWithdrawn() {
        var chronicle = written(.showWithNotice)
        chronicle.revise(.surgery, [.int: "second"], at: .noon("2026-01-02"))
        chronicle.withdraw(.surgery, at: .noon("2026-02-01"))
        chronicle.note(.moved(.prrt, to: .surgery), by: .ada, at: .noon("2026-03-01"))
        #expect(verdict(chronicle, at: .noon("2026-03-02")) == "moved to treatments/surgery")
        #expect(verdict(chronicle, on: .surgery, at: .noon("2026-03-02")) == "withdrawn")
    }

    @Test("until somebody writes there again; earlier approvals stay ended")
    func writtenAgain() {
        var chronicle = written(.withhold, approvedUntil: "2027-02-01")
        chronicle.revise(.surgery, [.int: "second"], at: .noon("2026-03-01"))
        chronicle.note(.moved(.prrt, to: .surgery), by: .ada, at: .noon("2026-03-01"))
        chronicle.revise(.prrt, [.int: "again"], at: .noon("2026-04-01"))
        #expect(verdict(chronicle, at: .noon("2026-04-02")) == "lapsed")
    }
}

@Suite("A configuration that shows more waits for somebody else")
struct ConfigurationTests {
    static let pairs: [(before: Market, after: Market, showsMore: Bool)] = [
        (.int(.withhold), .int(.showWithNotice), true),
        (.int(.showWithNotice), .int(.withhold), false),
        (.int(rule: .enforced), .int(rule: .asked), true),
        (.int(rule: .stated), .int(rule: .enforced), false),
        (.int(out: ["GB", "FR"]), .int(out: ["GB"]), true),
        (.int(out: ["GB"]), .int(out: ["GB", "FR"]), false),
        (.int(), .int(languages: [.english, .dutch]), true),
    ]

    @Test("a weaker rule, weaker enforcement, more countries, more languages", arguments: pairs)
    func showsMore(before: Market, after: Market, expected: Bool) {
        #expect(Configuration.of(after).showsMore(than: .of(before)) == expected)
    }

    @Test("a new market shows more; being listed by search engines does too")
    func more() {
        #expect(Configuration.of(.int(), .gb()).showsMore(than: .of(.int())))
        #expect(!Configuration.of(.int()).showsMore(than: .of(.int(), .gb())))
        #expect(Configuration.of(.int(), indexesUnreviewed: true).showsMore(than: .of(.int())))
    }

    private func widened(approvedBy approver: PersonName?) -> Chronicle {
        var chronicle = Chronicle()
        let wide = Configuration.of(.int(.showWithNotice))
        chronicle.configure(.of(.int(.withhold)), at: .noon("2026-01-01"))
        chronicle.revise(.prrt, [.int: "first"], at: .noon("2026-01-01"))
        chronicle.configure(wide, at: .noon("2026-02-01"))
        if let approver {
            chronicle.approve(
                [.configuration(wide.digest)], until: .start("2027-01-01"), by: approver,
                at: .noon("2026-03-01"))
        }
        return chronicle
    }

    @Test("it counts from the approval of somebody other than its author")
    func counts() {
        #expect(verdict(widened(approvedBy: nil), at: .noon("2026-04-01")) == "lapsed")
        #expect(verdict(widened(approvedBy: .ada), at: .noon("2026-04-01")) == "lapsed")
        #expect(
            verdict(widened(approvedBy: PersonName("ADA  example")!), at: .noon("2026-04-01"))
                == "lapsed")
        #expect(verdict(widened(approvedBy: .bea), at: .noon("2026-02-28")) == "lapsed")
        #expect(verdict(widened(approvedBy: .bea), at: .noon("2026-04-01")) == "first, unreviewed")
    }

    @Test("nor from that of anybody who wrote one since the one in force")
    func handsInIt() {
        for (approver, expected) in [
            (PersonName.ada, "lapsed"), (.bea, "lapsed"),
            (PersonName("Cleo Example")!, "first, unreviewed"),
        ] {
            var chronicle = widened(approvedBy: nil)
            let retitled = Configuration.of(.int(.showWithNotice), name: "Other")
            chronicle.configure(retitled, by: .bea, at: .noon("2026-02-02"))
            chronicle.approve(
                [.configuration(retitled.digest)], until: .start("2027-01-01"), by: approver,
                at: .noon("2026-03-01"))
            #expect(verdict(chronicle, at: .noon("2026-04-01")) == expected)
        }
    }

    @Test("one that shows less counts at once, and drops the one that waited")
    func less() {
        var chronicle = widened(approvedBy: nil)
        chronicle.configure(.of(.int(.withhold), name: "Other"), at: .noon("2026-02-02"))
        #expect(chronicle.history.waitingConfiguration(at: .noon("2026-02-03")) == nil)
        chronicle.approve(
            [.configuration(Configuration.of(.int(.showWithNotice)).digest)],
            until: .start("2027-01-01"), at: .noon("2026-03-01"))
        #expect(verdict(chronicle, at: .noon("2026-04-01")) == "lapsed")
    }

    @Test("only an enforced market turns readers away, and only those known to be elsewhere")
    func admission() {
        let enforced = Market.int(rule: .enforced)
        #expect(enforced.admits("BE"))
        #expect(!enforced.admits("GB"))
        #expect(enforced.admits(nil))
        #expect(Market.int(rule: .asked).admits("GB"))
    }
}

@Suite("The next change is known beforehand")
struct NextChangeTests {
    @Test("it is the first instant at which any fact begins or ends to count")
    func next() {
        var chronicle = written(approvedUntil: "2027-02-01")
        let digest = chronicle.history.standing(of: .prrt, for: .int, at: .noon("2026-03-01"))
            .newest
        chronicle.approve(
            [.article(.prrt, .int, digest!)], until: .start("2028-01-01"),
            at: .noon("2026-03-01"), from: .noon("2027-06-01"))
        let history = chronicle.history
        #expect(history.nextChange(after: .noon("2026-03-01")) == .start("2027-02-01"))
        #expect(history.nextChange(after: .start("2027-02-01")) == .noon("2027-06-01"))
        #expect(history.nextChange(after: .noon("2027-06-01")) == .start("2028-01-01"))
        #expect(history.nextChange(after: .start("2028-01-01")) == nil)
    }
}
