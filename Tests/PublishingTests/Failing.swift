import Content
import Publishing
import Synchronization

/// A store whose database is away whenever a test says so.
final class Failing: JournalStore {
    struct Away: Error {}

    let fails = Mutex(false)
    private let store: any JournalStore

    init(_ store: any JournalStore) { self.store = store }

    private func check() throws {
        if fails.withLock({ $0 }) { throw Away() }
    }

    func head() throws -> Head {
        try check()
        return try store.head()
    }

    func entries(after sequence: Int64, limit: Int) throws -> [Entry] {
        try check()
        return try store.entries(after: sequence, limit: limit)
    }

    func blobs(_ digests: [Digest]) throws -> [Digest: [UInt8]] {
        try check()
        return try store.blobs(digests)
    }

    func missing(_ digests: Set<Digest>) throws -> Set<Digest> {
        try check()
        return try store.missing(digests)
    }

    func allBlobs() throws -> Set<Digest> {
        try check()
        return try store.allBlobs()
    }

    func close() throws { try store.close() }

    func append(
        _ entries: @autoclosure () throws -> [Entry], blobs: [Digest: [UInt8]],
        erasing: Set<Digest>, after head: Head
    ) throws -> Bool {
        try check()
        return try store.append(try entries(), blobs: blobs, erasing: erasing, after: head)
    }
}
