package import Publishing

/// Moves everything that a database keeps into another one, of either kind.
///
/// It walks both in the order of their keys. What is missing is written, some hundred rows in a
/// transaction, so a copy that was interrupted goes on where it ended; what is there already must be the
/// same, and nothing is ever overwritten; unless somebody says that the target has nothing of its own, and
/// so has to lose what the source lost since an earlier copy: what readers gave goes when its time has come.
package struct SQLCopy {
    private let source: any SQLDatabase
    private let target: any SQLDatabase
    /// Where the target is, for messages.
    private let path: String
    private let tables: [CopiedTable]
    private let isMatching: Bool

    /// - Parameter matching: whether what the target has and the source has not is removed, but for the
    ///   journal's entries, which never go.
    package init(
        from source: any SQLDatabase, to target: any SQLDatabase, matching isMatching: Bool = false
    ) {
        (self.source, self.target) = (source, target)
        (path, tables) = (target.path, CopiedTable.all)
        self.isMatching = isMatching
    }

    private init(ofReadersFrom source: any SQLDatabase, to target: any SQLDatabase) {
        (self.source, self.target) = (source, target)
        (path, tables) = (target.path, CopiedTable.readers)
        isMatching = true
    }

    /// Gives an earlier copy of a database what readers gave, as the database has it.
    ///
    /// - Returns: how many rows of the copy differed; nil, with nothing done, where the database's journal does
    ///   not go on from the copy's.
    /// - Throws: what either database reports; then the copy may have been changed in part.
    package static func carryReaders(
        from source: (journal: any JournalStore, database: any SQLDatabase),
        to copy: (journal: any JournalStore, database: any SQLDatabase)
    ) throws -> Int? {
        let end = try copy.journal.head()
        let same = try source.journal.entries(after: end.sequence - 1, limit: 1).first
        guard end != .empty, same?.hash == end.hash else { return nil }
        return try SQLCopy(ofReadersFrom: source.database, to: copy.database).run { _, _ in }
    }

    /// Copies what was there at one instant, whatever is written to the source meanwhile, and looks at all
    /// of it again.
    ///
    /// - Parameter progress: told how many rows of how many have been looked at.
    /// - Returns: how many rows were written.
    /// - Throws: `StoreRefusal.occupied` when the target holds something else, before anything is written.
    package func run(_ progress: (_ done: Int, _ total: Int) -> Void) throws -> Int {
        try source.reading { session in
            let rows = try tables.map { try $0.count(session) }.reduce(0, +)
            let isNew = try isEmpty()
            var done = 0
            func walkAll(writing: Bool) throws -> Int {
                try tables.reduce(0) { missing, table in
                    try missing
                        + walk(table, session, writing: writing) { count in
                            done += count
                            progress(done, rows * (isNew ? 2 : 3))
                        }
                }
            }
            // Nothing is written before it is known that nothing else is there.
            if !isNew { _ = try walkAll(writing: false) }
            let written = try walkAll(writing: true)
            guard try walkAll(writing: false) == 0 else {
                throw StoreRefusal.damaged(path: path, detail: "what was written is not there")
            }
            return written
        }
    }

    private func isEmpty() throws -> Bool {
        try target.reading { session in
            try tables.allSatisfy { try $0.count(session) == 0 }
        }
    }

    /// - Returns: how many rows of the source are not in the target; those are written if asked for.
    private func walk(
        _ table: CopiedTable, _ session: any SQLSession, writing: Bool, _ looked: (Int) -> Void
    ) throws -> Int {
        var missing = 0
        var last: [SQLValue]?
        while true {
            let rows = try table.page(session, after: last)
            let next = rows.last.map { table.key(of: $0) }
            missing += try fill(table, rows, from: last, through: next, writing: writing)
            guard let next else { return missing }
            last = next
            looked(rows.count)
        }
    }

    /// Sets the rows of the source between two keys beside those of the target; behind the last key there
    /// must be none.
    private func fill(
        _ table: CopiedTable, _ rows: [[SQLValue]], from start: [SQLValue]?,
        through end: [SQLValue]?, writing: Bool
    ) throws -> Int {
        func difference(
            _ session: any SQLSession
        ) throws -> (missing: [[SQLValue]], surplus: [[SQLValue]]) {
            let found = Set(try table.rows(session, after: start, through: end))
            let surplus = found.subtracting(rows)
            guard surplus.isEmpty || isMatching && table.canLoseRows else {
                throw StoreRefusal.occupied(path: path, table: table.name)
            }
            return (rows.filter { !found.contains($0) }, Array(surplus))
        }
        guard writing else {
            return try target.reading { session in
                let (missing, surplus) = try difference(session)
                return missing.count + surplus.count
            }
        }
        return try target.writing { session in
            let (missing, surplus) = try difference(session)
            try session.runEach(table.removal, surplus.map { table.key(of: $0) })
            try session.runEach(table.insertion, missing)
            return missing.count + surplus.count
        }
    }
}

