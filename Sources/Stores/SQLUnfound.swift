internal import Content
package import Readership

/// Searches that found nothing, in the database of the journal.
package struct SQLUnfound: UnfoundStore {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    package func add(_ counts: [UnfoundCount]) throws {
        try database.writing { session in
            try session.runEach(
                UnfoundSQL.add,
                counts.map { [.text($0.week), .text($0.words), .integer($0.times)] })
        }
    }

    package func unfound() throws -> [UnfoundCount] {
        try database.reading { session in
            try session.rows(UnfoundSQL.all, []) { row in
                UnfoundCount(
                    week: try row.text(0), words: try row.text(1), times: Int(try row.integer(2)))
            }
        }
    }

    package func forgetWords(before week: String) throws {
        try database.writing { session in
            try session.run(UnfoundSQL.gather, [.text(week)])
            try session.run(UnfoundSQL.forget, [.text(week)])
        }
    }
}

/// The statements that SQLite 3.40 and PostgreSQL 15 run word for word.
enum UnfoundSQL {
    static let add = """
        INSERT INTO unfound (week, words, times) VALUES ($1, $2, $3)
        ON CONFLICT (week, words) DO UPDATE SET times = unfound.times + excluded.times
        """

    static let all = "SELECT week, words, times FROM unfound ORDER BY week DESC, times DESC, words"

    /// What was counted under words is counted without them.
    static let gather = """
        INSERT INTO unfound (week, words, times)
        SELECT week, '', sum(times) FROM unfound WHERE week < $1 AND words <> '' GROUP BY week
        ON CONFLICT (week, words) DO UPDATE SET times = unfound.times + excluded.times
        """

    static let forget = "DELETE FROM unfound WHERE week < $1 AND words <> ''"
}
