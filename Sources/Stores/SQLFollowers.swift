package import Content
package import Readership

/// Who follows what, in either database.
package struct SQLFollowers: FollowStore {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    // MARK: Requests

    package func add(
        _ request: FollowRequest, atMost limit: Int, after instant: Instant
    ) throws {
        try database.writing { session in
            let count = try session.row(
                FollowSQL.countRequests, [.bytes(request.mark.bytes), .instant(instant)])
            guard try count?.integer(0) ?? 0 < Int64(limit) else { return }
            _ = try session.run(FollowSQL.addRequest, request.values)
        }
    }

    package func request(_ id: FollowID) throws -> FollowRequest? {
        try database.reading { try request(id, $0) }
    }

    private func request(_ id: FollowID, _ session: any SQLSession) throws -> FollowRequest? {
        try session.rows(FollowSQL.request, [.bytes(id.bytes)]).first.map { try FollowRequest($0) }
    }

    package func unsentRequests(after instant: Instant, limit: Int) throws -> [FollowRequest] {
        try database.reading { session in
            try session.rows(
                FollowSQL.unsentRequests, [.integer(instant.milliseconds), .integer(Int64(limit))]
            ).map { try FollowRequest($0) }
        }
    }

    package func noteSent(_ ids: [FollowID], at now: Instant) throws {
        try database.writing { session in
            for id in ids {
                try session.run(
                    FollowSQL.noteSent, [.integer(now.milliseconds), .bytes(id.bytes)])
            }
        }
    }

    package func confirm(
        _ id: FollowID, madeAfter instant: Instant, at now: Instant
    ) throws -> Follower? {
        try database.writing { session in
            guard let request = try request(id, session), request.consent.given > instant else {
                return nil
            }
            try session.run(FollowSQL.removeRequest, [.bytes(id.bytes)])
            try session.run(FollowSQL.removeTopicsOfEnded, [.bytes(request.mark.bytes)])
            let row = try session.rows(FollowSQL.addFollower, request.follower(toldUntil: now))
                .first
            guard let row else { return nil }
            let follower = try row.followID(0)
            for topic in request.choice.topics.sorted() {
                try add(topic, to: follower, at: now, session)
            }
            return try self.follower(follower, session)
        }
    }

    private func add(
        _ topic: TopicID, to follower: FollowID, at now: Instant, _ session: any SQLSession
    ) throws {
        try session.run(
            FollowSQL.addTopic,
            [.bytes(follower.bytes), .text(topic.name), .integer(now.milliseconds)])
    }

    // MARK: Followers

    package func follower(_ id: FollowID) throws -> Follower? {
        try database.reading { try follower(id, $0) }
    }

    private func follower(_ id: FollowID, _ session: any SQLSession) throws -> Follower? {
        try Follower.all(session.rows(FollowSQL.follower, [.bytes(id.bytes)])).first
    }

    package func change(
        _ id: FollowID, _ choice: FollowForm.Preferences, at now: Instant
    ) throws -> Bool {
        try database.writing { session in
            let changed = try session.run(
                FollowSQL.changeFrequency, [.text(choice.frequency.rawValue), .bytes(id.bytes)])
            guard changed == 1 else { return false }
            let names = Set(choice.topics.map(\.name))
            for row in try session.rows(FollowSQL.topics, [.bytes(id.bytes)]) {
                let name = try row.text(0)
                guard !names.contains(name) else { continue }
                try session.run(FollowSQL.removeTopic, [.bytes(id.bytes), .text(name)])
            }
            for topic in choice.topics { try add(topic, to: id, at: now, session) }
            return true
        }
    }

    package func end(_ id: FollowID, _ why: Follower.Why, at now: Instant) throws {
        try database.writing { session in
            _ = try session.run(
                FollowSQL.end,
                [.integer(now.milliseconds), .text(why.rawValue), .bytes(id.bytes)])
        }
    }

    package func erase(_ id: FollowID) throws {
        try database.writing { session in
            try session.run(FollowSQL.eraseRequests, [.bytes(id.bytes)])
            try session.run(FollowSQL.erase, [.bytes(id.bytes)])
        }
    }

    package func followers(
        toldBefore instant: Instant, after id: FollowID?, limit: Int
    ) throws -> [Follower] {
        try database.reading { session in
            try Follower.all(
                session.rows(
                    FollowSQL.followersToldBefore,
                    [
                        .integer(instant.milliseconds), .bytes(id?.bytes ?? []),
                        .integer(Int64(limit)),
                    ]))
        }
    }

    package func note(_ told: [(id: FollowID, until: Instant)]) throws {
        try database.writing { session in
            for (id, until) in told {
                try session.run(FollowSQL.note, [.integer(until.milliseconds), .bytes(id.bytes)])
            }
        }
    }

    @discardableResult
    package func forget(requestsUntil: Instant, endedUntil: Instant) throws -> Int {
        try database.writing { session in
            try session.run(
                FollowSQL.forgetRequests, [.integer(requestsUntil.milliseconds)])
                + session.run(FollowSQL.forgetEnded, [.integer(endedUntil.milliseconds)])
        }
    }

    // MARK: Tasks

    package func hold(
        _ task: String, as holder: [UInt8], until: Instant, at now: Instant
    ) throws -> Bool {
        try database.writing { session in
            try session.run(
                FollowSQL.hold,
                [
                    .text(task), .bytes(holder), .integer(until.milliseconds),
                    .integer(now.milliseconds),
                ]) == 1
        }
    }

    package func release(_ task: String, by holder: [UInt8]) throws {
        try database.writing { session in
            _ = try session.run(FollowSQL.release, [.text(task), .bytes(holder)])
        }
    }
}

