internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// How HTTP/1.1 comes in: the wire, NIO's decoder, and the gate.
///
/// Hummingbird listens, counts connections and stops; it sees nothing of a request. What its own channel
/// would do with one (`URLComponents`, a second set of headers, three hops between threads) takes longer than
/// answering it.
struct PlainRoad: HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let desk: Desk
    let headCaches: HeadCaches
    /// For the streams of HTTP/2.
    let responder: Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let wire = Wire(limits: desk.settings.limits, counters: desk.counters)
            let heads = headCaches.heads(of: channel.eventLoop, at: desk)
            let gate = Gate(wire: wire, desk: desk, heads: heads, loop: channel.eventLoop)
            let decoder = HTTPRequestDecoder(
                leftOverBytesStrategy: .dropBytes, limitConfiguration: decoderLimits)
            try channel.pipeline.syncOperations.addHandlers(
                wire, ByteToMessageHandler(decoder), gate)
            return Value(channel: channel)
        }
    }

    /// Lasts as long as the connection.
    func handle(value: Value, logger: Logger) async {
        do {
            try await withTaskCancellationHandler {
                try await value.channel.closeFuture.get()
            } onCancel: {
                value.channel.close(promise: nil)
            }
        } catch {
            logger.trace("A connection ended early: \(error)")
        }
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
        let heads = HeadCache(
            desk.source, policies: desk.policies, tally: desk.counters.newTally())
        box.currentValue = NIOLoopBoundBox(heads, eventLoop: loop)
        return heads
    }
}
