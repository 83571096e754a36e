internal import Publishing

/// What the tables look like in PostgreSQL, and how an older database becomes a newer one.
///
/// As in SQLite, the rules of the journal are triggers. They are `ENABLE ALWAYS`, so that they run for
/// who sets `session_replication_role`, too; their functions look for tables in our schema alone, so
/// that a temporary table of the same name does not deceive them; and they take the one writer's place,
/// so that they hold for programs that do not.
struct PostgresSchema: Sendable {
    /// Each step takes a database from one version to the next. Released steps are never edited.
    let steps: [String]

    static let current = PostgresSchema(steps: [
        postgresVersion1, postgresVersion2, followTables(.postgres), questionTables(.postgres),
        searchTables(.postgres),
    ])

    var version: Int { steps.count }

    /// By what a trigger reports that a rule was broken, in the words of `StoreFault.Rule`.
    static let ruleState = "HB001"

    /// What is locked by whoever writes, as two numbers: `HOOF` in ASCII, and which schema.
    static let writersPlace = "1213157190, current_schema()::regnamespace::oid::int4"

    /// Which rule stands behind a constraint that two programs can meet only at once.
    static func rule(ofUnique name: String?) -> StoreFault.Rule {
        switch name {
        case "entries_pkey": .entriesFollow
        case "entries_hash_key": .hashesDiffer
        case "blobs_pkey": .blobsStay
        default: .valuesFit
        }
    }

    /// What is there.
    enum Found: Equatable {
        case empty
        case journal(version: Int)
    }

    /// - Throws: `StoreRefusal` when it is altered, newer, or not ours.
    func look(_ session: PostgresSession, path: String) throws -> Found {
        guard let row = try session.row(PostgresSchema.presence) else { return .empty }
        guard try row.integer(0) == 1 else {
            throw StoreFault.refused(
                database: path, reason: "there is no schema in the search path")
        }
        guard try row.integer(1) == 1 else {
            guard try row.integer(2) == 0 else { throw StoreRefusal.foreign(path: path) }
            return .empty
        }
        let last = try session.row(
            "SELECT version, objects FROM hoofbeat_schema ORDER BY version DESC LIMIT 1")
        let found = Int(try last?.integer(0) ?? 0)
        guard found <= version else {
            throw StoreRefusal.newer(path: path, found: found, known: version)
        }
        try refuseAltered(
            try PostgresSchema.objects(session), expected: try last?.text(1) ?? "", path)
        return .journal(version: found)
    }

    /// Brings the database to this version, unless it is there already. Runs in the writer's place.
    func migrate(_ session: PostgresSession, path: String) throws {
        let found = try look(session, path: path)
        guard found != .journal(version: version) else { return }
        // A function keeps the search path that it is made under.
        try session.run("SELECT set_config('search_path', current_schema() || ', pg_temp', true)")
        var done = 0
        if case .journal(let version) = found { done = version }
        if found == .empty { try session.connection.execute(PostgresSchema.versions) }
        for step in steps.dropFirst(done) { try session.connection.execute(step, isLong: true) }
        try session.run(
            "INSERT INTO hoofbeat_schema (version, objects) VALUES ($1, $2)",
            [.integer(version), .text(try PostgresSchema.objects(session))])
    }

    /// A journal whose triggers were taken away may have been changed since.
    private func refuseAltered(_ found: String, expected: String, _ path: String) throws {
        let (found, expected) = (
            Set(found.split(separator: "\n")), Set(expected.split(separator: "\n"))
        )
        let names = found.symmetricDifference(expected).map { line in
            line.split(separator: " ").prefix(2).joined(separator: " ")
        }
        guard names.isEmpty else {
            let list = Set(names).sorted().joined(separator: ", ")
            throw StoreRefusal.damaged(path: path, detail: "its schema was altered: \(list)")
        }
    }
}

extension PostgresSchema {
    /// Which version the tables have, and what they looked like when they were made.
    private static let versions = """
        CREATE TABLE hoofbeat_schema (
            version integer PRIMARY KEY CHECK (version > 0),
            objects text NOT NULL,
            made timestamptz NOT NULL DEFAULT now()
        )
        """

    /// Whether there is a schema, our table of versions, and how many tables besides. What an extension
    /// has put there is nobody's.
    private static let presence = """
        SELECT current_schema() IS NOT NULL, count(*) FILTER (WHERE relname = 'hoofbeat_schema') > 0,
            count(*) FILTER (WHERE relname <> 'hoofbeat_schema')
        FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
            AND NOT EXISTS (SELECT 1 FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
        """

    /// A line for each column, constraint, index, trigger and function, by what does not differ between
    /// versions of PostgreSQL.
    static func objects(_ session: PostgresSession) throws -> String {
        try session.rows(objectsSQL) { try $0.text(0) }.joined(separator: "\n")
    }

    private static let objectsSQL = """
        WITH ours AS (
            SELECT oid, relname FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
                AND NOT EXISTS (SELECT 1 FROM pg_depend
                    WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
        ), lines (line) AS (
            SELECT format('column %s.%s %s %s', relname, attname, atttypid::regtype, attnotnull)
            FROM ours JOIN pg_attribute ON attrelid = ours.oid WHERE attnum > 0 AND NOT attisdropped
            UNION ALL
            SELECT format('constraint %s.%s %s %s', relname, conname, contype, convalidated)
            FROM ours JOIN pg_constraint ON conrelid = ours.oid WHERE contype <> 'n'
            UNION ALL
            SELECT format('index %s.%s %s %s', relname, indexrelid::regclass::text, indisunique,
                indisvalid)
            FROM ours JOIN pg_index ON indrelid = ours.oid
            UNION ALL
            SELECT format('trigger %s.%s %s %s %s', relname, tgname, tgenabled, tgtype, proname)
            FROM ours JOIN pg_trigger ON tgrelid = ours.oid JOIN pg_proc ON pg_proc.oid = tgfoid
            WHERE NOT tgisinternal
            UNION ALL
            SELECT format('function %s %s', proname, md5(prosrc)) FROM pg_proc
            WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS (
                SELECT 1 FROM pg_depend
                WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
        )
        SELECT line FROM lines ORDER BY line COLLATE "C"
        """
}
