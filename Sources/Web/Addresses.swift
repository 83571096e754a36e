internal import Glibc
internal import NIOCore

/// An IP address. An IPv4 address is kept as IPv6 writes it (`::ffff:192.0.2.1`), so that a socket
/// that speaks both families does not make two addresses of one.
struct IPAddress: Hashable, Sendable {
    fileprivate let high: UInt64
    fileprivate let low: UInt64

    var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    /// Of an IPv4 address, as one number.
    var fourBytes: UInt32? { isIPv4 ? UInt32(truncatingIfNeeded: low) : nil }

    /// An IPv4 address whole; of one of IPv6 the half that is given to one customer (RFC 6177).
    var network: UInt64 { isIPv4 ? low : high }

    /// In the order of the network.
    var sixteenBytes: [UInt8] {
        [high, low].flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    /// Reads `192.0.2.1` or `2001:db8::1`; nil for anything else.
    init?(_ text: some StringProtocol) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, String(text), &four) == 1 {
            self.init(four)
        } else if inet_pton(AF_INET6, String(text), &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    /// Nil for a socket that has no IP address.
    init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        self.init(text)
    }

    private init(_ address: in_addr) {
        high = 0
        low = 0xffff_0000_0000 | UInt64(UInt32(bigEndian: address.s_addr))
    }

    private init(_ address: in6_addr) {
        (high, low) = withUnsafeBytes(of: address) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }
}

/// A block of IP addresses: `10.0.0.0/8`, `2001:db8::/32`, or a single address.
package struct CIDR: Hashable, Sendable {
    private let network: IPAddress
    /// Of the 128 bits that an `IPAddress` keeps.
    private let prefixBits: Int

    /// Nil unless the address is one and the length is a number that fits it.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]) else { return nil }
        let width = parts[0].contains(":") ? 128 : 32
        var bits = width
        if parts.count == 2 {
            let isNumber = !parts[1].isEmpty && parts[1].utf8.allSatisfy { (48...57).contains($0) }
            guard isNumber, let number = Int(parts[1]), number <= width else { return nil }
            bits = number
        }
        network = address
        prefixBits = 128 - width + bits
    }

    func contains(_ address: IPAddress) -> Bool {
        // `::/0` means every IPv6 address, and says nothing of IPv4.
        guard network.isIPv4 == address.isIPv4 else { return false }
        let high = UInt64.max.leadingBits(min(prefixBits, 64))
        let low = UInt64.max.leadingBits(max(prefixBits - 64, 0))
        return (network.high ^ address.high) & high == 0 && (network.low ^ address.low) & low == 0
    }
}

extension UInt64 {
    fileprivate func leadingBits(_ count: Int) -> UInt64 {
        count == 0 ? 0 : self << UInt64(64 - count)
    }
}
