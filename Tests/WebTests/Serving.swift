import Glibc
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@testable import Web

/// What is tested on real sockets: one after another, since time limits are among it.
@Suite("Over sockets", .serialized, .timeLimit(.minutes(5)))
enum OverSockets {}

/// Runs a server on a free port while `body` talks to it, and then stops it as an operator would.
func serving<Result>(
    _ source: Given = Given(), _ change: (inout WebSettings) -> Void = { _ in },
    _ body: (_ port: Int) async throws -> Result
) async throws -> Result {
    let settings = WebSettings.sample(change)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = WebServer(settings: settings, source: source) { port.yield($0) }
    let services = ServiceGroup(
        configuration: .init(services: [server], logger: settings.logger))
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await services.run()
        }
        guard let number = await ports.first(where: { _ in true }) else {
            try await group.waitForAll()
            throw Unheard.never
        }
        do {
            let result = try await body(number)
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return result
        } catch {
            await services.triggerGracefulShutdown()
            throw error
        }
    }
}

enum Unheard: Error {
    /// The server never began to listen.
    case never
    /// The connection ended in the middle of an answer.
    case brokenOff(String)
}

/// A client that says exactly what it is told, byte for byte, and hangs up after half a minute.
func talk<Result>(
    to port: Int, _ body: (inout Talk) async throws -> Result
) async throws -> Result {
    let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true))
            }
        }
    let channel = connection.channel
    let deadline = channel.eventLoop.scheduleTask(in: .seconds(30)) {
        channel.close(promise: nil)
    }
    defer { deadline.cancel() }
    return try await connection.executeThenClose { inbound, outbound in
        var talk = Talk(inbound: inbound.makeAsyncIterator(), outbound: outbound)
        return try await body(&talk)
    }
}

/// One connection's conversation.
struct Talk {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var unread = ByteBuffer()

    init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        (self.inbound, self.outbound) = (inbound, outbound)
    }

    func say(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
    func say(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// Says that nothing more will be said.
    func stopTalking() { outbound.finish() }

    /// Asks for a path with the headers that HTTP/1.1 needs, and any others.
    func get(_ path: String, _ headers: String...) async throws {
        let lines = (["GET \(path) HTTP/1.1", "Host: nets.example"] + headers)
        try await say(lines.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    /// The next answer, whole.
    mutating func hear(toHead isHead: Bool = false) async throws -> Heard {
        var heard = Heard(head: try await head())
        let length = heard["content-length"].flatMap { Int($0) } ?? 0
        let hasBody = !isHead && heard.status != 304 && heard.status >= 200
        while hasBody, unread.readableBytes < length {
            guard try await readOn() else { throw Unheard.brokenOff(heard.head) }
        }
        heard.body = hasBody ? unread.readString(length: length) ?? "" : ""
        return heard
    }

    private mutating func head() async throws -> String {
        while true {
            // No head is longer.
            let start = String(decoding: unread.readableBytesView.prefix(4096), as: UTF8.self)
            if let end = start.firstRange(of: "\r\n\r\n") {
                let head = String(start[..<end.lowerBound])
                unread.moveReaderIndex(forwardBy: head.utf8.count + 4)
                unread.discardReadBytes()
                return head
            }
            guard try await readOn() else { throw Unheard.brokenOff(start) }
        }
    }

    /// Everything up to the end of the connection; nothing when it has ended already.
    mutating func hearToTheEnd() async throws -> String {
        while try await readOn() {}
        let text = String(buffer: unread)
        unread.clear()
        return text
    }

    /// How many bytes come before the connection ends, well or badly.
    mutating func hearToTheEndOrFailure() async throws -> Int {
        var count = unread.readableBytes
        do {
            while let bytes = try await inbound.next() { count += bytes.readableBytes }
        } catch let error as IOError where error.errnoCode == ECONNRESET {
            return count
        }
        return count
    }

    private mutating func readOn() async throws -> Bool {
        guard let bytes = try await inbound.next() else { return false }
        unread.writeImmutableBuffer(bytes)
        return true
    }
}

/// An answer as it came.
struct Heard {
    let head: String
    var body = ""

    init(head: String) { self.head = head }

    var status: Int { Int(head.split(separator: " ")[1]) ?? 0 }

    /// By name in lower case, in the order of their names, without the date.
    var fields: [String] {
        head.split(separator: "\r\n").dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return parts[0].lowercased() + ":" + (parts.count > 1 ? parts[1] : "")
        }.filter { !$0.hasPrefix("date:") }.sorted()
    }

    /// The value of a header, by its name in lower case; nil unless there is exactly one.
    subscript(_ name: String) -> String? {
        let lines = head.split(separator: "\r\n").dropFirst()
        let found = lines.filter { $0.lowercased().hasPrefix(name + ":") }
        guard found.count == 1 else { return nil }
        return String(found[0].dropFirst(name.count + 1)).trimmingPrefix(" ").description
    }
}

/// What a client that runs beside the test has heard.
final class Letterbox: Sendable {
    private struct State {
        var task: Task<Heard, any Error>?
        var hasCome = false
    }

    private let state = Mutex(State())

    var hasCome: Bool { state.withLock(\.hasCome) }

    func expect(_ hear: @escaping @Sendable () async throws -> Heard) {
        let task = Task {
            let heard = try await hear()
            state.withLock { $0.hasCome = true }
            return heard
        }
        state.withLock { $0.task = task }
    }

    func open() async throws -> Heard {
        guard let task = state.withLock({ $0.task }) else { throw Unheard.never }
        return try await task.value
    }
}
