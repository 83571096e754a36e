internal import Publishing

private typealias Rule = StoreFault.Rule

/// What a trigger says when a rule is broken.
private func refusing(_ rule: StoreFault.Rule) -> String {
    "RAISE EXCEPTION USING ERRCODE = '\(PostgresSchema.ruleState)', MESSAGE = '\(rule.rawValue)';"
}

private func function(_ name: String, _ body: String) -> String {
    """
    CREATE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        \(body)
    END $$;

    """
}

/// - Parameter event: such as `BEFORE UPDATE ON entries FOR EACH ROW`.
private func trigger(_ name: String, on table: String, _ event: String, _ function: String)
    -> String
{
    """
    CREATE TRIGGER \(name) \(event) EXECUTE FUNCTION \(function)();
    ALTER TABLE \(table) ENABLE ALWAYS TRIGGER \(name);

    """
}

private let takesPlace = "PERFORM pg_advisory_xact_lock(\(PostgresSchema.writersPlace));"

/// The journal.
let postgresVersion1 =
    """
    CREATE TABLE entries (
        sequence bigint PRIMARY KEY CHECK (sequence > 0),
        recorded bigint NOT NULL,
        kind text COLLATE "C" NOT NULL CHECK (kind IN (
            'configured', 'revised', 'approved', 'withdrawn', 'reinstated', 'moved', 'erased')),
        subject text COLLATE "C",
        body bytea NOT NULL,
        hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32)
    );

    CREATE INDEX erasures ON entries (subject) WHERE kind = 'erased';

    CREATE TABLE blobs (
        digest bytea PRIMARY KEY CHECK (length(digest) = 32),
        bytes bytea NOT NULL
    );

    -- What is read often should not have to be unpacked.
    ALTER TABLE blobs ALTER COLUMN bytes SET STORAGE EXTERNAL;

    """
    + function("entries_stay", refusing(.entriesStay))
    + trigger(
        "entries_are_not_changed", on: "entries",
        "BEFORE UPDATE OR DELETE ON entries FOR EACH ROW", "entries_stay")
    + trigger(
        "entries_are_not_emptied", on: "entries",
        "BEFORE TRUNCATE ON entries FOR EACH STATEMENT", "entries_stay")
    + function(
        "entries_follow",
        """
        \(takesPlace)
            IF NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entries) THEN
                \(refusing(.entriesFollow))
            END IF;
            IF NEW.recorded < (SELECT recorded FROM entries ORDER BY sequence DESC LIMIT 1) THEN
                \(refusing(.timeAdvances))
            END IF;
            IF EXISTS (SELECT 1 FROM entries WHERE hash = NEW.hash) THEN
                \(refusing(.hashesDiffer))
            END IF;
            RETURN NEW;
        """)
    + trigger(
        "entries_come_in_order", on: "entries", "BEFORE INSERT ON entries FOR EACH ROW",
        "entries_follow")
    + function("blobs_stay", refusing(.blobsStay))
    + trigger(
        "blobs_are_not_changed", on: "blobs", "BEFORE UPDATE ON blobs FOR EACH ROW", "blobs_stay")
    + function("blobs_are_erased_only", refusing(.onlyErasedBlobsGo))
    + trigger(
        "blobs_are_not_emptied", on: "blobs", "BEFORE TRUNCATE ON blobs FOR EACH STATEMENT",
        "blobs_are_erased_only")
    + function(
        "blobs_go_when_erased",
        """
        IF NOT EXISTS (
                SELECT 1 FROM entries
                WHERE kind = 'erased' AND subject = encode(OLD.digest, 'hex')) THEN
                \(refusing(.onlyErasedBlobsGo))
            END IF;
            RETURN OLD;
        """)
    + trigger(
        "blobs_are_not_removed", on: "blobs", "BEFORE DELETE ON blobs FOR EACH ROW",
        "blobs_go_when_erased")
    + function(
        "blobs_are_new",
        """
        \(takesPlace)
            IF EXISTS (
                SELECT 1 FROM entries
                WHERE kind = 'erased' AND subject = encode(NEW.digest, 'hex')) THEN
                \(refusing(.erasedBlobsStayAway))
            END IF;
            IF EXISTS (SELECT 1 FROM blobs WHERE digest = NEW.digest AND bytes <> NEW.bytes) THEN
                \(refusing(.blobsStay))
            END IF;
            RETURN NEW;
        """)
    + trigger(
        "blobs_are_not_replaced", on: "blobs", "BEFORE INSERT ON blobs FOR EACH ROW",
        "blobs_are_new")

/// What readers give us. Unlike the journal's, these rows change and go.
let postgresVersion2 =
    """
    CREATE TABLE ratings (
        item text COLLATE "C" NOT NULL,
        rater bytea NOT NULL CHECK (length(rater) = 32),
        mark smallint NOT NULL CHECK (mark BETWEEN 1 AND 5),
        answered text COLLATE "C" CHECK (answered IN ('yes', 'partly', 'no')),
        missing text COLLATE "C" CHECK (length(missing) BETWEEN 1 AND 1000),
        market text COLLATE "C" NOT NULL,
        language text COLLATE "C" NOT NULL,
        given bigint NOT NULL,
        PRIMARY KEY (item, rater)
    );

    CREATE INDEX ratings_with_words ON ratings (given) WHERE missing IS NOT NULL;

    -- Counted again and again in place: a page of it has room for that.
    CREATE TABLE marks (
        item text COLLATE "C" NOT NULL,
        mark smallint NOT NULL CHECK (mark BETWEEN 1 AND 5),
        readers bigint NOT NULL CHECK (readers >= 0),
        PRIMARY KEY (item, mark)
    ) WITH (fillfactor = 25);

    """
    + function(
        "marks_follow",
        """
        IF TG_OP = 'TRUNCATE' THEN
                DELETE FROM marks;
                RETURN NULL;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                UPDATE marks SET readers = readers - 1 WHERE item = OLD.item AND mark = OLD.mark;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                INSERT INTO marks (item, mark, readers) VALUES (NEW.item, NEW.mark, 1)
                    ON CONFLICT (item, mark) DO UPDATE SET readers = marks.readers + 1;
            END IF;
            RETURN NULL;
        """)
    + trigger(
        "marks_are_counted", on: "ratings", "AFTER INSERT OR DELETE ON ratings FOR EACH ROW",
        "marks_follow")
    + trigger(
        "marks_are_changed", on: "ratings",
        "AFTER UPDATE ON ratings FOR EACH ROW WHEN (OLD.mark <> NEW.mark)", "marks_follow")
    + trigger(
        "marks_are_emptied", on: "ratings", "AFTER TRUNCATE ON ratings FOR EACH STATEMENT",
        "marks_follow")
