/// How a database writes what tables are made of.
struct SchemaWords: Sendable {
    let integer: String
    let text: String
    let bytes: String
    /// What stands behind a table.
    let end: String

    static let sqlite = SchemaWords(
        integer: "INTEGER", text: "TEXT", bytes: "BLOB", end: " STRICT, WITHOUT ROWID")

    static let postgres = SchemaWords(
        integer: "bigint", text: #"text COLLATE "C""#, bytes: "bytea", end: "")
}

/// Who follows what, and which node does what one node does at a time.
func followTables(_ words: SchemaWords) -> String {
    """
        CREATE TABLE follow_requests (
            id \(words.bytes) PRIMARY KEY CHECK (length(id) = 16),
            mark \(words.bytes) NOT NULL CHECK (length(mark) = 32),
            address \(words.bytes) NOT NULL,
            market \(words.text) NOT NULL,
            language \(words.text) NOT NULL,
            frequency \(words.text) NOT NULL CHECK (frequency IN ('now', 'weekly', 'monthly')),
            topics \(words.text) NOT NULL CHECK (length(topics) > 0),
            wording \(words.bytes) NOT NULL CHECK (length(wording) = 32),
            asked \(words.integer) NOT NULL,
            sent \(words.integer)
        )\(words.end);

        CREATE INDEX requests_to_send ON follow_requests (asked) WHERE sent IS NULL;

        CREATE TABLE followers (
            id \(words.bytes) PRIMARY KEY CHECK (length(id) = 16),
            mark \(words.bytes) NOT NULL UNIQUE CHECK (length(mark) = 32),
            address \(words.bytes) NOT NULL,
            market \(words.text) NOT NULL,
            language \(words.text) NOT NULL,
            frequency \(words.text) NOT NULL CHECK (frequency IN ('now', 'weekly', 'monthly')),
            told \(words.integer) NOT NULL,
            wording \(words.bytes) NOT NULL CHECK (length(wording) = 32),
            consented \(words.integer) NOT NULL,
            ended \(words.integer),
            why \(words.text) CHECK (why IN ('stopped', 'bounced')),
            CHECK ((ended IS NULL) = (why IS NULL))
        )\(words.end);

        CREATE INDEX followers_who_left ON followers (ended) WHERE ended IS NOT NULL;

        CREATE TABLE follows (
            follower \(words.bytes) NOT NULL REFERENCES followers (id) ON DELETE CASCADE,
            topic \(words.text) NOT NULL CHECK (length(topic) > 0),
            since \(words.integer) NOT NULL,
            PRIMARY KEY (follower, topic)
        )\(words.end);

        CREATE TABLE holders (
            task \(words.text) PRIMARY KEY,
            holder \(words.bytes) NOT NULL,
            until \(words.integer) NOT NULL
        )\(words.end);
    """
}

/// What readers ask. Unlike the journal's, these rows change and go.
func questionTables(_ words: SchemaWords) -> String {
    """
        CREATE TABLE questions (
            id \(words.bytes) PRIMARY KEY CHECK (length(id) = 16),
            market \(words.text) NOT NULL,
            language \(words.text) NOT NULL,
            text \(words.text) NOT NULL CHECK (length(text) BETWEEN 10 AND 2000),
            asked \(words.integer) NOT NULL,
            address \(words.bytes),
            wording \(words.bytes) CHECK (length(wording) = 32),
            consented \(words.integer),
            claimed_by \(words.text),
            claimed \(words.integer),
            side_effect_by \(words.text),
            side_effect \(words.integer),
            state \(words.text) NOT NULL DEFAULT 'open'
                CHECK (state IN ('open', 'claimed', 'merged', 'declined', 'answered')),
            closed_by \(words.text),
            closed \(words.integer),
            reason \(words.text) CHECK (length(reason) > 0),
            item \(words.text) CHECK (length(item) > 0),
            reply \(words.text) CHECK (length(reply) > 0),
            replied_by \(words.text),
            replied \(words.integer),
            handed \(words.integer),
            -- Nobody's address is kept without their consent.
            CHECK ((address IS NULL) = (wording IS NULL) AND (address IS NULL) = (consented IS NULL)),
            CHECK ((claimed IS NULL) = (claimed_by IS NULL)),
            CHECK ((side_effect IS NULL) = (side_effect_by IS NULL)),
            CHECK (state <> 'open' OR claimed IS NULL),
            CHECK (state <> 'claimed' OR claimed IS NOT NULL),
            CHECK ((closed IS NULL) = (state IN ('open', 'claimed'))),
            CHECK ((closed IS NULL) = (closed_by IS NULL)),
            CHECK ((reason IS NOT NULL) = (state = 'declined')),
            CHECK ((item IS NOT NULL) = (state IN ('merged', 'answered'))),
            CHECK ((reply IS NULL) = (replied IS NULL) AND (reply IS NULL) = (replied_by IS NULL)),
            CHECK (handed IS NULL OR reply IS NOT NULL)
        )\(words.end);

        CREATE INDEX questions_by_age ON questions (asked) WHERE closed IS NULL;
        CREATE INDEX questions_closed ON questions (closed) WHERE closed IS NOT NULL;
        CREATE INDEX replies_to_send ON questions (replied)
            WHERE replied IS NOT NULL AND handed IS NULL;
    """
}

/// How often readers found nothing, by week; with the words where the operator wants them.
func searchTables(_ words: SchemaWords) -> String {
    """
        CREATE TABLE unfound (
            week \(words.text) NOT NULL CHECK (length(week) = 8),
            words \(words.text) NOT NULL CHECK (length(words) <= 100),
            times \(words.integer) NOT NULL CHECK (times > 0),
            PRIMARY KEY (week, words)
        )\(words.end);
    """
}