/// A table that belongs to what is kept. Those that triggers fill are not copied: they follow.
struct CopiedTable {
    let name: String
    /// How many of the columns, from the first, are the key.
    let keyCount: Int
    let columns: [String]

    /// The journal first: by what it begins with it is known which it is.
    static let all = journal + readers

    private static let journal = [
        CopiedTable(
            name: "entries", keyCount: 1,
            columns: ["sequence", "recorded", "kind", "subject", "body", "hash"]),
        CopiedTable(name: "blobs", keyCount: 1, columns: ["digest", "bytes"]),
    ]

    /// What readers gave.
    static let readers = [
        CopiedTable(
            name: "ratings", keyCount: 2,
            columns: [
                "item", "rater", "mark", "answered", "missing", "market", "language", "given",
            ]),
        CopiedTable(
            name: "follow_requests", keyCount: 1,
            columns: [
                "id", "mark", "address", "market", "language", "frequency", "topics", "wording",
                "asked", "sent",
            ]),
        CopiedTable(
            name: "followers", keyCount: 1,
            columns: [
                "id", "mark", "address", "market", "language", "frequency", "told", "wording",
                "consented", "ended", "why",
            ]),
        CopiedTable(name: "follows", keyCount: 2, columns: ["follower", "topic", "since"]),
        CopiedTable(
            name: "questions", keyCount: 1,
            columns: [
                "id", "market", "language", "text", "asked", "address", "wording", "consented",
                "claimed_by", "claimed", "side_effect_by", "side_effect", "state", "closed_by",
                "closed", "reason", "item", "reply", "replied_by", "replied", "handed",
            ]),
        CopiedTable(name: "unfound", keyCount: 2, columns: ["week", "words", "times"]),
    ]

    /// Some megabytes of blobs, at most.
    private static let pageSize = 200

    func count(_ session: any SQLSession) throws -> Int {
        Int(try session.row("SELECT count(*) FROM \(name)")?.integer(0) ?? 0)
    }

    func key(of row: [SQLValue]) -> [SQLValue] { Array(row.prefix(keyCount)) }

    /// The next rows behind a key; nil for the first.
    func page(_ session: any SQLSession, after key: [SQLValue]?) throws -> [[SQLValue]] {
        try session.rows(
            "\(selection(after: key, through: nil)) LIMIT \(CopiedTable.pageSize)", key ?? []
        ) { $0.values }
    }

    /// All rows behind one key, up to another and with it; nil where there is no such limit.
    func rows(
        _ session: any SQLSession, after start: [SQLValue]?, through end: [SQLValue]?
    ) throws -> [[SQLValue]] {
        try session.rows(
            selection(after: start, through: end), (start ?? []) + (end ?? [])
        ) { $0.values }
    }

    /// The journal's entries stay; its blobs go where they were erased, which a trigger watches over.
    var canLoseRows: Bool { name != "entries" }

    var removal: String {
        "DELETE FROM \(name) WHERE (\(list(columns.prefix(keyCount)))) = \(places(from: 1, keyCount))"
    }

    var insertion: String {
        "INSERT INTO \(name) (\(list(columns))) VALUES \(places(from: 1, columns.count))"
    }

    /// Both compare numbers, bytes and texts in the same order: our texts have the collation `C`.
    private func selection(after start: [SQLValue]?, through end: [SQLValue]?) -> String {
        let key = "(\(list(columns.prefix(keyCount))))"
        var conditions: [String] = []
        if start != nil { conditions.append("\(key) > \(places(from: 1, keyCount))") }
        if end != nil {
            conditions.append(
                "\(key) <= \(places(from: start == nil ? 1 : keyCount + 1, keyCount))")
        }
        let condition = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return "SELECT \(list(columns)) FROM \(name)\(condition) "
            + "ORDER BY \(list(columns.prefix(keyCount)))"
    }

    private func list(_ names: some Sequence<String>) -> String { names.joined(separator: ", ") }

    private func places(from first: Int, _ count: Int) -> String {
        "(\(list((first..<first + count).map { "$\($0)" })))"
    }
}
