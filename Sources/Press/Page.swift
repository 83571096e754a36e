internal import Content
package import NIOCore
internal import Synchronization

/// Bytes ready to be sent, in each encoding a reader may accept. Made once, when printed; shared
/// by every site that did not change them. (`ByteBuffer` is the one thing this room takes from
/// SwiftNIO: a value of bytes that a socket can write without copying.)
///
/// A page whose printing was put off prints itself when somebody asks for it first: the same words
/// in any case, since they follow from what it was given.
package final class Page: Sendable {
    package let contentType: String
    package let caching: Caching
    /// Search engines are asked not to list it.
    package let isUnlisted: Bool
    private let printed = AtomicLazyReference<Bytes>()
    private let text: (@Sendable () -> String)?

    private final class Bytes: Sendable {
        /// Nil once there is `gzip`: few readers ask for plain bytes, which would be most of a
        /// site's memory, and they can be read from there.
        let plain: ByteBuffer?
        /// How many bytes it has before any encoding.
        let size: Int
        /// Nil when compressing does not pay.
        let gzip: ByteBuffer?
        /// Nil besides for what one reader gets.
        let brotli: ByteBuffer?
        let tag: String

        init(plain: ByteBuffer?, size: Int, gzip: ByteBuffer?, brotli: ByteBuffer?, tag: String) {
            self.plain = plain
            self.size = size
            self.gzip = gzip
            self.brotli = brotli
            self.tag = tag
        }

        convenience init(_ text: String, _ effort: Effort) {
            let bytes = Array(text.utf8)
            let pays = effort != .none && bytes.count > Page.packetBytes
            self.init(
                plain: pays ? nil : ByteBuffer(bytes: bytes), size: bytes.count,
                gzip: pays ? Compression.gzip(bytes) : nil,
                brotli: pays && effort == .whole ? Compression.brotli(bytes) : nil,
                tag: String(Digest(of: bytes).description.prefix(32)))
        }
    }

    /// How much is compressed: a page for one reader only in the way that takes little time, since it is sent
    /// once.
    private enum Effort { case none, quick, whole }

    private init(
        _ contentType: String, _ caching: Caching, isUnlisted: Bool, _ bytes: Bytes?,
        _ text: (@Sendable () -> String)? = nil
    ) {
        self.contentType = contentType
        self.caching = caching
        self.isUnlisted = isUnlisted
        self.text = text
        if let bytes { _ = printed.storeIfNil(bytes) }
    }

    private var bytesAtHand: Bytes {
        if let bytes = printed.load() { return bytes }
        guard let text else {
            preconditionFailure("a page has its bytes, or words to make them of")
        }
        return printed.storeIfNil(Bytes(text(), .none))
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

    /// Below a packet's worth, compressing saves nobody anything.
    private static let packetBytes = 1200
}

extension Page {
    /// A page of these words.
    ///
    /// - Parameter isSentOnce: whether it answers one request, and is not kept.
    package convenience init(
        _ text: String, contentType: String = "text/html; charset=utf-8", caching: Caching,
        isUnlisted: Bool, isSentOnce: Bool = false
    ) {
        self.init(
            contentType, caching, isUnlisted: isUnlisted,
            Bytes(text, isSentOnce ? .quick : .whole))
    }

    /// A page that is printed when it is asked for, and not compressed.
    package convenience init(
        putOff text: @escaping @Sendable () -> String, caching: Caching, isUnlisted: Bool
    ) {
        self.init("text/html; charset=utf-8", caching, isUnlisted: isUnlisted, nil, text)
    }

    /// Bytes that somebody else made, for tests.
    package convenience init(
        identity: ByteBuffer, gzip: ByteBuffer?, brotli: ByteBuffer?, contentType: String,
        tag: String, caching: Caching, isUnlisted: Bool
    ) {
        self.init(
            contentType, caching, isUnlisted: isUnlisted,
            Bytes(
                plain: identity, size: identity.readableBytes, gzip: gzip, brotli: brotli, tag: tag)
        )
    }

    /// The same page, printed and compressed.
    func whole() -> Page {
        guard let text else { return self }
        return Page(text(), contentType: contentType, caching: caching, isUnlisted: isUnlisted)
    }

    /// What it keeps compressed, as far as it is printed: nothing, or gzip and brotli.
    var coded: [ByteBuffer] {
        guard let bytes = printed.load(), let gzip = bytes.gzip, let brotli = bytes.brotli else {
            return []
        }
        return [gzip, brotli]
    }

    /// The same page, with the same bytes in other places: those of `coded`, in its order.
    func keeping(_ coded: [ByteBuffer]) -> Page {
        guard coded.count == 2, let bytes = printed.load() else { return self }
        return Page(
            contentType, caching, isUnlisted: isUnlisted,
            Bytes(
                plain: bytes.plain, size: bytes.size, gzip: coded[0], brotli: coded[1],
                tag: bytes.tag))
    }

    /// The bytes before any encoding.
    package var identity: ByteBuffer {
        let bytes = bytesAtHand
        if let plain = bytes.plain { return plain }
        guard let gzip = bytes.gzip else { preconditionFailure("only gzip takes their place") }
        return Compression.gunzip(gzip, size: bytes.size)
    }

    /// Nil when compressing does not pay, or has to wait.
    package var gzip: ByteBuffer? { bytesAtHand.gzip }
    package var brotli: ByteBuffer? { bytesAtHand.brotli }

    /// The hexadecimal start of the SHA-256 of `identity`, of which each encoding makes its own
    /// strong entity tag.
    package var tag: String { bytesAtHand.tag }

    package var bytes: [UInt8] { Array(identity.readableBytesView) }

    /// Whether programs of other sites may read it: a feed that everybody may have.
    package var isFeed: Bool {
        caching == .shared
            && ["application/atom+xml", "application/feed+json"].contains {
                contentType.hasPrefix($0)
            }
    }

    /// Whether readers may be given other bytes, now or once the page is compressed.
    package var varies: Bool {
        let bytes = bytesAtHand
        return bytes.gzip != nil || bytes.brotli != nil || bytes.size > Page.packetBytes
    }
}