extension FollowRequest {
    /// For `FollowSQL.addRequest`.
    fileprivate var values: [SQLValue] {
        [
            .bytes(id.bytes), .bytes(mark.bytes), .bytes(address.bytes),
            .text(choice.audience.market.name), .text(choice.audience.language.tag),
            .text(choice.frequency.rawValue),
            .text(choice.topics.map(\.name).sorted().joined(separator: " ")),
            .bytes(consent.wording.bytes), .integer(consent.given.milliseconds),
        ]
    }

    /// For `FollowSQL.addFollower`.
    fileprivate func follower(toldUntil told: Instant) -> [SQLValue] {
        [
            .bytes(id.bytes), .bytes(mark.bytes), .bytes(address.bytes),
            .text(choice.audience.market.name), .text(choice.audience.language.tag),
            .text(choice.frequency.rawValue), .integer(told.milliseconds),
            .bytes(consent.wording.bytes), .integer(consent.given.milliseconds),
        ]
    }

    fileprivate init(_ row: SQLRow) throws {
        let names = try row.text(6).split(separator: " ").map(String.init)
        self.init(
            id: try row.followID(0), mark: try row.addressMark(1),
            address: SealedAddress(kept: try row.bytes(2)),
            choice: FollowChoice(
                audience: try row.audience(3),
                topics: Set(try names.map { try row.known(TopicID($0), 6, "topics") }),
                frequency: try row.frequency(5)),
            consent: Consent(wording: try row.digest(7), given: try row.instant(8)))
    }
}

extension Follower {
    /// From rows that stand together for each follower, one for each topic.
    fileprivate static func all(_ rows: [SQLRow]) throws -> [Follower] {
        var followers: [Follower] = []
        for row in rows {
            let topic = try row.known(TopicID(try row.text(11)), 11, "a topic")
            let since = try row.instant(12)
            if try followers.last?.id == row.followID(0) {
                followers[followers.count - 1].topics[topic] = since
            } else {
                followers.append(try Follower(row, topics: [topic: since]))
            }
        }
        return followers
    }

    private init(_ row: SQLRow, topics: [TopicID: Instant]) throws {
        let why = try row.optionalText(10).map { text in
            try row.known(Why(rawValue: text), 10, "a reason")
        }
        let ended = try row.optionalInstant(9)
        self.init(
            id: try row.followID(0), mark: try row.addressMark(1),
            address: SealedAddress(kept: try row.bytes(2)), audience: try row.audience(3),
            frequency: try row.frequency(5), topics: topics, told: try row.instant(6),
            consent: Consent(wording: try row.digest(7), given: try row.instant(8)),
            ended: ended.flatMap { at in why.map { Ended(at: at, why: $0) } })
    }
}

extension SQLRow {
    fileprivate func followID(_ index: Int) throws -> FollowID {
        try known(FollowID(try bytes(index)), index, "an identifier")
    }

    fileprivate func addressMark(_ index: Int) throws -> AddressMark {
        try known(AddressMark(try bytes(index)), index, "a mark of an address")
    }

    fileprivate func frequency(_ index: Int) throws -> Frequency {
        try known(Frequency(rawValue: try text(index)), index, "how often somebody is told")
    }
}
