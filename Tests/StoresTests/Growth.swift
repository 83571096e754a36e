import Content
import Publishing

extension Head {
    init(_ entry: Entry) {
        self.init(sequence: entry.sequence, hash: entry.hash, recorded: entry.recorded)
    }

    /// An entry that may follow here.
    func next(
        _ body: String, kind: String = "revised", subject: String? = "pages/home",
        laterByMilliseconds later: Int64 = 1000
    ) -> Entry {
        let bytes = Array(body.utf8)
        return Entry(
            sequence: sequence + 1,
            recorded: (recorded ?? .november2026).advanced(byMilliseconds: later),
            kind: kind, subject: subject, body: bytes,
            hash: Digest(of: (hash?.bytes ?? []) + bytes))
    }

    func next(erasing digest: Digest) -> Entry {
        next("erased \(digest)", kind: "erased", subject: digest.description)
    }

    /// As many entries as there are bodies, each sealed on the one before.
    func next(_ bodies: [String]) -> [Entry] {
        var last = self
        return bodies.map { body in
            let entry = last.next(body)
            last = Head(entry)
            return entry
        }
    }
}

extension Instant {
    static let november2026 = Instant(milliseconds: 1_795_478_400_000)
}

/// Blobs by the digests of their texts.
func blobs(_ texts: String...) -> [Digest: [UInt8]] {
    Dictionary(uniqueKeysWithValues: texts.map { (Digest(of: $0), Array($0.utf8)) })
}

extension JournalStore {
    /// Appends to wherever the journal ends now.
    @discardableResult
    func grow(
        _ bodies: String..., blobs: [Digest: [UInt8]] = [:]
    ) throws -> [Entry] {
        let head = try head()
        let entries = head.next(bodies)
        guard try append(entries, blobs: blobs, erasing: [], after: head) else {
            throw MovedOn()
        }
        return entries
    }

    /// Appends the entry that says so, and erases.
    func erase(_ digest: Digest) throws {
        let head = try head()
        let entry = head.next(erasing: digest)
        guard try append([entry], blobs: [:], erasing: [digest], after: head) else {
            throw MovedOn()
        }
    }

    /// All that a store can tell, to compare before and after.
    func contents() throws -> Contents {
        let digests = try allBlobs()
        return Contents(
            head: try head(), entries: try entries(after: 0, limit: .max), digests: digests,
            blobs: try blobs(Array(digests)))
    }
}

/// Appends an entry at the end, wherever that is by then.
func persist(_ body: String, in store: any JournalStore) throws {
    while true {
        let head = try store.head()
        let entry = head.next(body)
        if try store.append([entry], blobs: blobs(body), erasing: [], after: head) { return }
    }
}

struct MovedOn: Error {}

struct Contents: Equatable {
    var head = Head.empty
    var entries: [Entry] = []
    var digests: Set<Digest> = []
    var blobs: [Digest: [UInt8]] = [:]
}
