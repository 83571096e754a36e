internal import Content
package import NIOCore

/// Bytes ready to be sent, in each encoding a reader may accept. Made once, when printed; shared
/// by every site that did not change them. (`ByteBuffer` is the one thing this room takes from
/// SwiftNIO: a value of bytes that a socket can write without copying.)
package final class Page: Sendable {
    /// Nil once there is `gzip`: few readers ask for plain bytes, which would be most of a site's
    /// memory, and they can be read from there.
    private let plain: ByteBuffer?
    /// How many bytes it has before any encoding.
    private let size: Int
    /// Nil when compressing does not pay.
    package let gzip: ByteBuffer?
    package let brotli: ByteBuffer?
    package let contentType: String
    /// The hexadecimal start of the SHA-256 of `identity`, of which each encoding makes its own
    /// strong entity tag.
    package let tag: String
    package let caching: Caching
    /// Search engines are asked not to list it.
    package let isUnlisted: Bool

    package init(
        identity: ByteBuffer, gzip: ByteBuffer?, brotli: ByteBuffer?, contentType: String,
        tag: String, caching: Caching, isUnlisted: Bool
    ) {
        plain = gzip == nil ? identity : nil
        size = identity.readableBytes
        self.gzip = gzip
        self.brotli = brotli
        self.contentType = contentType
        self.tag = tag
        self.caching = caching
        self.isUnlisted = isUnlisted
    }

    /// The bytes before any encoding.
    package var identity: ByteBuffer {
        if let plain { return plain }
        guard let gzip else { preconditionFailure("a page has plain bytes or compressed ones") }
        return Compression.gunzip(gzip, size: size)
    }

    package enum Caching: Hashable, Sendable {
        /// Any cache may keep it for as long as the site says.
        case shared
        /// What is answered depends on where the reader is, so no cache may keep it.
        case personal
        /// It differs from one request to the next.
        case never
        /// Its address names its bytes.
        case forever
    }
}

extension Page {
    /// The bytes as they are before any encoding.
    package var bytes: [UInt8] { Array(identity.readableBytesView) }

    /// A page of these words, compressed unless that has to wait.
    package convenience init(
        _ text: String, contentType: String = "text/html; charset=utf-8", caching: Caching,
        isUnlisted: Bool, compressing: Bool = true
    ) {
        let bytes = Array(text.utf8)
        let pays = compressing && bytes.count > Page.packetBytes
        self.init(
            identity: ByteBuffer(bytes: bytes), gzip: pays ? Compression.gzip(bytes) : nil,
            brotli: pays ? Compression.brotli(bytes) : nil, contentType: contentType,
            tag: String(Digest(of: bytes).description.prefix(32)), caching: caching,
            isUnlisted: isUnlisted)
    }

    /// The same page with what is still to be compressed.
    func compressed() -> Page {
        guard brotli == nil, size > Page.packetBytes else { return self }
        let (identity, bytes) = (identity, bytes)
        return Page(
            identity: identity, gzip: Compression.gzip(bytes), brotli: Compression.brotli(bytes),
            contentType: contentType, tag: tag, caching: caching, isUnlisted: isUnlisted)
    }

    /// Below a packet's worth, compressing saves nobody anything.
    private static let packetBytes = 1200

    /// Whether readers may be given other bytes, now or once the page is compressed.
    package var varies: Bool {
        gzip != nil || brotli != nil || size > Page.packetBytes
    }
}
