internal import GRDB
internal import Publishing

/// What the tables of a database look like in SQLite, and how an older file becomes a newer one.
///
/// The rules of the journal are triggers, so that they hold for every program that opens the
/// file. Each checks for itself what `INSERT OR REPLACE` would quietly remove: SQLite runs no
/// DELETE trigger for a replaced row unless the connection asks for `recursive_triggers`, and
/// somebody else's connection does not.
struct SQLiteSchema: Sendable {
    /// Each step takes a file from one version to the next. Released steps are never edited.
    let steps: [String]

    static let current = SQLiteSchema(steps: [
        version1, version2, followTables(.sqlite), questionTables(.sqlite),
        searchTables(.sqlite),
    ])

    /// `HOOF` in ASCII, in the file's header. https://sqlite.org/fileformat2.html#application_id
    static let applicationID: Int32 = 0x484F_4F46

    var version: Int { steps.count }

    /// Brings the database to this version, unless it is there already. Runs in a transaction.
    func migrate(_ db: Database, path: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw StoreRefusal.newer(path: path, found: found, known: version)
        }
        for step in steps.dropFirst(found) { try db.execute(sql: step) }
        try db.execute(sql: "PRAGMA application_id = \(SQLiteSchema.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// The SQL of every table, index and trigger by its name, as an untouched file has it at
    /// `version`.
    func objects(atVersion version: Int) throws -> [String: String] {
        let database = try DatabaseQueue()
        return try database.write { db in
            for step in steps.prefix(version) { try db.execute(sql: step) }
            return try SQLiteSchema.objects(in: db)
        }
    }

    /// The same, as a file has it. SQLite's own objects (statistics, automatic indexes) are left
    /// out.
    static func objects(in db: Database) throws -> [String: String] {
        let sql = "SELECT name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'"
        var objects: [String: String] = [:]
        for row in try Row.fetchAll(db, sql: sql) {
            objects[try row.decode(String.self, atIndex: 0)] =
                try row.decode(String.self, atIndex: 1)
        }
        return objects
    }
}

private typealias Rule = StoreFault.Rule

private let version1 = """
    CREATE TABLE entries (
        sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
        recorded INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN (
            'configured', 'revised', 'approved', 'withdrawn', 'reinstated', 'moved', 'erased')),
        subject TEXT,
        body BLOB NOT NULL,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
    ) STRICT;

    CREATE INDEX erasures ON entries (subject) WHERE kind = 'erased';

    CREATE TABLE blobs (
        digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
        bytes BLOB NOT NULL
    ) STRICT;

    CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries BEGIN
        SELECT RAISE(ABORT, '\(Rule.entriesStay.rawValue)');
    END;

    CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries BEGIN
        SELECT RAISE(ABORT, '\(Rule.entriesStay.rawValue)');
    END;

    CREATE TRIGGER entries_come_in_order BEFORE INSERT ON entries BEGIN
        SELECT RAISE(ABORT, '\(Rule.entriesFollow.rawValue)')
            WHERE NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entries);
        SELECT RAISE(ABORT, '\(Rule.timeAdvances.rawValue)')
            WHERE NEW.recorded < (SELECT recorded FROM entries ORDER BY sequence DESC LIMIT 1);
        SELECT RAISE(ABORT, '\(Rule.hashesDiffer.rawValue)')
            WHERE EXISTS (SELECT 1 FROM entries WHERE hash = NEW.hash);
    END;

    CREATE TRIGGER blobs_are_not_changed BEFORE UPDATE ON blobs BEGIN
        SELECT RAISE(ABORT, '\(Rule.blobsStay.rawValue)');
    END;

    CREATE TRIGGER blobs_are_not_removed BEFORE DELETE ON blobs
    WHEN NOT EXISTS (
        SELECT 1 FROM entries WHERE kind = 'erased' AND subject = lower(hex(OLD.digest)))
    BEGIN
        SELECT RAISE(ABORT, '\(Rule.onlyErasedBlobsGo.rawValue)');
    END;

    -- A row that is not given a rowid has -1 for it here.
    CREATE TRIGGER blobs_are_not_replaced BEFORE INSERT ON blobs BEGIN
        SELECT RAISE(ABORT, '\(Rule.erasedBlobsStayAway.rawValue)')
            WHERE EXISTS (
                SELECT 1 FROM entries
                WHERE kind = 'erased' AND subject = lower(hex(NEW.digest)));
        SELECT RAISE(ABORT, '\(Rule.blobsStay.rawValue)')
            FROM blobs WHERE digest = NEW.digest AND bytes <> NEW.bytes;
        SELECT RAISE(ABORT, '\(Rule.blobsStay.rawValue)')
            FROM blobs WHERE rowid = NEW.rowid AND rowid > 0 AND digest <> NEW.digest;
    END;
    """

/// What readers give us. Unlike the journal's, these rows change and go.
private let version2 = """
    CREATE TABLE ratings (
        item TEXT NOT NULL,
        rater BLOB NOT NULL CHECK (length(rater) = 32),
        mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
        answered TEXT CHECK (answered IN ('yes', 'partly', 'no')),
        missing TEXT CHECK (length(missing) BETWEEN 1 AND 1000),
        market TEXT NOT NULL,
        language TEXT NOT NULL,
        given INTEGER NOT NULL,
        PRIMARY KEY (item, rater)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE marks (
        item TEXT NOT NULL,
        mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
        readers INTEGER NOT NULL CHECK (readers >= 0),
        PRIMARY KEY (item, mark)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER marks_are_counted AFTER INSERT ON ratings BEGIN
        INSERT INTO marks (item, mark, readers) VALUES (NEW.item, NEW.mark, 1)
            ON CONFLICT (item, mark) DO UPDATE SET readers = readers + 1;
    END;

    CREATE TRIGGER marks_are_changed AFTER UPDATE OF mark ON ratings WHEN OLD.mark <> NEW.mark BEGIN
        UPDATE marks SET readers = readers - 1 WHERE item = OLD.item AND mark = OLD.mark;
        INSERT INTO marks (item, mark, readers) VALUES (NEW.item, NEW.mark, 1)
            ON CONFLICT (item, mark) DO UPDATE SET readers = readers + 1;
    END;

    CREATE TRIGGER marks_are_taken_back AFTER DELETE ON ratings BEGIN
        UPDATE marks SET readers = readers - 1 WHERE item = OLD.item AND mark = OLD.mark;
    END;

    CREATE INDEX ratings_with_words ON ratings (given) WHERE missing IS NOT NULL;
    """
