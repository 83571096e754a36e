internal import Content

/// The statements that SQLite 3.40 and PostgreSQL 15 run word for word. `$1`, `$2` … stand in the
/// order of their numbers, so that arguments can be given by position to either.
enum JournalSQL {
    static let head = """
        SELECT sequence, hash, recorded FROM entries ORDER BY sequence DESC LIMIT 1
        """

    static let entries = """
        SELECT sequence, recorded, kind, subject, body, hash FROM entries
        WHERE sequence > $1 ORDER BY sequence LIMIT $2
        """

    static let insertEntry = """
        INSERT INTO entries (sequence, recorded, kind, subject, body, hash)
        VALUES ($1, $2, $3, $4, $5, $6)
        """

    static let isErased = """
        SELECT count(*) > 0 FROM entries WHERE kind = 'erased' AND subject = $1
        """

    static let insertBlob = """
        INSERT INTO blobs (digest, bytes) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING
        """

    static let deleteBlob = "DELETE FROM blobs WHERE digest = $1"

    static let digests = "SELECT digest FROM blobs"

    /// - Parameter count: how many digests are asked for.
    static func digestsAmong(_ count: Int) -> String {
        "SELECT digest FROM blobs WHERE digest IN (\(places(count)))"
    }

    static func blobsAmong(_ count: Int) -> String {
        "SELECT digest, bytes FROM blobs WHERE digest IN (\(places(count)))"
    }

    private static func places(_ count: Int) -> String {
        (1...count).map { "$\($0)" }.joined(separator: ", ")
    }
}

/// Digests in groups, each of which one statement asks for.
///
/// A group has 1, 2, 4, … or 512, the last filled up with one of its own: so few statements are
/// ever prepared, each of far fewer arguments than either database allows.
func chunks(of digests: [Digest]) -> [[Digest]] {
    let most = 512
    return stride(from: 0, to: digests.count, by: most).map { start in
        let chunk = digests[start..<min(start + most, digests.count)]
        var size = 1
        while size < chunk.count { size *= 2 }
        return chunk + Array(repeating: digests[start], count: size - chunk.count)
    }
}
