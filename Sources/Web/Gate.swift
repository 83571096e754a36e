internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import Press
internal import Publishing

/// The requests of one HTTP/1 connection, whole.
///
/// What a printed page answers is answered here, with bytes that are ready; the rest goes on to
/// Hummingbird, its body complete. Nothing is answered here while an earlier request of the same
/// connection is still with Hummingbird, so answers keep their order.
final class Gate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Requests that Hummingbird has not yet answered.
    private(set) var inFlight = 0
    private var hasForwarded = false
    private let wire: Wire
    private let desk: Desk
    private let heads: HeadCache
    private var peer: IPAddress?

    private var head: HTTPRequestHead?
    private var notes = RequestNotes()
    private var body: ByteBuffer?
    /// After the answers that are due, the connection ends; nothing more is heard.
    private var isClosing = false
    private var pendingRefusal: Refusal?
    /// What was asked for is a head alone, as far as it is known.
    private var isHead = false
    /// The request that is being read is the last one.
    private var isStopping = false
    /// A refusal that waits for its time; nothing is answered before it has gone.
    private var held: (head: ByteBuffer, body: ByteBuffer?, timer: Scheduled<Void>)?

    init(wire: Wire, desk: Desk, heads: HeadCache) {
        self.wire = wire
        self.desk = desk
        self.heads = heads
    }

    func handlerAdded(context: ChannelHandlerContext) {
        peer = IPAddress(context.channel.remoteAddress)
        wire.attach(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { wire.attach(nil) }

    // MARK: Reading a request

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head)
        case .body(let bytes): take(bytes)
        case .end: complete(context)
        }
    }

    /// Hummingbird's side is woken only when there is something for it.
    func channelReadComplete(context: ChannelHandlerContext) {
        guard hasForwarded else { return }
        hasForwarded = false
        context.fireChannelReadComplete()
    }

    private func begin(_ head: HTTPRequestHead) {
        var head = head
        if head.uri.utf8.first != UInt8(ascii: "/") { head.uri = Target.originForm(head.uri) }
        wire.enter(.body)
        isHead = head.method == .HEAD
        notes = RequestNotes(head.headers, country: desk.settings.countryHeader)
        if let refusal = objection(to: head) { return refuse(refusal) }
        self.head = head
        if notes.expectsContinue, head.version == .http1_1, inFlight == 0 {
            wire.send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"), nil)
        }
    }

    /// What can be said against a request before its body has come.
    private func objection(to head: HTTPRequestHead) -> Refusal? {
        let limits = desk.settings.limits
        // Two spaces and the version stand on the line as well.
        let line = head.method.rawValue.utf8.count + head.uri.utf8.count + "  HTTP/1.1".utf8.count
        if line > limits.requestLineBytes { return .targetTooLong }
        if head.headers.byteCount > limits.headerBytes { return .headTooLarge }
        // HTTP/1.0 knew no Host; a repeated one would let two readers of the request disagree.
        if notes.hosts > 1 || (notes.hosts == 0 && head.version == .http1_1) { return .badRequest }
        if !notes.hostsAreSound { return .badRequest }
        if notes.declaredBytes > limits.bodyBytes { return .bodyTooLarge }
        let isOurs = head.uri.utf8.first == UInt8(ascii: "/") || head.uri == "*"
        if !isOurs, head.method != .CONNECT { return .badRequest }
        if notes.expectsMore { return .expectationFailed }
        return nil
    }

    private func take(_ bytes: ByteBuffer) {
        guard head != nil else { return }
        body.setOrWriteImmutableBuffer(bytes)
        if body?.readableBytes ?? 0 > desk.settings.limits.bodyBytes { refuse(.bodyTooLarge) }
    }

    private func complete(_ context: ChannelHandlerContext) {
        guard let head else { return }
        letGo()
        self.head = nil
        let body = self.body
        self.body = nil
        isClosing = isStopping || isLast(head)
        if inFlight == 0, body == nil, answer(head, context) { return }
        forward(head, body, context)
    }

    /// Whether nothing can follow a request: the client says so, or is of the age that does not
    /// say reliably, or asks for another protocol, after which the decoder understands nothing.
    private func isLast(_ head: HTTPRequestHead) -> Bool {
        !head.isKeepAlive || head.version != .http1_1 || notes.upgrades || head.method == .CONNECT
    }

    // MARK: The byte path

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) -> Bool {
        guard head.method == .GET || head.method == .HEAD else { return false }
        let now = desk.settings.now()
        guard let site = desk.source.readySite(at: now) else { return false }
        let reader = reader(of: head)
        if let ready = heads.ready(head.uri, of: site, for: reader, at: now) {
            heads.tally.count(isKnown: ready.isKnown, ready.body)
            send(ready.head, ready.body)
            return true
        }
        guard
            let reply = SearchClerk.refusal(of: head.uri, on: site, for: reader, at: desk)
        else { return false }
        let body = reader.isHead ? nil : reply.body
        desk.counters.countAnswer(status: reply.status.code, bytes: body?.readableBytes ?? 0)
        hold(reply.head(date: httpDate(now)), body, context)
        return true
    }

    /// Keeps a refusal back for a moment; unless something else is to be said on this connection.
    private func hold(
        _ head: ByteBuffer, _ body: ByteBuffer?, _ context: ChannelHandlerContext
    ) {
        wire.enter(.answering)
        let pause = SearchClerk.pauseBeforeRefusal
        let timer = context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            self.letGo()
            self.wire.flush()
        }
        held = (head, body, timer)
    }

    /// Nothing else comes before a refusal that is kept back, not even the connection's end.
    func letGo() {
        guard let (head, body, timer) = held else { return }
        held = nil
        timer.cancel()
        send(head, body)
    }

    private func send(_ head: ByteBuffer, _ body: ByteBuffer?) {
        if isClosing {
            wire.send(head.saying("Connection: close\r\n"), body)
            wire.finish()
        } else {
            wire.send(head, body)
            wire.enter(.idle)
        }
    }

    private func reader(of head: HTTPRequestHead) -> HeadCache.Reader {
        let visitor = desk.trust.visitor(from: peer, forwarding: notes.forwarding)
        return HeadCache.Reader(
            encodings: Encodings(notes.acceptEncoding), ifNoneMatch: notes.ifNoneMatch,
            isHead: head.method == .HEAD, isSecure: visitor.isSecure, country: visitor.country)
    }

    // MARK: Hummingbird's requests

    /// Hummingbird ends a connection after exactly `Connection: close`, so that is what it is told.
    private func forward(
        _ head: HTTPRequestHead, _ body: ByteBuffer?, _ context: ChannelHandlerContext
    ) {
        var head = head
        head.headers.remove(name: "Upgrade")
        head.headers.remove(name: "Expect")
        head.headers.replaceOrAdd(name: "Connection", value: isClosing ? "close" : "keep-alive")
        inFlight += 1
        hasForwarded = true
        wire.enter(.answering)
        context.fireChannelRead(wrapInboundOut(.head(head)))
        if let body { context.fireChannelRead(wrapInboundOut(.body(body))) }
        context.fireChannelRead(wrapInboundOut(.end(nil)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if isClosing, inFlight == 1, pendingRefusal == nil {
                head.headers.replaceOrAdd(name: "Connection", value: "close")
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            inFlight -= 1
            if inFlight == 0 { settle() }
            wire.resume()
        }
    }

    /// Every answer is on its way.
    private func settle() {
        if let refusal = pendingRefusal {
            pendingRefusal = nil
            send(refusal)
        } else if isClosing {
            wire.finish()
        } else if wire.phase == .answering {
            wire.enter(.idle)
        }
    }

    // MARK: Refusing, and ending

    /// Answers a request that cannot be understood, in its turn, and ends the connection: nobody
    /// can tell where the next request begins.
    func refuse(_ refusal: Refusal) {
        guard !isClosing else { return }
        letGo()
        isClosing = true
        head = nil
        body = nil
        if inFlight == 0 { send(refusal) } else { pendingRefusal = refusal }
    }

    private func send(_ refusal: Refusal) {
        let visitor = desk.trust.visitor(from: peer, forwarding: notes.forwarding)
        let reply = refusal.reply(desk.policies.policy(isSecure: visitor.isSecure))
        let date = httpDate(desk.settings.now())
        let body = isHead ? nil : reply.body
        desk.counters.countAnswer(status: reply.status.code, bytes: body?.readableBytes ?? 0)
        wire.send(reply.head(date: date).saying("Connection: close\r\n"), body)
        wire.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case HTTPParserError.headerOverflow:
            refuse(wire.isInRequestLine ? .targetTooLong : .headTooLarge)
        case HTTPParserError.invalidMethod: refuse(.methodNotAllowed)
        case HTTPParserError.invalidVersion: refuse(.unknownVersion)
        case is HTTPParserError: refuse(.badRequest)
        case is ByteToMessageDecoderError:
            // What follows a request that was refused.
            break
        default: context.fireErrorCaught(error)
        }
    }

    /// The server is stopping: whatever has begun is finished, and nothing begins.
    func quiesce() {
        guard !isClosing else { return }
        letGo()
        let isReading = wire.phase == .head || wire.phase == .body
        if inFlight == 0, !isReading {
            isClosing = true
            wire.finish()
        } else if inFlight > 0 {
            isClosing = true
        } else {
            isStopping = true
        }
    }
}

extension HTTPHeaders {
    /// What they took on the wire: names, values, and the four bytes around each pair.
    fileprivate var byteCount: Int {
        reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    }
}
