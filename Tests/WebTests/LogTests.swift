import Cast
import Content
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Press
import Publishing
import Synchronization
import Testing

@testable import Web

/// Keeps every line that is logged, at whatever level.
final class LogBook: Sendable {
    private let pages = Mutex<[String]>([])

    var lines: [String] { pages.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Scribe(book: self) } }

    struct Scribe: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])"
            book.pages.withLock { $0.append(line) }
        }
    }
}

extension OverSockets {
    @Suite("The log knows no reader")
    struct LogTests {
        @Test("not a path, a search, an address or a referrer, even at its most talkative")
        func canaries() async throws {
            let book = LogBook()
            try await serving {
                $0.logger = book.logger
                $0.trustedProxies = [CIDR("127.0.0.1")!]
            } _: { port async throws in
                for request in [
                    "GET /int/en/?q=canary-search HTTP/1.1", "GET /canary-path HTTP/1.1",
                    "GET /%canary-broken HTTP/1.1", "CANARY / HTTP/1.1", "POST /canary HTTP/1.1",
                ] {
                    try await talk(to: port) { talk async throws in
                        try await talk.say(
                            request
                                + "\r\nHost: canary.example\r\nReferer: https://canary.example/\r\n"
                                + "X-Forwarded-For: 203.0.113.77\r\nConnection: close\r\n\r\n")
                        _ = try await talk.hearToTheEnd()
                    }
                }
            }
            #expect(!book.lines.isEmpty)
            for line in book.lines {
                #expect(!line.lowercased().contains("canary"))
                #expect(!line.contains("203.0.113.77"))
            }
        }
    }
}

@Suite("A request that ends in the middle")
struct FailureTests {
    struct Accident: Error {
        let path = "/canary"
    }

    /// The answer to a request whose body fails as it is read.
    private func answer(_ book: LogBook) async throws -> Response {
        let settings = WebSettings.sample { $0.logger = book.logger }
        let responder = DeskResponder(desk: Desk(settings: settings, source: Given()))
        let body = AsyncThrowingStream<ByteBuffer, any Error> { $0.finish(throwing: Accident()) }
        let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/canary")
        let source = ApplicationRequestContextSource(
            channel: NIOAsyncTestingChannel(), logger: book.logger)
        return try await responder.respond(
            to: Request(head: head, body: RequestBody(asyncSequence: body)),
            context: Caller(source: source))
    }

    @Test("is answered plainly with every header, and is nothing for the operator")
    func failure() async throws {
        let book = LogBook()
        let response = try await answer(book)
        #expect(response.status == .badRequest)
        #expect(response.headers[.contentSecurityPolicy] != nil)
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(book.lines.allSatisfy { $0.hasPrefix("trace") && !$0.contains("canary") })
    }
}
