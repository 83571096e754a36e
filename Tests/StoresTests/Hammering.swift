import Content
import Foundation
import JournalHammer
import Publishing
import Testing

/// Another process that appends batches, and says where each one ended.
final class HammeringProcess {
    let writer: UInt64
    private let process = Process()
    private let output = Pipe()
    private var said = Data()

    init(_ database: String, writer: UInt64, batches: Int) throws {
        self.writer = writer
        process.executableURL = try #require(Bundle.main.executableURL)
            .deletingLastPathComponent().appendingPathComponent("JournalHammer")
        process.arguments = [database, "\(writer)", "\(batches)"]
        process.standardOutput = output
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// As `kill -9` does, wherever it is.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    func waitUntilAcknowledged() { said += output.fileHandleForReading.availableData }

    /// Waits until it is gone.
    ///
    /// - Returns: the sequences at which it was told that a batch ended, and whether it ended
    ///   by itself, with all of them.
    func finish() throws -> (acknowledged: [Int64], isDone: Bool) {
        said += try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // What follows the last line end is half a number.
        let text = String(decoding: said, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(process.terminationReason == .uncaughtSignal || process.terminationStatus == 0)
        return (lines.compactMap { Int64($0) }, process.terminationReason == .exit)
    }
}

/// The batches of a journal, as far as they were read.
struct Reading {
    struct Kept: Equatable {
        let writer: UInt64
        let number: Int
        /// The sequence of its last entry.
        let end: Int64
    }

    private(set) var batches: [Kept] = []
    /// What the batches brought and did not erase.
    private(set) var blobs: Set<Digest> = []
    private var head = Head.empty

    /// Reads on, and makes sure that every batch is there as its writer made it, whole, and sealed
    /// on the one before.
    mutating func catchUp(with journal: any JournalStore) throws {
        let entries = try journal.entries(after: head.sequence, limit: .max)
        var index = 0
        while index < entries.count {
            let mark = try #require(Mark(entries[index].body))
            let batch = Batch(writer: mark.writer, number: mark.number)
            let expected = batch.entries(after: head)
            try #require(Array(entries[index...].prefix(expected.count)) == expected)
            index += expected.count
            head = Head(expected[expected.count - 1])
            blobs.formUnion(batch.blobs.keys)
            if let erased = batch.erased { blobs.remove(erased) }
            batches.append(Kept(writer: mark.writer, number: mark.number, end: head.sequence))
        }
    }

    func batches(of writer: UInt64) -> [Kept] { batches.filter { $0.writer == writer } }

    /// Reads on once the processes are gone, and makes sure that what they were told is there.
    ///
    /// - Returns: how many batches were acknowledged.
    mutating func expectKept(
        _ processes: [HammeringProcess], in journal: any JournalStore
    ) throws -> Int {
        let acknowledged = try processes.map { try $0.finish().acknowledged }
        // Whatever was on its way when a process died is there, or never will be, once another writer
        // has had the place.
        _ = try journal.append([], blobs: [:], erasing: [], after: try journal.head())
        try catchUp(with: journal)
        for (process, ends) in zip(processes, acknowledged) {
            let kept = batches(of: process.writer)
            #expect(kept.map(\.number) == Array(0..<kept.count))
            #expect(kept.map(\.end).prefix(ends.count) == ends[...])
            // One more may be there than the process lived to tell.
            #expect(kept.count - ends.count <= 1)
        }
        #expect(try journal.allBlobs() == blobs)
        return acknowledged.joined().count
    }
}
