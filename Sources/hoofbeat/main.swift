internal import ArgumentParser
internal import Command
internal import Content
internal import Foundation
internal import Publishing
internal import Stores

// The one place that knows every shell, and the only one that reads a clock.

let outside = Outside(
    now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
    openJournal: { path, access in
        try SQLiteJournal(path: path, readOnly: access == .reading)
    },
    journalInMemory: { try SQLiteJournal.inMemory() },
    freePort: freePort,
    serve: { order, source in try await serve(order, source) })

await Outside.$current.withValue(outside) { await Hoofbeat.main() }
