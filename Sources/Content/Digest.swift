internal import Crypto

/// The SHA-256 of some bytes (FIPS 180-4). Articles and sources are named by theirs.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    // Four words rather than an array: a digest is a key of large dictionaries.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    package init(of bytes: some Sequence<UInt8>) {
        self.init(Array(SHA256.hash(data: Array(bytes))))!
    }

    package init(of text: String) {
        self.init(of: Array(text.utf8))
    }

    /// Thirty-two bytes; nil for any other number.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        func word(_ start: Int) -> UInt64 {
            bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        (first, second, third, fourth) = (word(0), word(8), word(16), word(24))
    }

    /// Sixty-four lower-case hexadecimal digits; nil for anything else.
    package init?(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case 48...57: value = character - 48
            case 97...102: value = character - 87
            default: return nil
            }
            if let pending = high {
                bytes.append(pending << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { return nil }
        self.init(bytes)
    }

    package var bytes: [UInt8] {
        [first, second, third, fourth].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// The first twelve digits: enough for people to tell digests apart.
    package var short: String { String(description.prefix(12)) }
}
