package import Content
package import Publishing

/// What one writer appends in one transaction, derived from the writer's name and the batch's
/// number. Each entry says which batch it belongs to and how many there are, so that whoever reads
/// the journal can tell a whole batch from a half.
package struct Batch: Sendable {
    package let writer: UInt64
    package let number: Int

    package init(writer: UInt64, number: Int) {
        self.writer = writer
        self.number = number
    }

    /// One to six.
    package var size: Int { 1 + Int(mixed(0) % 6) }

    /// Every fifth batch erases the first blob of the batch before.
    package var erased: Digest? {
        guard number % 5 == 0, number > 0 else { return nil }
        return Digest(of: Batch(writer: writer, number: number - 1).bytes(0))
    }

    /// A blob of up to 24 kilobytes for each entry.
    package func bytes(_ part: Int) -> [UInt8] {
        let number = mixed(UInt64(part) + 1)
        let mark = Array("\(writer) \(self.number) \(part) ".utf8)
        return mark
            + Array(repeating: UInt8(truncatingIfNeeded: number), count: Int(number % 24_576))
    }

    package var blobs: [Digest: [UInt8]] {
        Dictionary(
            (0..<size).map { bytes($0) }.map { (Digest(of: $0), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    package func entries(after head: Head) -> [Entry] {
        var last = head
        return (0..<size).map { part in
            let entry = entry(part, after: last)
            last = Head(sequence: entry.sequence, hash: entry.hash, recorded: entry.recorded)
            return entry
        }
    }

    private func entry(_ part: Int, after last: Head) -> Entry {
        let erased = part == 0 ? erased : nil
        let mark = Mark(
            writer: writer, number: number, part: part, size: size, blob: Digest(of: bytes(part)))
        let body = Array(mark.description.utf8)
        return Entry(
            sequence: last.sequence + 1,
            recorded: last.recorded?.advanced(byMilliseconds: 1) ?? Instant(milliseconds: 0),
            kind: erased == nil ? "revised" : "erased",
            subject: erased?.description ?? "pages/\(writer)",
            body: body, hash: Digest(of: (last.hash?.bytes ?? []) + body))
    }

    /// A number that depends on all there is to know about this batch (SplitMix64, after Steele,
    /// Lea and Flood, 2014).
    private func mixed(_ salt: UInt64) -> UInt64 {
        var mixture = writer &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number) << 20 &+ salt
        mixture = (mixture ^ mixture >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixture = (mixture ^ mixture >> 27) &* 0x94D0_49BB_1331_11EB
        return mixture ^ mixture >> 31
    }
}

/// What the body of an entry says of its place.
package struct Mark: Hashable, CustomStringConvertible, Sendable {
    package let writer: UInt64
    package let number: Int
    package let part: Int
    package let size: Int
    package let blob: Digest

    init(writer: UInt64, number: Int, part: Int, size: Int, blob: Digest) {
        self.writer = writer
        self.number = number
        self.part = part
        self.size = size
        self.blob = blob
    }

    package init?(_ body: [UInt8]) {
        let words = String(decoding: body, as: UTF8.self).split(separator: " ")
        guard words.count == 5, let writer = UInt64(words[0]), let number = Int(words[1]),
            let part = Int(words[2]), let size = Int(words[3]), let blob = Digest(words[4])
        else { return nil }
        self.init(writer: writer, number: number, part: part, size: size, blob: blob)
    }

    package var description: String { "\(writer) \(number) \(part) \(size) \(blob)" }
}
