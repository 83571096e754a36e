internal import ArgumentParser
internal import Command
internal import Content
internal import Finder
internal import Foundation
internal import Mail
internal import Publishing
internal import Stores

// The one place that knows every shell, and the only one that reads a clock.

let outside = Outside(
    now: clock(), open: openDatabase, copy: copyDatabase, carryReaders: carryReaders,
    journalInMemory: { try SQLiteJournal.inMemory() },
    freePort: freePort,
    chance: { count in
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    },
    carrier: { order in try carrier(order) },
    seeker: { SiteSeeker(OneAtATime(), wordLists: $0) { _ in } }, locator: { TownFinder(path: $0) },
    collections: Collections(
        index: { corpus, out, language, progress in
            try TextCollection.index(corpus, to: out, language, progress: progress)
        },
        query: { index, queries, run, language, limit, progress in
            try TextCollection.query(
                index, queries, run: run, language, limit: limit, progress: progress)
        }),
    serve: { order, source in try await serve(order, source) })

await Outside.$current.withValue(outside) { await Hoofbeat.main() }
