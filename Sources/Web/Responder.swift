internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Hummingbird's side of the desk: everything that the byte path left.
struct DeskResponder: HTTPResponder {
    let desk: Desk

    func respond(to request: Request, context: Caller) async throws -> Response {
        let visitor = desk.trust.visitor(
            from: context.peer,
            forwarding: Forwarding(request.headers, country: desk.settings.countryHeader))
        let reply = await reply(to: request, from: visitor)
        desk.counters.countAnswer(
            status: reply.status.code, bytes: reply.body?.readableBytes ?? 0)
        return Response(reply)
    }

    private func reply(to request: Request, from visitor: Visitor) async -> Reply {
        let policy = desk.policies.policy(isSecure: visitor.isSecure)
        do {
            guard let body = try await body(of: request) else {
                return Refusal.bodyTooLarge.reply(policy)
            }
            return await desk.reply(
                to: Asking(request.head, body, from: visitor, at: desk.settings.origin))
        } catch {
            // Only its body can fail: the reader has hung up in the middle of it.
            desk.settings.logger.trace("A request ended early")
            return Refusal.badRequest.reply(policy)
        }
    }

    /// Nil where it is larger than allowed. Over HTTP/1 the gate has seen to it before.
    private func body(of request: Request) async throws -> ByteBuffer? {
        let limit = desk.settings.limits.bodyBytes
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            return nil
        }
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            return nil
        }
    }

}

extension Forwarding {
    /// What the headers say that came in; `country` is the name of the header that tells it.
    init(_ fields: HTTPFields, country: String?) {
        let country = country.flatMap { HTTPField.Name($0) }
        self.init(
            addresses: fields[values: .forwardedFor], schemes: fields[values: .forwardedProto],
            countries: country.map { fields[values: $0] } ?? [])
    }
}

/// What Hummingbird carries along with a request: from which socket it came.
struct Caller: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: IPAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        // An HTTP/2 stream is a channel of its own, and its parent has the socket.
        peer = IPAddress(source.channel.remoteAddress ?? source.channel.parent?.remoteAddress)
    }
}

extension Response {
    fileprivate init(_ reply: Reply) {
        self.init(
            status: reply.status, headers: reply.fields,
            body: reply.body.map { ResponseBody(byteBuffer: $0) } ?? ResponseBody())
        // An empty body makes Hummingbird say that the length is 0, which is not the length of what
        // the reader has already.
        if reply.status == .notModified { headers[.contentLength] = nil }
    }
}
