/// The statements about who follows what that SQLite 3.40 and PostgreSQL 15 run word for word. `$1`,
/// `$2` … stand in the order of their numbers.
enum FollowSQL {
    static let addRequest = """
        INSERT INTO follow_requests
            (id, mark, address, market, language, frequency, topics, wording, asked)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """

    static let countRequests = """
        SELECT count(*) FROM follow_requests WHERE mark = $1 AND asked > $2
        """

    private static let requestColumns =
        "id, mark, address, market, language, frequency, topics, wording, asked"

    static let request = "SELECT \(requestColumns) FROM follow_requests WHERE id = $1"

    static let unsentRequests = """
        SELECT \(requestColumns) FROM follow_requests WHERE sent IS NULL AND asked > $1
        ORDER BY asked, id LIMIT $2
        """

    static let noteSent = "UPDATE follow_requests SET sent = $1 WHERE id = $2"

    static let removeRequest = "DELETE FROM follow_requests WHERE id = $1"

    /// Whoever comes back begins anew.
    static let removeTopicsOfEnded = """
        DELETE FROM follows
        WHERE follower IN (SELECT id FROM followers WHERE mark = $1 AND ended IS NOT NULL)
        """

    /// The address stays with the identifier for which it was sealed.
    static let addFollower = """
        INSERT INTO followers
            (id, mark, address, market, language, frequency, told, wording, consented)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (mark) DO UPDATE SET
            market = excluded.market, language = excluded.language,
            frequency = excluded.frequency, wording = excluded.wording,
            consented = excluded.consented,
            told = CASE WHEN followers.ended IS NULL THEN followers.told ELSE excluded.told END,
            ended = NULL, why = NULL
        RETURNING id
        """

    static let addTopic = """
        INSERT INTO follows (follower, topic, since) VALUES ($1, $2, $3)
        ON CONFLICT (follower, topic) DO NOTHING
        """

    static let topics = "SELECT topic FROM follows WHERE follower = $1"

    static let removeTopic = "DELETE FROM follows WHERE follower = $1 AND topic = $2"

    static let changeFrequency = """
        UPDATE followers SET frequency = $1 WHERE id = $2 AND ended IS NULL
        """

    static let end = "UPDATE followers SET ended = $1, why = $2 WHERE id = $3 AND ended IS NULL"

    /// Of the same address as a follower's.
    static let eraseRequests = """
        DELETE FROM follow_requests WHERE mark = (SELECT mark FROM followers WHERE id = $1)
        """

    static let erase = "DELETE FROM followers WHERE id = $1"

    private static let followerColumns =
        "p.id, p.mark, p.address, p.market, p.language, p.frequency, p.told, p.wording, "
        + "p.consented, p.ended, p.why, f.topic, f.since"

    static let follower = """
        SELECT \(followerColumns) FROM followers p JOIN follows f ON f.follower = p.id
        WHERE p.id = $1
        """

    /// One row for each topic of a follower.
    static let followersToldBefore = """
        SELECT \(followerColumns)
        FROM (
            SELECT * FROM followers WHERE ended IS NULL AND told < $1 AND id > $2
            ORDER BY id LIMIT $3
        ) p JOIN follows f ON f.follower = p.id
        ORDER BY p.id
        """

    static let note = "UPDATE followers SET told = $1 WHERE id = $2 AND told < $1"

    static let forgetRequests = "DELETE FROM follow_requests WHERE asked <= $1"

    static let forgetEnded = "DELETE FROM followers WHERE ended <= $1"

    static let hold = """
        INSERT INTO holders (task, holder, until) VALUES ($1, $2, $3)
        ON CONFLICT (task) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE holders.holder = excluded.holder OR holders.until < $4
        """

    static let release = "DELETE FROM holders WHERE task = $1 AND holder = $2"
}
