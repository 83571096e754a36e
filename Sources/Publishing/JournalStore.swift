package import Content

/// What a database must keep for the journal. Both stores pass one contract suite.
///
/// A store holds rows and blobs and knows nothing of their meaning: facts are encoded, sealed and
/// checked by `Publishing`, so a stored format never depends on which database holds it.
package protocol JournalStore: Sendable {
    /// Where the journal ends.
    func head() throws -> Head

    /// At most `limit` entries after `sequence`, in order.
    func entries(after sequence: Int64, limit: Int) throws -> [Entry]

    /// The bytes of those blobs that are there.
    func blobs(_ digests: [Digest]) throws -> [Digest: [UInt8]]

    /// Which of these blobs are not there.
    func missing(_ digests: Set<Digest>) throws -> Set<Digest>

    /// Every digest that has a blob.
    func allBlobs() throws -> Set<Digest>

    /// Appends all of it in one transaction that is durable when this returns, or none of it.
    ///
    /// - Parameters:
    ///   - entries: the next entries, numbered from `head.sequence + 1`. They are asked for when nobody
    ///     else can write: so an instant in them is that at which they come to stand in the journal.
    ///   - blobs: those not there yet; one that is there already is left alone.
    ///   - erasing: blobs to remove. The store refuses one that no entry of kind `erased` names as
    ///     its subject, before or among `entries`.
    ///   - head: where the writer believes the journal ends.
    /// - Returns: false, with nothing written, when the journal has moved on from `head`.
    func append(
        _ entries: @autoclosure () throws -> [Entry], blobs: [Digest: [UInt8]],
        erasing: Set<Digest>, after head: Head
    ) throws -> Bool

    /// Lets go of the database, with everything in its one file. Nothing may be asked afterwards.
    func close() throws
}

/// Where a journal ends.
package struct Head: Hashable, Sendable {
    /// 0 when it is empty.
    package let sequence: Int64
    /// The last entry's hash; 64 zeros' worth of nothing when it is empty.
    package let hash: Digest?
    package let recorded: Instant?

    package init(sequence: Int64, hash: Digest?, recorded: Instant?) {
        self.sequence = sequence
        self.hash = hash
        self.recorded = recorded
    }

    package static let empty = Head(sequence: 0, hash: nil, recorded: nil)
}

/// A row of the journal: a fact, encoded and sealed.
package struct Entry: Hashable, Sendable {
    package let sequence: Int64
    package let recorded: Instant
    /// `configured`, `revised`, `approved`, `withdrawn`, `reinstated`, `moved` or `erased`.
    package let kind: String
    /// What it is about, where that is one thing: an item's name, or the digest of an erased blob.
    package let subject: String?
    /// The fact as canonical JSON in UTF-8, in the schema that it names.
    package let body: [UInt8]
    /// SHA-256 of the previous entry's hash (32 bytes; none for the first) followed by `body`.
    package let hash: Digest

    package init(
        sequence: Int64, recorded: Instant, kind: String, subject: String?, body: [UInt8],
        hash: Digest
    ) {
        self.sequence = sequence
        self.recorded = recorded
        self.kind = kind
        self.subject = subject
        self.body = body
        self.hash = hash
    }
}

/// Why a store cannot be used at all. Each is one clear sentence for the operator.
package enum StoreRefusal: Error, Hashable, Sendable {
    /// The file is not a database, or is damaged.
    case damaged(path: String, detail: String)
    /// A newer program wrote it.
    case newer(path: String, found: Int, known: Int)
    /// It is a database of something else.
    case foreign(path: String)
    /// A copy should go there, and something else is there.
    case occupied(path: String, table: String)
}
