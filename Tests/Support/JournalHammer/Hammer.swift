internal import Content
internal import Foundation
internal import Publishing
internal import Stores

/// Appends batches to a journal until it has done so many, or is killed, and says on standard
/// output where each batch ended once the store has acknowledged it.
///
///     JournalHammer DATABASE WRITER BATCHES
@main
struct Hammer {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let writer = UInt64(arguments[2]), let last = Int(arguments[3])
        else {
            FileHandle.standardError.write(Data("JournalHammer DATABASE WRITER BATCHES\n".utf8))
            exit(64)
        }
        do {
            try hammer(arguments[1], writer: writer, batches: last)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }

    private static func hammer(_ database: String, writer: UInt64, batches: Int) throws {
        var journal = try open(database)
        for number in 0..<batches {
            // Opening and closing while others write is part of what is tried.
            if number % 7 == 6 {
                try journal.close()
                journal = try open(database)
            }
            let end = try append(Batch(writer: writer, number: number), to: journal)
            try FileHandle.standardOutput.write(contentsOf: Data("\(end)\n".utf8))
        }
        try journal.close()
    }

    private static func open(_ database: String) throws -> any JournalStore {
        guard database.hasPrefix("postgres://") else { return try SQLiteJournal(path: database) }
        return try PostgresJournal(PostgresAddress(database))
    }

    /// Tries until nobody else came first. Returns the sequence of the last entry.
    private static func append(_ batch: Batch, to journal: any JournalStore) throws -> Int64 {
        while true {
            let head = try journal.head()
            let entries = batch.entries(after: head)
            let erasing = batch.erased.map { [$0] } ?? []
            let isDone = try journal.append(
                entries, blobs: batch.blobs, erasing: Set(erasing), after: head)
            if isDone { return head.sequence + Int64(entries.count) }
        }
    }
}
