internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes
internal import NIOSSL
internal import NIOTLS

/// TLS, and then HTTP/2 or the plain road, as the client chooses (ALPN).
struct SecureRoad: HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let negotiated: EventLoopFuture<Negotiated>
        let channel: any Channel
    }

    enum Negotiated: Sendable {
        case http1(PlainRoad.Value)
        case http2(HTTP2Channel.Value)
    }

    private let plain: PlainRoad
    private let streams: HTTP2Channel
    private let tls: NIOSSLContext

    var responder: Responder { plain.responder }

    init(_ plain: PlainRoad, files: WebSettings.TLSFiles) throws {
        self.plain = plain
        streams = HTTP2Channel(
            responder: plain.responder, configuration: SecureRoad.streams(plain))
        tls = try SecureRoad.context(files)
    }

    private static func context(_ files: WebSettings.TLSFiles) throws -> NIOSSLContext {
        let chain = try SecureRoad.or(
            { .unreadableCertificate(path: files.certificate, detail: $0) },
            { try NIOSSLCertificate.fromPEMFile(files.certificate) })
        guard !chain.isEmpty else {
            throw StartRefusal.unreadableCertificate(
                path: files.certificate, detail: "it holds none")
        }
        let key = try SecureRoad.or(
            { .unreadableKey(path: files.key, detail: $0) },
            { try NIOSSLPrivateKey(file: files.key, format: .pem) })
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        return try SecureRoad.or(
            {
                .keyOfAnotherCertificate(
                    certificate: files.certificate, key: files.key, detail: $0)
            },
            { try NIOSSLContext(configuration: configuration) })
    }

    /// The value, or the refusal that says what the operator has to mend and what TLS said.
    private static func or<Value>(
        _ refusal: (String) -> StartRefusal, _ value: () throws -> Value
    ) throws(StartRefusal) -> Value {
        do {
            return try value()
        } catch {
            throw refusal("\(error)")
        }
    }

    private static func streams(_ plain: PlainRoad) -> HTTP2ChannelConfiguration {
        let limits = plain.desk.settings.limits
        return HTTP2ChannelConfiguration(
            idleTimeout: .milliseconds(limits.idleMilliseconds),
            gracefulCloseTimeout: .milliseconds(limits.stallMilliseconds),
            streamConfiguration: .init(
                additionalChannelHandlers: [
                    StreamMeter(
                        limitBytes: 16 * limits.bodyBytes,
                        limit: .milliseconds(Int64(limits.bodyMilliseconds))),
                    StreamGate(desk: plain.desk, headCaches: plain.headCaches),
                ],
                idleTimeout: .milliseconds(Int64(limits.bodyMilliseconds))))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler { result in
                proceed(result, on: channel, logger: logger)
            }
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(NIOSSLServerHandler(context: tls))
            try pipeline.addHandler(negotiation)
            let limit = TimeAmount.milliseconds(Int64(plain.desk.settings.limits.headMilliseconds))
            let timer = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
            negotiation.protocolNegotiationResult.whenComplete { _ in timer.cancel() }
            return Value(negotiated: negotiation.protocolNegotiationResult, channel: channel)
        }
    }

    private func proceed(
        _ result: ALPNResult, on channel: any Channel, logger: Logger
    ) -> EventLoopFuture<Negotiated> {
        switch result {
        case .negotiated("h2"):
            watch(channel).flatMap { streams.setup(channel: channel, logger: logger) }
                .map { .http2($0) }
        case .negotiated, .fallback:
            plain.setup(channel: channel, logger: logger).map { .http1($0) }
        }
    }

    /// Hummingbird calls a connection idle once its last stream has ended; one that never opens a
    /// stream, or stalls within one, would stay for ever.
    private func watch(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let limit = TimeAmount.milliseconds(Int64(plain.desk.settings.limits.idleMilliseconds))
            try channel.pipeline.syncOperations.addHandlers(
                IdleStateHandler(readTimeout: limit), SilenceEnds())
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.negotiated.get() {
            case .http1(let channel): await plain.handle(value: channel, logger: logger)
            case .http2(let channel): await streams.handle(value: channel, logger: logger)
            }
        } catch {
            // Somebody who does not speak TLS, or hung up: nothing that concerns the operator.
            logger.trace("No protocol was agreed on")
        }
    }
}

/// Closes a connection from which nothing has come for as long as its idle timer allows.
final class SilenceEnds: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}

/// Ends an HTTP/2 stream whose body goes on and on after it was refused, or never comes.
final class StreamMeter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let limitBytes: Int
    private let limit: TimeAmount
    private var bytes = 0
    private var timer: Scheduled<Void>?

    init(limitBytes: Int, limit: TimeAmount) { (self.limitBytes, self.limit) = (limitBytes, limit) }

    func handlerAdded(context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limit) {
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: break
        case .body(let body):
            bytes += body.readableBytes
            if bytes > limitBytes { return context.close(promise: nil) }
        case .end: timer?.cancel()
        }
        context.fireChannelRead(data)
    }
}
