internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes
internal import Publishing

/// Answers an HTTP/2 stream that asks for a printed page, as the gate does on HTTP/1: here, with
/// bytes that are ready, checked against the clock. Everything else goes on to Hummingbird.
final class StreamGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    private let desk: Desk
    private let headCaches: HeadCaches
    /// What was asked for, until it is known to come without a body.
    private var held: HTTPRequest?

    init(desk: Desk, headCaches: HeadCaches) {
        (self.desk, self.headCaches) = (desk, headCaches)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let request) where request.method == .get || request.method == .head:
            held = request
        case .end where held.map({ answer($0, context) }) == true:
            held = nil
        default:
            letGo(context)
            context.fireChannelRead(data)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        letGo(context)
        context.fireChannelInactive()
    }

    private func letGo(_ context: ChannelHandlerContext) {
        guard let request = held else { return }
        held = nil
        context.fireChannelRead(wrapInboundOut(.head(request)))
    }

    private func answer(_ request: HTTPRequest, _ context: ChannelHandlerContext) -> Bool {
        let now = desk.settings.now()
        let heads = headCaches.heads(of: context.eventLoop, at: desk)
        guard let path = request.path else { return false }
        let reader = reader(of: request, context)
        if let words = heads.words(path, for: reader, at: now) {
            heads.tally.count(isKnown: words.isKnown, bytes: words.body?.readableBytes ?? 0)
            send(words.response, words.body, context)
            return true
        }
        guard let reply = desk.refusalAtOnce(path, for: reader) else { return false }
        let body = reader.isHead ? nil : reply.body
        desk.counters.countAnswer(status: reply.status.code, bytes: body?.readableBytes ?? 0)
        var response = HTTPResponse(status: reply.status, headerFields: reply.fields)
        response.headerFields[.date] = httpDate(now)
        context.eventLoop.assumeIsolated().scheduleTask(in: Rush.pause) {
            self.send(response, body, context)
        }
        return true
    }

    private func send(_ head: HTTPResponse, _ body: ByteBuffer?, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if let body, body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(body)), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func reader(
        of request: HTTPRequest, _ context: ChannelHandlerContext
    ) -> HeadCache.Reader {
        let fields = request.headerFields
        // A stream is a channel of its own, and its parent has the socket.
        let visitor = desk.trust.visitor(
            from: IPAddress(context.channel.parent?.remoteAddress),
            forwarding: Forwarding(fields, country: desk.settings.countryHeader))
        return HeadCache.Reader(
            encodings: Encodings(fields[.acceptEncoding]), ifNoneMatch: fields[.ifNoneMatch],
            isHead: request.method == .head, isSecure: visitor.isSecure, country: visitor.country)
    }
}
