internal import ArgumentParser
internal import Command
internal import Content
internal import Foundation
internal import Mail
internal import Publishing
internal import Stores

// The one place that knows every shell, and the only one that reads a clock.

let outside = Outside(
    now: clock(), open: openDatabase, copy: copyDatabase,
    journalInMemory: { try SQLiteJournal.inMemory() },
    freePort: freePort,
    chance: { count in
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    },
    carrier: { order in try carrier(order) },
    serve: { order, source in try await serve(order, source) })

await Outside.$current.withValue(outside) { await Hoofbeat.main() }
