package import Content
internal import Foundation
package import Press
internal import Rendering
internal import Synchronization

/// Hands over the letters that are due. What is due is worked out from the journal, from who follows
/// what, and from what was handed over: nothing is ever queued. So nothing is lost when the program is
/// killed, the mail server is away, or another node takes over; and a letter that was handed over just
/// before we could note it goes out once more under the same name.
package actor Postman {
    private let follows: Follows
    private let questions: any QuestionStore
    private let carrier: any MailCarrier
    private let hold: Hold
    private let count: LetterCount
    /// By whom they are for.
    private var resting = Resting()
    private let noting: BatchWriter<Handed>
    /// When the followers have to be looked through again, if nothing new comes about.
    private var nextLook = Instant.distantPast
    /// What was there to be told when they were last looked through.
    private var lastSeen: [Audience: Instant] = [:]

    private struct Handed: Sendable {
        let id: FollowID
        let until: Instant
    }

    /// Letters that are on their way at once.
    private static let lanes = 8
    private static let pageSize = 512
    /// By how much the clocks of two nodes may differ, as the journal allows it.
    private static let clocksDifferMilliseconds: Int64 = 5_000
    /// However quiet it is: somebody may have asked to be told sooner.
    private static let lookMilliseconds: Int64 = 600_000

    /// - Parameter holder: bytes that no other node has.
    package init(
        _ follows: Follows, _ questions: any QuestionStore, _ carrier: any MailCarrier,
        holder: [UInt8], count: LetterCount = LetterCount()
    ) {
        self.follows = follows
        self.questions = questions
        self.carrier = carrier
        self.count = count
        hold = Hold(follows.store, "mail", as: holder)
        let store = follows.store
        noting = BatchWriter("hoofbeat.mail") { handed in
            try store.note(handed.map { ($0.id, $0.until) })
        }
    }

    /// What one round did, in numbers.
    package struct Round: Hashable, Sendable {
        package var handed = 0
        package var ended = 0
        /// Why something was not taken; each reason once.
        package var troubles: Set<MailTrouble> = []
        /// Addresses that cannot be read with the operator's key.
        package var unreadable = 0
        /// Of letters that may be taken later, though others are taken now.
        fileprivate var refused: [[UInt8]] = []
        fileprivate var unread: [[UInt8]] = []

        fileprivate mutating func add(_ other: Round) {
            handed += other.handed
            ended += other.ended
            troubles.formUnion(other.troubles)
            unreadable += other.unreadable
            refused += other.refused
            unread += other.unread
        }

        /// Whether nothing is taken just now, by the mail server or by the folder.
        package var isAway: Bool {
            troubles.contains { if case .away = $0 { true } else { false } }
        }
    }

    /// Hands over all that is due, and returns when it is handed over or somebody says stop.
    ///
    /// - Parameters:
    ///   - site: the site of the moment at which it is asked for.
    ///   - clock: the time, which goes on during a long round.
    /// - Throws: what the site or the store reports.
    package func round(
        _ site: @Sendable () async throws -> Site, _ clock: @escaping @Sendable () -> Instant
    ) async throws -> Round {
        let writing = Writing(follows, try await site(), clock)
        guard writing.isOn else { return Round() }
        let now = clock()
        resting.forgetTaken(at: now)
        let requests = try follows.store.unsentRequests(
            after: now.advanced(byMilliseconds: -FollowRequest.validMilliseconds),
            limit: Postman.pageSize + resting.count
        ).filter { resting.until($0.id.bytes, at: now) == nil }
        let replies = try questions.unsentReplies(limit: Postman.pageSize + resting.count)
            .filter { resting.until($0.id.bytes, at: now) == nil }
        let mayBeDue = writing.latest != lastSeen || nextLook <= now
        // While nothing is due, nothing is written either.
        guard !requests.isEmpty || !replies.isEmpty || mayBeDue, try hold.take(at: now) else {
            return Round()
        }
        return try await hold.keeping(clock) {
            var round = try await confirmations(requests, writing)
            if !round.isAway { round.add(try await self.replies(replies, writing)) }
            if mayBeDue, !round.isAway { round.add(try await look(site, clock)) }
            count.note(isAway: round.isAway)
            for id in round.refused { resting.rest(id, isLong: false, at: clock()) }
            for id in round.unread { resting.rest(id, isLong: true, at: clock()) }
            if !round.refused.isEmpty { nextLook = min(nextLook, resting.next(after: clock())) }
            return round
        }
    }

    /// Looks through the followers, and remembers when that has to be done again.
    ///
    /// A writer keeps others out while its facts get their instant and come to stand in the journal, and so
    /// did we when we took the task. So what was recorded before that, on a clock that may be behind, is
    /// all to be read now; a letter tells of nothing newer, since it could not know whether that is all.
    private func look(
        _ site: @Sendable () async throws -> Site, _ clock: @escaping @Sendable () -> Instant
    ) async throws -> Round {
        let settled = hold.since.advanced(byMilliseconds: -Postman.clocksDifferMilliseconds)
        let writing = Writing(follows, try await site(), clock, settled: settled)
        let started = clock()
        let (round, next) = try await tidings(writing)
        guard !round.isAway else {
            nextLook = .distantPast
            return round
        }
        let latest = started.advanced(byMilliseconds: Postman.lookMilliseconds)
        (lastSeen, nextLook) = (writing.latest, min(next, latest))
        return round
    }

    /// So that another node need not wait until our time has run out; where the database does not hear it,
    /// that one waits.
    package func stop() async {
        for lane in open { await lane.close() }
        open = []
        do { try hold.release() } catch { return }
    }

    // MARK: Letters

    private func confirmations(
        _ requests: [FollowRequest], _ writing: Writing
    ) async throws -> Round {
        let store = follows.store
        return try await onLanes(requests, writing) { request, lane in
            guard let mail = writing.confirmation(request) else {
                return Round(unreadable: 1, unread: [request.id.bytes])
            }
            let round = try await self.hand(mail, lane, for: request.id.bytes)
            // An address that nobody has is asked no more.
            if round.handed + round.ended > 0 {
                try store.noteSent([request.id], at: writing.clock())
            }
            return round
        }
    }

    private func replies(
        _ replies: [AskedQuestion], _ writing: Writing
    ) async throws -> Round {
        let store = questions
        return try await onLanes(replies, writing) { question, lane in
            guard let reply = question.reply else { return Round() }
            guard let mail = writing.reply(reply, to: question) else {
                return Round(unreadable: 1, unread: [question.id.bytes])
            }
            let round = try await self.hand(mail, lane, for: question.id.bytes)
            // An address that nobody has is written to no more.
            if round.handed + round.ended > 0 {
                try store.noteSent(reply, to: question.id, at: writing.clock())
            }
            return round
        }
    }

    /// - Returns: also when the next letter will be due.
    private func tidings(_ writing: Writing) async throws -> (Round, next: Instant) {
        var (round, next) = (Round(), Instant.distantFuture)
        guard let newest = writing.latest.values.max() else { return (round, next) }
        var last: FollowID?
        while !Task.isCancelled, !round.isAway, hold.isOurs(at: writing.clock()) {
            let page = try follows.store.followers(
                toldBefore: newest, after: last, limit: Postman.pageSize)
            let now = writing.clock()
            let due = page.filter { follower in
                if let until = resting.until(follower.id.bytes, at: now) {
                    next = min(next, until)
                    return false
                }
                switch writing.due(follower) {
                case .now: return true
                case .later(let instant): next = min(next, instant)
                case .nothing: break
                }
                return false
            }
            let told = try await onLanes(due, writing) { try await self.tell($0, writing, $1) }
            round.add(told)
            guard page.count == Postman.pageSize, let end = page.last else { return (round, next) }
            last = end.id
        }
        // Somebody has to come back for the rest.
        return (round, .distantPast)
    }

    /// Every letter that is due to one follower, one after the other.
    private nonisolated func tell(
        _ follower: Follower, _ writing: Writing, _ lane: any MailLane
    ) async throws -> Round {
        var (follower, round) = (follower, Round())
        while case .now(let due) = writing.due(follower), !Task.isCancelled {
            guard let address = follower.address.address(of: follower.id.bytes, follows.key) else {
                round.unreadable += 1
                round.unread.append(follower.id.bytes)
                return round
            }
            if let mail = writing.tidings(due, follower, address) {
                let handed = try await self.hand(mail, lane, for: follower.id.bytes)
                round.add(handed)
                if handed.ended > 0 {
                    try follows.store.end(follower.id, .bounced, at: writing.clock())
                }
                guard handed.handed > 0 else { return round }
            }
            try await noting.keep(Handed(id: follower.id, until: due.until))
            follower.told = due.until
        }
        return round
    }

    private nonisolated func hand(
        _ mail: Mail, _ lane: any MailLane, for id: [UInt8]
    ) async throws -> Round {
        do {
            try await lane.hand(mail)
            count.countHanded()
            return Round(handed: 1)
        } catch .addressGone {
            count.countGone()
            return Round(ended: 1)
        } catch .notTaken(let why) {
            return Round(troubles: [.notTaken(why)], refused: [id])
        } catch {
            return Round(troubles: [error])
        }
    }

    /// Works through elements on several lanes at once, until nothing is taken any more, or the mail is no
    /// longer ours. A letter that takes long keeps one lane busy, and no other waits for it.
    private func onLanes<Element: Sendable>(
        _ elements: [Element], _ writing: Writing,
        _ work: @escaping @Sendable (Element, any MailLane) async throws -> Round
    ) async throws -> Round {
        let count = min(Postman.lanes, elements.count)
        let hold = hold
        let next = Counter()
        return try await withThrowingTaskGroup(of: Round.self) { group in
            for start in 0..<count {
                let lane = lane(start)
                group.addTask {
                    var round = Round()
                    while let index = next.take(below: elements.count), !Task.isCancelled,
                        !round.isAway, hold.isOurs(at: writing.clock())
                    {
                        round.add(try await work(elements[index], lane))
                    }
                    return round
                }
            }
            var all = Round()
            for try await round in group { all.add(round) }
            return all
        }
    }

    /// Open from one round to the next: a mail server need not be greeted for each letter.
    private var open: [any MailLane] = []

    private func lane(_ index: Int) -> any MailLane {
        while open.count <= index { open.append(carrier.lane()) }
        return open[index]
    }
}

/// Gives out numbers from 0, each once.
private final class Counter: Sendable {
    private let next = Atomic<Int>(0)

    func take(below limit: Int) -> Int? {
        let number = next.add(1, ordering: .relaxed).oldValue
        return number < limit ? number : nil
    }
}
