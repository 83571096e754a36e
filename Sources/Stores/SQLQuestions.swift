package import Content
package import Readership

/// What readers ask, in either database.
package struct SQLQuestions: QuestionStore {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    // MARK: Readers

    @discardableResult
    package func add(_ question: AskedQuestion) throws -> Bool {
        try database.writing { try $0.run(QuestionSQL.add, question.values) == 1 }
    }

    package func contains(_ id: QuestionID) throws -> Bool {
        try database.reading { try $0.row(QuestionSQL.contains, [.bytes(id.bytes)]) != nil }
    }

    // MARK: Editors

    package func questions(
        askedAfter: Instant, closedAfter: Instant
    ) throws -> [AskedQuestion] {
        try database.reading { session in
            try session.rows(
                QuestionSQL.questions, [.instant(askedAfter), .instant(closedAfter)],
                AskedQuestion.init)
        }
    }

    package func questions(_ code: QuestionCode) throws -> [AskedQuestion] {
        let rest = QuestionID.count - code.first.count
        let ends = [UInt8.min, .max].map { code.first + Array(repeating: $0, count: rest) }
        return try database.reading { session in
            try session.rows(
                QuestionSQL.withCode, ends.map(SQLValue.bytes), AskedQuestion.init)
        }
    }

    @discardableResult
    package func claim(
        _ id: QuestionID, _ deed: AskedQuestion.Deed, from holder: PersonName?
    ) throws -> Bool {
        // Nobody's name is empty.
        try changed(
            QuestionSQL.claim,
            deed.values + [.bytes(id.bytes), .text(holder?.text ?? "")])
    }

    @discardableResult
    package func close(_ id: QuestionID, _ closing: AskedQuestion.Closing) throws -> Bool {
        try changed(
            QuestionSQL.close, closing.outcome.values + closing.deed.values + [.bytes(id.bytes)])
    }

    @discardableResult
    package func markSideEffect(_ id: QuestionID, _ deed: AskedQuestion.Deed) throws -> Bool {
        try changed(QuestionSQL.markSideEffect, deed.values + [.bytes(id.bytes)])
    }

    // MARK: Replies

    @discardableResult
    package func reply(
        to id: QuestionID, _ text: String, _ deed: AskedQuestion.Deed
    ) throws -> Bool {
        try changed(QuestionSQL.reply, [.text(text)] + deed.values + [.bytes(id.bytes)])
    }

    package func unsentReplies(limit: Int) throws -> [AskedQuestion] {
        try database.reading { session in
            try session.rows(QuestionSQL.unsentReplies, [.integer(limit)], AskedQuestion.init)
        }
    }

    package func noteSent(
        _ reply: AskedQuestion.Reply, to id: QuestionID, at now: Instant
    ) throws {
        try changed(
            QuestionSQL.noteSent,
            [.instant(now), .bytes(id.bytes), .instant(reply.deed.at), .text(reply.text)])
    }

    // MARK: Forgetting

    @discardableResult
    package func forget(
        openUntil: Instant, closedUntil: Instant, addressesUntil: Instant
    ) throws -> Int {
        try database.writing { session in
            try session.run(QuestionSQL.forgetOpen, [.instant(openUntil)])
                + session.run(QuestionSQL.forgetClosed, [.instant(closedUntil)])
                + session.run(QuestionSQL.forgetAddresses, [.instant(addressesUntil)])
        }
    }

    @discardableResult
    package func takeBack(_ id: QuestionID) throws -> Bool {
        try database.writing { session in
            try session.run(QuestionSQL.takeBack, [.bytes(id.bytes)])
                + session.run(QuestionSQL.takeAddressBack, [.bytes(id.bytes)]) > 0
        }
    }

    @discardableResult
    private func changed(_ sql: String, _ values: [SQLValue]) throws -> Bool {
        try database.writing { try $0.run(sql, values) == 1 }
    }
}

// MARK: Rows

extension AskedQuestion {
    /// For `QuestionSQL.add`.
    fileprivate var values: [SQLValue] {
        [
            .bytes(id.bytes), .market(audience.market), .language(audience.language), .text(text),
            .instant(asked), `private`.map { .bytes($0.address.bytes) } ?? .null,
            `private`.map { .digest($0.consent.wording) } ?? .null,
            .instant(`private`?.consent.given),
        ]
    }

    /// Reads the columns of `QuestionSQL.questions`.
    fileprivate init(_ row: SQLRow) throws {
        guard let id = QuestionID(try row.bytes(0)) else {
            throw UnreadableColumn(0, "an identifier")
        }
        self.init(
            id: id, audience: try row.audience(1), text: try row.text(3),
            asked: try row.instant(4), private: try PrivateAnswer(row),
            claim: try row.deed(8), sideEffect: try row.deed(10),
            closing: try Outcome(row).map { Closing($0, try row.neededDeed(13)) },
            reply: try row.optionalText(17).map { text in
                Reply(text: text, deed: try row.neededDeed(18), handed: try row.optionalInstant(20))
            })
    }
}

extension PrivateAnswer {
    fileprivate init?(_ row: SQLRow) throws {
        guard let bytes = try row.optionalBytes(5) else { return nil }
        self.init(
            address: SealedAddress(kept: bytes),
            consent: Consent(wording: try row.digest(6), given: try row.instant(7)))
    }
}

extension AskedQuestion.Deed {
    fileprivate var values: [SQLValue] { [.text(by.text), .instant(at)] }
}

extension AskedQuestion.Outcome {
    /// State, item and reason.
    fileprivate var values: [SQLValue] {
        switch self {
        case .merged(let item): [.text("merged"), .item(item), .null]
        case .answered(let item): [.text("answered"), .item(item), .null]
        case .declined(let reason): [.text("declined"), .null, .text(reason)]
        }
    }

    /// Nil while it is open.
    fileprivate init?(_ row: SQLRow) throws {
        switch try row.text(12) {
        case "merged": self = .merged(into: try row.item(16))
        case "answered": self = .answered(by: try row.item(16))
        case "declined": self = .declined(reason: try row.text(15))
        default: return nil
        }
    }
}

extension SQLRow {
    /// By whom, in this column, and when, in the next; nil where nobody did it.
    fileprivate func deed(_ column: Int) throws -> AskedQuestion.Deed? {
        guard try optionalText(column) != nil else { return nil }
        return try neededDeed(column)
    }

    fileprivate func neededDeed(_ column: Int) throws -> AskedQuestion.Deed {
        guard let name = PersonName(try text(column)) else {
            throw UnreadableColumn(column, "a name")
        }
        return AskedQuestion.Deed(by: name, at: try instant(column + 1))
    }
}
