import Cast
import Foundation
import Publishing
import Stores
import Testing

@Suite("PostgreSQL: processes that write at once, and are killed", .serialized)
struct PostgresHammerTests {
    private let place: PostgresPlace

    init() throws { place = try PostgresPlace() }

    @Test("two processes both get everything in")
    func two() throws {
        let processes = try [11, 12].map {
            try HammeringProcess(place.url, writer: $0, batches: 40)
        }
        var reading = Reading()
        #expect(try reading.expectKept(processes, in: try place.open()) == 80)
        withExtendedLifetime(place) {}
    }

    @Test(
        "killed at any moment: what was acknowledged is there, and nothing by halves",
        arguments: seeds(1))
    func killed(seed: UInt64) throws {
        print("killing writers on PostgreSQL: HOOFBEAT_SEED=\(seed)")
        var numbers = SeededGenerator(seed: seed)
        var reading = Reading()
        var acknowledged = 0
        for round in 0..<rounds(usual: 30) {
            let processes = try (0...round % 2).map {
                try HammeringProcess(place.url, writer: UInt64(round * 2 + $0), batches: .max)
            }
            for process in processes {
                if Int.random(in: 0..<5, using: &numbers) > 0 { process.waitUntilAcknowledged() }
                usleep(.random(in: 0..<60_000, using: &numbers))
                process.kill()
            }
            acknowledged += try reading.expectKept(processes, in: try place.open())
        }
        #expect(acknowledged > rounds(usual: 30) / 2)
        var whole = Reading()
        try whole.catchUp(with: try place.open())
        #expect(whole.batches == reading.batches)
    }

    @Test("killed while it makes the tables: the next one makes them", arguments: seeds(1))
    func killedEarly(seed: UInt64) throws {
        print("killing writers that begin on PostgreSQL: HOOFBEAT_SEED=\(seed)")
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<rounds(usual: 20) {
            let place = try PostgresPlace()
            let process = try HammeringProcess(place.url, writer: 1, batches: 1)
            usleep(.random(in: 0..<120_000, using: &numbers))
            process.kill()
            var reading = Reading()
            _ = try reading.expectKept([process], in: try place.open())
            try place.open().grow("and on it goes")
        }
    }
}
