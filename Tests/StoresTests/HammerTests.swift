import Cast
import Content
import Foundation
import Publishing
import Stores
import Testing

@Suite("SQLite: processes that write at once, and are killed", .serialized)
struct HammerTests {
    private let place: SQLitePlace

    init() throws { place = try SQLitePlace() }

    @Test("two processes both get everything in")
    func two() throws {
        let processes = try [11, 12].map {
            try HammeringProcess(place.path, writer: $0, batches: 40)
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
                    place.path, writer: UInt64(round * 2 + $0), batches: 8 + round % 7)
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
        let process = try HammeringProcess(place.path, writer: 13, batches: 40)
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
                    place.path, writer: UInt64(round * 2 + $0), batches: .max)
            }
            for process in processes {
                if Int.random(in: 0..<5, using: &numbers) > 0 { process.waitUntilAcknowledged() }
                usleep(.random(in: 0..<60_000, using: &numbers))
                process.kill()
            }
            let journal = try SQLiteJournal(path: place.path)
            acknowledged += try reading.expectKept(processes, in: journal)
            #expect(try journal.damage().isEmpty)
            try journal.close()
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
            let process = try HammeringProcess(place.path, writer: 1, batches: 1)
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
}
