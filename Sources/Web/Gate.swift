internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import Press
internal import Publishing

/// The requests of one HTTP/1 connection, whole, and their answers in the same order.
///
/// What a printed page answers is answered here, with bytes that are ready. Everything else is handed to
/// the desk in a task of its own; what comes meanwhile on the same connection waits.
final class Gate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart

    /// Those that are not yet answered: the first is with the desk.
    private var waiting: [Whole] = []
    private let wire: Wire
    private let desk: Desk
    private let heads: HeadCache
    private let loop: any EventLoop
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
    /// Whoever sends the request that is being read waits to hear that they may go on.
    private var owesContinue = false

    private struct Whole {
        let head: HTTPRequestHead
        let notes: RequestNotes
        let body: ByteBuffer?

        var isHead: Bool { head.isHead }
        var isReading: Bool { if case .GET = head.method { true } else { isHead } }
    }

    init(wire: Wire, desk: Desk, heads: HeadCache, loop: any EventLoop) {
        self.wire = wire
        self.desk = desk
        self.heads = heads
        self.loop = loop
    }

    var inFlight: Int { waiting.count }

    func handlerAdded(context: ChannelHandlerContext) {
        peer = IPAddress(context.channel.remoteAddress)
        wire.attach(self)
    }

    /// Nothing that waited is begun for nobody.
    func handlerRemoved(context: ChannelHandlerContext) {
        waiting.removeAll()
        wire.attach(nil)
    }

    // MARK: Reading a request

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head)
        case .body(let bytes): take(bytes)
        case .end: complete()
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        let isLong = lineBytes(of: head) > desk.settings.limits.requestLineBytes
        var head = head
        if head.uri.utf8.first != UInt8(ascii: "/") { head.uri = Target.originForm(head.uri) }
        wire.enter(.body)
        isHead = head.isHead
        notes = RequestNotes(head.headers, country: desk.settings.countryHeader)
        if isLong { return refuse(.targetTooLong) }
        if let refusal = objection(to: head) { return refuse(refusal) }
        self.head = head
        owesContinue = notes.expectsContinue && head.version == .http1_1
        if waiting.isEmpty { sayContinue() }
    }

    /// In its turn, like an answer.
    private func sayContinue() {
        guard owesContinue, head != nil, body == nil else { return }
        owesContinue = false
        wire.send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"), nil)
    }

    /// Of the first line as it was sent: two spaces and the version stand on it as well.
    private func lineBytes(of head: HTTPRequestHead) -> Int {
        head.method.rawValue.utf8.count + head.uri.utf8.count + "  HTTP/1.1".utf8.count
    }

    /// What can be said against a request before its body has come.
    private func objection(to head: HTTPRequestHead) -> Refusal? {
        let limits = desk.settings.limits
        if notes.headerBytes > limits.headerBytes { return .headTooLarge }
        // HTTP/1.0 knew no Host; a repeated one would let two readers of the request disagree.
        if notes.hosts > 1 || (notes.hosts == 0 && head.version == .http1_1) { return .badRequest }
        if !notes.hostsAreSound { return .badRequest }
        if notes.declaredBytes > limits.bodyBytes { return .bodyTooLarge }
        if notes.hasOtherCoding { return .unknownCoding }
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

    private func complete() {
        guard let head else { return }
        let asked = Whole(head: head, notes: notes, body: body)
        isClosing = isStopping || isLast(head)
        (self.head, self.body) = (nil, nil)
        // What comes next may not be readable at all, and is answered as if nothing were known of it.
        (isHead, notes) = (false, RequestNotes())
        if waiting.isEmpty, answerAtOnce(asked, isLast: isClosing) {
            settle()
            return
        }
        waiting.append(asked)
        wire.enter(.answering)
        if waiting.count == 1 { ask(asked) }
    }

    /// Whether nothing can follow a request: the client says so, or is of the age that does not
    /// say reliably, or asks for another protocol, after which the decoder understands nothing.
    private func isLast(_ head: HTTPRequestHead) -> Bool {
        if case .CONNECT = head.method { return true }
        return !head.isKeepAlive || head.version != .http1_1 || notes.upgrades
    }

    // MARK: Answering

    /// The byte path.
    private func answerAtOnce(_ asked: Whole, isLast: Bool) -> Bool {
        guard asked.isReading, asked.body == nil,
            let ready = heads.ready(
                asked.head.uri, for: reader(of: asked), isLast: isLast, at: desk.settings.now())
        else { return false }
        heads.tally.count(isKnown: ready.isKnown, bytes: ready.bodyBytes)
        wire.send(ready.start, ready.rest)
        return true
    }

    private func reader(of asked: Whole) -> HeadCache.Reader {
        let visitor = visitor(asked.notes)
        return HeadCache.Reader(
            encodings: Encodings(asked.notes.acceptEncoding), ifNoneMatch: asked.notes.ifNoneMatch,
            isHead: asked.isHead, isSecure: visitor.isSecure, country: visitor.country)
    }

    private func visitor(_ notes: RequestNotes) -> Visitor {
        desk.trust.visitor(from: peer, forwarding: notes.forwarding)
    }

    /// Has the first that waits answered, later.
    private func ask(_ asked: Whole) {
        let gate = NIOLoopBound(self, eventLoop: loop)
        if let reply = refusal(of: asked) {
            loop.scheduleTask(in: Rush.pause) { gate.value.end(reply) }
            return
        }
        let asking = Asking(
            asked.head, asked.body, from: visitor(asked.notes), at: desk.settings.origin)
        Task { [desk, loop] in
            let reply = await desk.reply(to: asking)
            loop.execute { gate.value.end(reply) }
        }
    }

    /// What one too many is told, if it is one.
    private func refusal(of asked: Whole) -> Reply? {
        guard asked.isReading else { return nil }
        return desk.refusalAtOnce(asked.head.uri, for: reader(of: asked))
    }

    /// Sends the answer of the first that waits, and turns to those behind it.
    private func end(_ reply: Reply) {
        // None where the connection has ended meanwhile.
        guard !waiting.isEmpty else { return }
        let asked = waiting.removeFirst()
        send(
            reply, isHead: asked.isHead,
            isLast: isClosing && waiting.isEmpty && pendingRefusal == nil)
        while let next = waiting.first {
            let isLast = isClosing && waiting.count == 1 && pendingRefusal == nil
            guard answerAtOnce(next, isLast: isLast) else {
                ask(next)
                break
            }
            waiting.removeFirst()
        }
        if waiting.isEmpty {
            settle()
            sayContinue()
        }
        wire.flush()
        wire.resume()
    }

    private func send(_ reply: Reply, isHead: Bool, isLast: Bool) {
        let body = isHead ? nil : reply.body
        desk.counters.countAnswer(status: reply.status.code, bytes: body?.readableBytes ?? 0)
        let head = reply.head(date: httpDate(desk.settings.now()))
        wire.send(isLast ? head.saying("Connection: close\r\n") : head, body)
    }

    /// Every answer is on its way.
    private func settle() {
        if let refusal = pendingRefusal {
            pendingRefusal = nil
            send(refusal)
        } else if isClosing {
            wire.finish()
        } else if head == nil, wire.phase == .answering || wire.phase == .body {
            wire.enter(.idle)
        }
    }

    // MARK: Refusing, and ending

    /// Answers a request that cannot be understood, in its turn, and ends the connection: nobody
    /// can tell where the next request begins.
    func refuse(_ refusal: Refusal) {
        guard !isClosing else { return }
        stopListening()
        if waiting.isEmpty { send(refusal) } else { pendingRefusal = refusal }
    }

    private func stopListening() {
        isClosing = true
        (head, body) = (nil, nil)
    }

    private func send(_ refusal: Refusal) {
        let reply = refusal.reply(desk.policies.policy(isSecure: visitor(notes).isSecure))
        send(reply, isHead: isHead, isLast: true)
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
        default: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { hearNoMore() }
        context.fireUserInboundEventTriggered(event)
    }

    /// The client has said all it wanted to say.
    private func hearNoMore() {
        guard !isClosing else { return }
        stopListening()
        if waiting.isEmpty { wire.finish() }
    }

    /// The server is stopping: whatever has begun is finished, and nothing begins.
    func quiesce() {
        guard !isClosing else { return }
        let isReading = wire.phase == .head || wire.phase == .body
        if !waiting.isEmpty {
            isClosing = true
        } else if isReading {
            isStopping = true
        } else {
            isClosing = true
            wire.finish()
        }
    }
}

extension HTTPRequestHead {
    /// `==` would compare the words of two methods.
    fileprivate var isHead: Bool { if case .HEAD = method { true } else { false } }
}
