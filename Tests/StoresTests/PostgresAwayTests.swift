import Content
import Foundation
import Publishing
import Synchronization
import Testing

@testable import Stores

/// What writers were told, and are.
private final class Told: Sendable {
    let acknowledged = Mutex<[String]>([])
    let isOver = Mutex(false)
}

@Suite("PostgreSQL: a server that goes away and comes back", .serialized)
struct PostgresAwayTests {
    private let server: PostgresServer
    private let place: PostgresPlace

    init() throws {
        server = try PostgresServer()
        place = try PostgresPlace(on: server)
    }

    private func isAway(_ work: () throws -> Void) -> Bool {
        do { try work() } catch StoreFault.away { return true } catch {
            Issue.record(error)
        }
        return false
    }

    @Test("is said to be away at once, and works again by itself")
    func restarted() throws {
        let journal = try place.journal()
        try journal.grow("first")
        try server.stop()
        #expect(isAway { _ = try journal.head() })
        let start = ContinuousClock.now
        for _ in 0..<200 { #expect(isAway { _ = try journal.head() }) }
        // Nobody but one thread tries to reach it.
        #expect(ContinuousClock.now - start < .milliseconds(500))
        try server.start()
        try eventually { try journal.head().sequence == 1 }
        try journal.grow("second")
        withExtendedLifetime(place) {}
    }

    @Test("a connection that died while nobody used it is not noticed by anybody")
    func terminated() throws {
        let journal = try place.journal()
        try journal.grow("first")
        try server.run(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
                + "WHERE application_name = 'hoofbeat' AND pid <> pg_backend_pid()")
        #expect(try journal.head().sequence == 1)
        try journal.grow("second")
        withExtendedLifetime(place) {}
    }

    @Test("crashes again and again: what was acknowledged is there once, and nothing else")
    func crashes() async throws {
        _ = try place.open()
        let told = Told()
        try await withThrowingTaskGroup { group in
            for writer in 0..<3 {
                group.addTask {
                    let store = try place.open()
                    var number = 0
                    while !told.isOver.withLock({ $0 }) {
                        do {
                            try persist("\(writer) \(number)", in: store)
                            told.acknowledged.withLock { $0.append("\(writer) \(number)") }
                            number += 1
                            // There are few threads, and who sleeps needs one to wake up on.
                            await Task.yield()
                        } catch StoreFault.away {
                            try await Task.sleep(for: .milliseconds(20))
                        }
                    }
                }
            }
            for _ in 0..<rounds(usual: 4) {
                try await Task.sleep(for: .milliseconds(300))
                try server.stop(mode: "immediate")
                try server.start()
            }
            // The last word is theirs.
            try await Task.sleep(for: .milliseconds(1_500))
            told.isOver.withLock { $0 = true }
            try await group.waitForAll()
        }
        let words = try place.open().entries(after: 0, limit: .max)
            .map { String(decoding: $0.body, as: UTF8.self) }
        #expect(!words.isEmpty)
        #expect(words.count == Set(words).count)
        #expect(Set(words) == Set(told.acknowledged.withLock { $0 }))
        withExtendedLifetime(place) {}
    }

    @Test("whoever waits for news hears of an append at once, also after the server was away")
    func news() async throws {
        let (writer, reader) = (try place.journal(), try place.journal())
        var news = reader.changes().makeAsyncIterator()
        // That it listens now.
        _ = await news.next()
        let start = ContinuousClock.now
        try writer.grow("first")
        _ = await news.next()
        #expect(ContinuousClock.now - start < .seconds(1))
        try server.stop()
        try server.start()
        _ = await news.next()
        try eventually { try writer.head().sequence == 1 }
        try writer.grow("second")
        _ = await news.next()
        #expect(try reader.head().sequence == 2)
        withExtendedLifetime(place) {}
    }

    /// Within some seconds; until then it may be away.
    private func eventually(_ holds: () throws -> Bool) throws {
        let end = Date(timeIntervalSinceNow: 10)
        while true {
            do { if try holds() { return } } catch StoreFault.away {}
            try #require(Date() < end)
            usleep(20_000)
        }
    }
}
