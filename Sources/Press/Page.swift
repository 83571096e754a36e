internal import Content
package import NIOCore

/// Bytes ready to be sent, in each encoding a reader may accept. Made once, when printed; shared
/// by every site that did not change them. (`ByteBuffer` is the one thing this room takes from
/// SwiftNIO: a value of bytes that a socket can write without copying.)
package final class Page: Sendable {
    package let identity: ByteBuffer
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
        self.identity = identity
        self.gzip = gzip
        self.brotli = brotli
        self.contentType = contentType
        self.tag = tag
        self.caching = caching
        self.isUnlisted = isUnlisted
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

    /// A page of these words, compressed.
    package convenience init(
        _ text: String, contentType: String = "text/html; charset=utf-8", caching: Caching,
        isUnlisted: Bool
    ) {
        let bytes = Array(text.utf8)
        // Below a packet's worth, compressing saves nobody anything.
        let pays = bytes.count > 1200
        self.init(
            identity: ByteBuffer(bytes: bytes), gzip: pays ? Compression.gzip(bytes) : nil,
            brotli: pays ? Compression.brotli(bytes) : nil, contentType: contentType,
            tag: String(Digest(of: bytes).description.prefix(32)), caching: caching,
            isUnlisted: isUnlisted)
    }
}
