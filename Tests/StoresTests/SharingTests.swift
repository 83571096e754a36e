import Content
import Publishing
import Testing

@Suite("Contract: many may write to one journal, one at a time")
struct SharingTests {
    @Test("each store sees what the other wrote", arguments: everyStore)
    func turns(factory: any StoreFactory) throws {
        try inNewPlace(of: factory) { place throws in
            let (one, other) = (try place.open(), try place.open())
            try one.grow("first", blobs: blobs("one"))
            #expect(try other.contents() == one.contents())
            try other.grow("second", blobs: blobs("other"))
            #expect(try one.contents() == other.contents())
            #expect(try one.head().sequence == 2)
        }
    }

    @Test("of those who start from the same head, one succeeds", arguments: everyStore)
    func race(factory: any StoreFactory) async throws {
        let place = try factory.newPlace()
        let winners = try await withThrowingTaskGroup { group in
            for writer in 0..<8 {
                group.addTask {
                    let store = try place.open()
                    return try store.append(
                        [Head.empty.next("\(writer)")], blobs: [:], erasing: [], after: .empty)
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
        #expect(try place.open().entries(after: 0, limit: 9).count == 1)
        withExtendedLifetime(place) {}
    }

    @Test("writers who try again all get in, and nothing is lost", arguments: everyStore)
    func retries(factory: any StoreFactory) async throws {
        let place = try factory.newPlace()
        try await withThrowingTaskGroup { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try place.open()
                    for number in 0..<25 { try persist("\(writer) \(number)", in: store) }
                }
            }
            try await group.waitForAll()
        }
        let entries = try place.open().entries(after: 0, limit: .max)
        let words = entries.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(Set(words).count == 100 && words.count == 100)
        #expect(entries == Head.empty.next(words))
        for writer in 0..<4 {
            let own = words.filter { $0.hasPrefix("\(writer) ") }
            #expect(own == (0..<25).map { "\(writer) \($0)" })
        }
        withExtendedLifetime(place) {}
    }

    @Test("a reader never sees half a batch", arguments: everyStore)
    func halves(factory: any StoreFactory) async throws {
        let place = try factory.newPlace()
        async let writing: Void = {
            let store = try place.open()
            for batch in 0..<40 {
                try store.grow("a \(batch)", "b \(batch)", "c \(batch)", blobs: blobs("\(batch)"))
            }
        }()
        let store = try place.open()
        for _ in 0..<1_000 {
            let head = try store.head()
            #expect(head.sequence % 3 == 0)
            let entries = try store.entries(after: 0, limit: .max)
            #expect(entries.count % 3 == 0 && entries.count >= head.sequence)
            if head.sequence == 120 { break }
            await Task.yield()
        }
        try await writing
        #expect(try store.head().sequence == 120)
        withExtendedLifetime(place) {}
    }
}
