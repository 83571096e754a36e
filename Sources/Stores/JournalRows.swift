internal import Content
internal import Publishing

/// The journal in the words of SQL, the same for both databases.
extension SQLSession {
    func head() throws -> Head {
        try row(JournalSQL.head).map { row in
            Head(
                sequence: try row.integer(0), hash: try row.digest(1), recorded: try row.instant(2))
        } ?? .empty
    }

    func entries(after sequence: Int64, limit: Int) throws -> [Entry] {
        try rows(JournalSQL.entries, [.integer(sequence), .integer(limit)]) { row in
            Entry(
                sequence: try row.integer(0), recorded: try row.instant(1),
                kind: try row.text(2), subject: try row.optionalText(3),
                body: try row.bytes(4), hash: try row.digest(5))
        }
    }

    func blobs(_ digests: [Digest]) throws -> [Digest: [UInt8]] {
        var found: [Digest: [UInt8]] = [:]
        for chunk in chunks(of: digests) {
            try each(JournalSQL.blobsAmong(chunk.count), chunk.map(SQLValue.digest)) { row in
                found[try row.digest(0)] = try row.bytes(1)
            }
        }
        return found
    }

    func missing(_ digests: Set<Digest>) throws -> Set<Digest> {
        var missing = digests
        for chunk in chunks(of: Array(digests)) {
            try each(JournalSQL.digestsAmong(chunk.count), chunk.map(SQLValue.digest)) { row in
                missing.remove(try row.digest(0))
            }
        }
        return missing
    }

    func allBlobs() throws -> Set<Digest> {
        Set(try rows(JournalSQL.digests) { try $0.digest(0) })
    }

    /// See `JournalStore.append`.
    func append(
        _ entries: () throws -> [Entry], blobs: [Digest: [UInt8]], erasing: Set<Digest>,
        after head: Head
    ) throws -> Bool {
        guard try self.head() == head else { return false }
        let entries = try entries()
        try runEach(JournalSQL.insertEntry, entries.map(\.values))
        try runEach(
            JournalSQL.insertBlob,
            blobs.map { digest, bytes in [.digest(digest), .bytes(bytes)] })
        for digest in erasing { try erase(digest) }
        return true
    }

    /// The trigger refuses only where there is a row to delete; the port refuses in any case.
    private func erase(_ digest: Digest) throws {
        guard try row(JournalSQL.isErased, [.text(digest.description)])?.integer(0) == 1 else {
            throw StoreFault.broken(.onlyErasedBlobsGo)
        }
        try run(JournalSQL.deleteBlob, [.digest(digest)])
    }
}

extension Entry {
    /// For `JournalSQL.insertEntry`.
    fileprivate var values: [SQLValue] {
        [
            .integer(sequence), .instant(recorded), .text(kind), .text(subject), .bytes(body),
            .digest(hash),
        ]
    }
}
