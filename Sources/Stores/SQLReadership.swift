package import Content
internal import Publishing
package import Readership

/// What readers give us, in the database of the journal: they are opened, copied and closed as one.
package struct SQLReadership: ReadershipStore {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    package func keep(_ ratings: [KeptRating]) throws {
        func write() throws {
            try database.writing { session in
                try session.runEach(ReadershipSQL.keepRating, ratings.map(\.values))
            }
        }
        // Written twice, it is the same.
        do { try write() } catch StoreFault.uncertain { try write() }
    }

    package func marks() throws -> [ItemID: Marks] {
        try database.reading { session in
            var counts: [ItemID: [Int]] = [:]
            try session.each(ReadershipSQL.allMarks, []) { row in
                let mark = try row.mark(1)
                counts[try row.item(0), default: Marks.none.counts][mark.rawValue - 1] =
                    Int(try row.integer(2))
            }
            return counts.mapValues { Marks(counts: $0) }
        }
    }

    package func marks(of item: ItemID) throws -> Marks {
        try database.reading { session in
            var counts = Marks.none.counts
            try session.each(ReadershipSQL.marks, [.item(item)]) { row in
                counts[try row.mark(0).rawValue - 1] = Int(try row.integer(1))
            }
            return Marks(counts: counts)
        }
    }

    package func rating(of item: ItemID, by rater: Rater) throws -> Rating? {
        try database.reading { session in
            try session.row(ReadershipSQL.rating, [.item(item), .bytes(rater.bytes)]).map { row in
                Rating(
                    item: item, rater: rater, mark: try row.mark(0),
                    answered: try row.optionalText(1).flatMap { Rating.Answered(rawValue: $0) },
                    missing: try row.optionalText(2), audience: try row.audience(3),
                    given: try row.instant(5))
            }
        }
    }

    package func remarks(givenAfter instant: Instant) throws -> [Remark] {
        try database.reading { session in
            try session.rows(ReadershipSQL.remarks, [.instant(instant)]) { row in
                Remark(
                    item: try row.item(0), audience: try row.audience(1), text: try row.text(3),
                    given: try row.instant(4))
            }
        }
    }

    @discardableResult
    package func forgetRemarks(givenUntil instant: Instant) throws -> Int {
        try database.writing { session in
            try session.run(ReadershipSQL.forgetRemarks, [.instant(instant)])
        }
    }
}

extension KeptRating {
    /// For `ReadershipSQL.keepRating`.
    fileprivate var values: [SQLValue] {
        [
            .item(rating.item), .bytes(rating.rater.bytes), .integer(rating.mark.rawValue),
            .text(rating.answered?.rawValue), .text(rating.missing),
            .market(rating.audience.market), .language(rating.audience.language),
            .instant(rating.given), .flag(completes),
        ]
    }
}

extension SQLRow {
    fileprivate func mark(_ column: Int) throws -> Rating.Mark {
        try number(column, "a mark") { Rating.Mark(rawValue: $0) }
    }
}
