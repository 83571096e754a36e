package import Content
internal import Foundation
internal import GRDB
package import Readership

/// What readers give us, in the SQLite file of the journal.
package struct SQLiteReadership: ReadershipStore {
    private let file: SQLiteDatabase

    /// In the journal's file: they are opened, copied and closed as one.
    package init(beside journal: SQLiteJournal) { file = journal.file }

    package func keep(_ ratings: [KeptRating]) throws {
        try file.transaction { db in
            let statement = try db.cachedStatement(sql: ReadershipSQL.keepRating)
            for rating in ratings { try statement.execute(arguments: rating.arguments) }
            return true
        }
    }

    package func marks() throws -> [ItemID: Marks] {
        try file.reading { db in
            var counts: [ItemID: [Int]] = [:]
            let rows = try Row.fetchCursor(db.cachedStatement(sql: ReadershipSQL.allMarks))
            while let row = try rows.next() {
                let item = try row.item(atIndex: 0)
                let mark = try row.decode(Int.self, atIndex: 1)
                counts[item, default: Marks.none.counts][mark - 1] =
                    try row.decode(Int.self, atIndex: 2)
            }
            return counts.mapValues { Marks(counts: $0) }
        }
    }

    package func marks(of item: ItemID) throws -> Marks {
        try file.reading { db in
            var counts = Marks.none.counts
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: ReadershipSQL.marks), arguments: [item.path])
            while let row = try rows.next() {
                counts[try row.decode(Int.self, atIndex: 0) - 1] =
                    try row.decode(Int.self, atIndex: 1)
            }
            return Marks(counts: counts)
        }
    }

    package func rating(of item: ItemID, by rater: Rater) throws -> Rating? {
        try file.reading { db in
            try Row.fetchOne(
                db.cachedStatement(sql: ReadershipSQL.rating),
                arguments: [item.path, Data(rater.bytes)]
            ).map { row in
                Rating(
                    item: item, rater: rater, mark: try row.mark(atIndex: 0),
                    answered: try row.decode(String?.self, atIndex: 1)
                        .flatMap { Rating.Answered(rawValue: $0) },
                    missing: try row.decode(String?.self, atIndex: 2),
                    audience: try row.audience(atIndex: 3), given: try row.instant(atIndex: 5))
            }
        }
    }

    package func remarks(givenAfter instant: Instant) throws -> [Remark] {
        try file.reading { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: ReadershipSQL.remarks), arguments: [instant.milliseconds])
            return try Array(
                rows.map { row in
                    Remark(
                        item: try row.item(atIndex: 0), audience: try row.audience(atIndex: 1),
                        text: try row.decode(String.self, atIndex: 3),
                        given: try row.instant(atIndex: 4))
                })
        }
    }

    @discardableResult
    package func forgetRemarks(givenUntil instant: Instant) throws -> Int {
        var count = 0
        try file.transaction { db in
            try db.execute(
                sql: ReadershipSQL.forgetRemarks, arguments: [instant.milliseconds])
            count = db.changesCount
            return true
        }
        return count
    }
}

extension KeptRating {
    /// For `ReadershipSQL.keepRating`.
    fileprivate var arguments: StatementArguments {
        [
            rating.item.path, Data(rating.rater.bytes), rating.mark.rawValue,
            rating.answered?.rawValue, rating.missing, rating.audience.market.name,
            rating.audience.language.tag, rating.given.milliseconds, completes ? 1 : 0,
        ]
    }
}

extension Row {
    fileprivate func item(atIndex index: Int) throws -> ItemID {
        try known(ItemID(try decode(String.self, atIndex: index)), "an item")
    }

    fileprivate func mark(atIndex index: Int) throws -> Rating.Mark {
        try known(Rating.Mark(rawValue: try decode(Int.self, atIndex: index)), "a mark")
    }

    /// Market and language, in two columns.
    fileprivate func audience(atIndex index: Int) throws -> Audience {
        Audience(
            try known(MarketID(try decode(String.self, atIndex: index)), "a market"),
            try known(Language(try decode(String.self, atIndex: index + 1)), "a language"))
    }

    fileprivate func instant(atIndex index: Int) throws -> Instant {
        Instant(milliseconds: try decode(Int64.self, atIndex: index))
    }

    private func known<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(name) that is none")
        }
        return value
    }
}
