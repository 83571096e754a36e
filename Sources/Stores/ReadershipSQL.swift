/// The statements about what readers give us that SQLite 3.40 and PostgreSQL 15 run word for word.
/// `$1`, `$2` … stand in the order of their numbers.
enum ReadershipSQL {
    /// What the form did not ask about stays: `$9` is 1 where it did not show it.
    static let keepRating = """
        INSERT INTO ratings (item, rater, mark, answered, missing, market, language, given)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (item, rater) DO UPDATE SET
            mark = excluded.mark,
            answered = CASE WHEN $9 = 1 THEN coalesce(excluded.answered, ratings.answered)
                ELSE excluded.answered END,
            missing = CASE WHEN $9 = 1 THEN coalesce(excluded.missing, ratings.missing)
                ELSE excluded.missing END,
            market = excluded.market, language = excluded.language, given = excluded.given
        """

    static let allMarks = "SELECT item, mark, readers FROM marks WHERE readers > 0"

    static let marks = "SELECT mark, readers FROM marks WHERE item = $1"

    static let rating = """
        SELECT mark, answered, missing, market, language, given FROM ratings
        WHERE item = $1 AND rater = $2
        """

    static let remarks = """
        SELECT item, market, language, missing, given FROM ratings
        WHERE missing IS NOT NULL AND given > $1 ORDER BY given DESC, item
        """

    static let forgetRemarks = """
        UPDATE ratings SET missing = NULL WHERE missing IS NOT NULL AND given <= $1
        """
}
