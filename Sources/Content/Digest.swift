internal import Crypto

/// The SHA-256 of some bytes (FIPS 180-4). Articles and sources are named by theirs.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    // Four words rather than an array: a digest is a key of large dictionaries.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    package init(of bytes: [UInt8]) {
        self = SHA256.hash(data: bytes).withUnsafeBytes(Digest.init(thirtyTwo:))
    }

    package init(of text: String) {
        self.init(of: Array(text.utf8))
    }

    /// Thirty-two bytes; nil for any other number.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self = bytes.withUnsafeBytes(Digest.init(thirtyTwo:))
    }

    private init(thirtyTwo bytes: UnsafeRawBufferPointer) {
        func word(_ start: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        (first, second, third, fourth) = (word(0), word(8), word(16), word(24))
    }

    /// Sixty-four lower-case hexadecimal digits; nil for anything else.
    package init?(_ text: some StringProtocol) {
        var words: [UInt64] = [0, 0, 0, 0]
        var count = 0
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case 48...57: value = character - 48
            case 97...102: value = character - 87
            default: return nil
            }
            guard count < 64 else { return nil }
            words[count / 16] = words[count / 16] << 4 | UInt64(value)
            count += 1
        }
        guard count == 64 else { return nil }
        (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for word in [first, second, third, fourth] {
            withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    package var description: String {
        hexadecimal(bytes)
    }

    /// The first twelve digits: enough for people to tell digests apart.
    package var short: String { String(description.prefix(12)) }
}
