internal import Command
internal import Publishing
internal import Stores

/// A journal, and the database that it and all else is kept in.
private func stores(
    _ name: String, _ access: Outside.Access
) throws -> (journal: any JournalStore, database: any SQLDatabase) {
    let isReading = access == .reading
    if PostgresAddress.isOne(name) {
        let journal = try PostgresJournal(PostgresAddress(name), readOnly: isReading)
        return (journal, journal.database)
    }
    let journal = try SQLiteJournal(path: name, readOnly: isReading)
    return (journal, journal.database)
}

func openDatabase(_ name: String, _ access: Outside.Access) throws -> OpenDatabase {
    let (journal, database) = try stores(name, access)
    let readership = SQLReadership(database)
    if let server = journal as? PostgresJournal {
        return OpenDatabase(
            journal: journal, readership: readership, followers: SQLFollowers(database),
            questions: SQLQuestions(database), unfound: SQLUnfound(database),
            changes: { server.changes() })
    }
    let file = journal as? SQLiteJournal
    return OpenDatabase(
        journal: journal, readership: readership, followers: SQLFollowers(database),
        questions: SQLQuestions(database), unfound: SQLUnfound(database),
        backUp: { path in try file?.backUp(to: path) })
}

func copyDatabase(
    _ source: String, _ target: String, _ isMatching: Bool, _ progress: (Int, Int) -> Void
) throws -> Int {
    let (from, to) = (try stores(source, .reading), try stores(target, .writing))
    let written = try SQLCopy(from: from.database, to: to.database, matching: isMatching)
        .run(progress)
    try from.journal.close()
    try to.journal.close()
    return written
}
