import Cast
import Content
import Foundation
import JournalHammer
import Publishing
import Stores
import Testing

/// Another process that appends batches, and says where each one ended.
private final class HammeringProcess {
    let writer: UInt64
    private let process = Process()
    private let output = Pipe()
    private var said = Data()

    init(path: String, writer: UInt64, batches: Int) throws {
        self.writer = writer
        process.executableURL = try #require(Bundle.main.executableURL)
            .deletingLastPathComponent().appendingPathComponent("JournalHammer")
        process.arguments = [path, "\(writer)", "\(batches)"]
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
private struct Reading {
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
    mutating func catchUp(with journal: SQLiteJournal) throws {
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
}

@Suite("SQLite: processes that write at once, and are killed", .serialized)
struct HammerTests {
    private let place: SQLitePlace

    init() throws { place = try SQLitePlace() }

    @Test("two processes both get everything in")
    func two() throws {
        let processes = try [11, 12].map {
            try HammeringProcess(path: place.path, writer: $0, batches: 40)
        }
        let ends = try processes.map { try $0.finish() }
        var reading = Reading()
        let journal = try SQLiteJournal(path: place.path)
        try reading.catchUp(with: journal)
        for (process, end) in zip(processes, ends) {
            let kept = reading.batches(of: process.writer)
            #expect(end.isDone)
            #expect(kept.map(\.number) == Array(0..<40))
            #expect(kept.map(\.end) == end.acknowledged)
        }
        #expect(try journal.allBlobs() == reading.blobs)
        withExtendedLifetime(place) {}
    }

    @Test("processes that come and go, and each time may be the last to leave")
    func comings() throws {
        for round in 0..<rounds(usual: 8) {
            let processes = try (0..<2).map {
                try HammeringProcess(
                    path: place.path, writer: UInt64(round * 2 + $0), batches: 8 + round % 7)
            }
            for process in processes { #expect(try process.finish().isDone) }
        }
        var reading = Reading()
        let journal = try SQLiteJournal(path: place.path)
        try reading.catchUp(with: journal)
        #expect(try journal.allBlobs() == reading.blobs)
        withExtendedLifetime(place) {}
    }

    @Test("reading goes on while another process writes")
    func reading() throws {
        let journal = try SQLiteJournal(path: place.path)
        let process = try HammeringProcess(path: place.path, writer: 13, batches: 40)
        var reading = Reading()
        var stages: Set<Int> = []
        while process.isRunning {
            try reading.catchUp(with: journal)
            stages.insert(reading.batches.count)
        }
        #expect(try process.finish().isDone)
        try reading.catchUp(with: journal)
        #expect(reading.batches.count == 40)
        #expect(stages.count > 2)
        #expect(try journal.allBlobs() == reading.blobs)
        withExtendedLifetime(place) {}
    }

    @Test(
        "killed at any moment: what was acknowledged is there, and nothing by halves",
        arguments: seeds(1))
    func killed(seed: UInt64) throws {
        print("killing writers: HOOFBEAT_SEED=\(seed)")
        var numbers = SeededGenerator(seed: seed)
        var reading = Reading()
        var acknowledged = 0
        for round in 0..<rounds(usual: 30) {
            let processes = try (0...round % 2).map {
                try HammeringProcess(
                    path: place.path, writer: UInt64(round * 2 + $0), batches: .max)
            }
            for process in processes {
                if Int.random(in: 0..<5, using: &numbers) > 0 { process.waitUntilAcknowledged() }
                usleep(.random(in: 0..<60_000, using: &numbers))
                process.kill()
            }
            acknowledged += try expectKept(processes, &reading)
        }
        #expect(acknowledged > rounds(usual: 30) / 2)
        // Nothing that was right in one round went wrong in a later one.
        var whole = Reading()
        try whole.catchUp(with: try SQLiteJournal(path: place.path))
        #expect(whole.batches == reading.batches)
    }

    @Test("killed while it makes the file: the next one makes it", arguments: seeds(1))
    func killedEarly(seed: UInt64) throws {
        print("killing writers that begin: HOOFBEAT_SEED=\(seed)")
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<rounds(usual: 30) {
            let place = try SQLitePlace()
            let process = try HammeringProcess(path: place.path, writer: 1, batches: 1)
            let end = Date(timeIntervalSinceNow: .random(in: 0..<0.1, using: &numbers))
            while Date() < end, !FileManager.default.fileExists(atPath: place.path) { usleep(100) }
            usleep(.random(in: 0..<20_000, using: &numbers))
            process.kill()
            let acknowledged = try process.finish().acknowledged
            var reading = Reading()
            let journal = try SQLiteJournal(path: place.path)
            try reading.catchUp(with: journal)
            #expect(reading.batches.count >= acknowledged.count)
            try journal.grow("and on it goes")
            #expect(try journal.damage().isEmpty)
        }
    }

    /// - Returns: how many batches were acknowledged.
    private func expectKept(
        _ processes: [HammeringProcess], _ reading: inout Reading
    ) throws -> Int {
        let acknowledged = try processes.map { try $0.finish().acknowledged }
        let journal = try SQLiteJournal(path: place.path)
        try reading.catchUp(with: journal)
        for (process, ends) in zip(processes, acknowledged) {
            let kept = reading.batches(of: process.writer)
            #expect(kept.map(\.number) == Array(0..<kept.count))
            #expect(kept.map(\.end).prefix(ends.count) == ends[...])
            // One more may be there than the process lived to tell.
            #expect(kept.count - ends.count <= 1)
        }
        #expect(try journal.allBlobs() == reading.blobs)
        #expect(try journal.damage().isEmpty)
        try journal.close()
        return acknowledged.joined().count
    }
}
