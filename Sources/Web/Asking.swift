internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// A request, as far as an answer depends on it.
struct Asking: Sendable {
    var method: HTTPRequest.Method
    /// The target as it was sent.
    var target: String
    var acceptEncoding: String?
    var acceptLanguage: String?
    var ifNoneMatch: String?
    var visitor: Visitor
    /// A page of another site made a browser send it.
    var isCrossSite = false
    var accept: String?
    var contentType: String?
    var cookies = ""
    var body: ByteBuffer?
}

extension Asking {
    /// - Parameter site: the site's own origin.
    init(_ head: HTTPRequest, _ body: ByteBuffer, from visitor: Visitor, at site: String) {
        method = head.method
        target = head.path ?? ""
        acceptEncoding = head.headerFields[.acceptEncoding]
        acceptLanguage = head.headerFields[.acceptLanguage]
        ifNoneMatch = head.headerFields[.ifNoneMatch]
        self.visitor = visitor
        isCrossSite = Provenance(
            fetchSite: head.headerFields[.fetchSite], origin: head.headerFields[.origin],
            host: head.authority
        ).isCross(site)
        accept = head.headerFields[.accept]
        contentType = head.headerFields[.contentType]
        cookies = head.headerFields[values: .cookie].joined(separator: ";")
        self.body = body
    }

    /// Of HTTP/1, whose methods are all known to HTTP's words.
    init(_ head: HTTPRequestHead, _ body: ByteBuffer?, from visitor: Visitor, at site: String) {
        func value(_ name: String) -> String? {
            let values = head.headers[name]
            // A header that comes twice means what its copies mean in a row (RFC 9110 §5.3).
            return values.isEmpty ? nil : values.joined(separator: ", ")
        }
        method = HTTPRequest.Method(rawValue: head.method.rawValue) ?? .trace
        target = head.uri
        acceptEncoding = value("Accept-Encoding")
        acceptLanguage = value("Accept-Language")
        ifNoneMatch = value("If-None-Match")
        self.visitor = visitor
        isCrossSite = Provenance(
            fetchSite: value("Sec-Fetch-Site"), origin: value("Origin"), host: value("Host")
        ).isCross(site)
        accept = value("Accept")
        contentType = value("Content-Type")
        cookies = head.headers["Cookie"].joined(separator: ";")
        self.body = body
    }

    /// Nothing is asked to be kept.
    var isReading: Bool { method == .get || method == .head }
}
