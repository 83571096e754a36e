internal import Command
internal import Foundation
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
    if access == .changing, !FileManager.default.fileExists(atPath: name) {
        throw StoreFault.absent(path: name)
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
            backUp: { path, progress in _ = try copyDatabase(name, path, false, progress) },
            changes: { server.changes() })
    }
    let file = journal as? SQLiteJournal
    return OpenDatabase(
        journal: journal, readership: readership, followers: SQLFollowers(database),
        questions: SQLQuestions(database), unfound: SQLUnfound(database),
        backUp: { path, _ in try file?.backUp(to: path) })
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

func carryReaders(_ source: String, _ copy: String) throws -> Int? {
    let (from, to) = (try stores(source, .reading), try stores(copy, .writing))
    let changed = try SQLCopy.carryReaders(from: from, to: to)
    try from.journal.close()
    try to.journal.close()
    return changed
}
