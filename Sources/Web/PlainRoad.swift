internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOPosix

/// How HTTP/1.1 comes in: the wire, NIO's codec, the gate, and what the gate leaves to Hummingbird.
///
/// It is Hummingbird's `HTTP1Channel` with the wire in front and the gate in the middle, where
/// `additionalChannelHandlers` cannot reach: there, a request has been through `URLComponents` and
/// a second set of headers, which takes longer than answering it.
struct PlainRoad: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let desk: Desk
    let headCaches: HeadCaches
    let responder: Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let wire = Wire(limits: desk.settings.limits, counters: desk.counters)
            let heads = headCaches.heads(of: channel.eventLoop, at: desk)
            let gate = Gate(wire: wire, desk: desk, heads: heads)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(wire)
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false,
                withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: decoderLimits)
            try pipeline.addHandler(gate)
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: desk.settings.tls != nil))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }

    /// The target counts as a header for the decoder; the gate measures it again.
    private var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        let limits = desk.settings.limits
        var decoder = NIOHTTPDecoderLimitConfiguration()
        decoder.maxHeaderFieldSize = limits.headerBytes
        decoder.maxHeaderListSize = limits.headerBytes + limits.requestLineBytes
        decoder.maxHeaderFieldCount = limits.headerFields
        return decoder
    }
}

/// One cache for each event loop, found by the thread that the loop runs on.
struct HeadCaches: Sendable {
    private let box = ThreadSpecificVariable<NIOLoopBoundBox<HeadCache>>()

    func heads(of loop: any EventLoop, at desk: Desk) -> HeadCache {
        if let box = box.currentValue { return box.value }
        let heads = HeadCache(policies: desk.policies, tally: desk.counters.newTally())
        box.currentValue = NIOLoopBoundBox(heads, eventLoop: loop)
        return heads
    }
}
