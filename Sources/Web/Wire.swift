internal import NIOCore
internal import NIOHTTP1

/// The bytes of one HTTP/1 connection, before they are understood.
///
/// It shows the decoder a little at a time, and nothing while answers pile up, so that a client
/// that asks and never listens costs a bounded amount of memory. It keeps the time limits, writes
/// the byte path's answers past the encoder, and ends a connection without losing an answer.
final class Wire: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private(set) var phase = Phase.fresh
    private let limits: WebSettings.Limits
    private let counters: Counters
    private var gate: Gate?
    private var context: ChannelHandlerContext?
    private var channel: (any Channel)?

    private var held: ByteBuffer?
    private var wantsRead = false
    private var isFeeding = false
    private var isDirty = false
    private var inputEnded = false
    private var line = RequestLine()
    /// Of the body that is being read, as it comes: with what a client writes around its pieces.
    private var wireBytes = 0
    private var ticker: Scheduled<Void>?
    private var watch = Watch()

    init(limits: WebSettings.Limits, counters: Counters) {
        self.limits = limits
        self.counters = counters
    }

    /// The gate comes and goes with the connection; the two know each other for so long.
    func attach(_ gate: Gate?) { self.gate = gate }

    func enter(_ phase: Phase) {
        self.phase = phase
        wireBytes = 0
        watch.restart()
    }

    // MARK: Coming in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase != .lingering else { return }
        var bytes = unwrapInboundIn(data)
        if held == nil, bytes.readableBytes <= Wire.sliceBytes, mayFeed {
            show(bytes, context)
        } else {
            if held == nil { held = bytes } else { held?.writeBuffer(&bytes) }
            feed(context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if phase == .lingering || (held == nil && mayFeed) {
            context.read()
        } else {
            wantsRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { resume() }
        context.fireChannelWritabilityChanged()
    }

    /// Goes on where the connection had to wait: for the client to take its answers, or for us to
    /// make them.
    func resume() {
        guard let context, !isFeeding else { return }
        isFeeding = true
        while held != nil, mayFeed, phase != .lingering {
            feed(context)
            context.fireChannelReadComplete()
            // May make room for more.
            flush(context)
        }
        isFeeding = false
        guard wantsRead, held == nil, mayFeed || phase == .lingering else { return }
        wantsRead = false
        context.read()
    }

    private static let sliceBytes = 4096

    private var mayFeed: Bool {
        guard let channel, let gate else { return false }
        return channel.isWritable && gate.inFlight < 16
    }

    private func feed(_ context: ChannelHandlerContext) {
        while phase != .lingering, mayFeed, var rest = held {
            let slice = rest.readSlice(length: min(Wire.sliceBytes, rest.readableBytes))
            held = rest.readableBytes > 0 ? rest : nil
            if let slice { show(slice, context) }
        }
        if phase == .lingering { held = nil }
        if held == nil, inputEnded {
            inputEnded = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    private func show(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        if phase == .idle || phase == .fresh {
            enter(.head)
            line = RequestLine()
        }
        line.take(bytes)
        context.fireChannelRead(wrapInboundOut(bytes))
        // The method and the version come on top of the target.
        if isInRequestLine, line.bytes > limits.requestLineBytes + 64 {
            gate?.refuse(.targetTooLong)
        }
        guard phase == .body else { return }
        wireBytes += bytes.readableBytes
        // A piece of one byte takes six. More than that around it is no body (RFC 9112 §7.1.1).
        if wireBytes > 8 * limits.bodyBytes { gate?.refuse(.bodyTooLarge) }
    }

    /// Whether the head that is being read has not got past its first line.
    var isInRequestLine: Bool { phase == .head && line.isOpen }

    // MARK: Going out

    /// Sends a ready answer past the encoder, at the end of this read.
    func send(_ head: ByteBuffer, _ body: ByteBuffer?) {
        guard let context else { return }
        context.write(wrapOutboundOut(.byteBuffer(head)), promise: nil)
        if let body, body.readableBytes > 0 {
            context.write(wrapOutboundOut(.byteBuffer(body)), promise: nil)
        }
        isDirty = true
    }

    /// Sends on what was given outside a read.
    func flush() {
        if let context { flush(context) }
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard isDirty else { return }
        isDirty = false
        context.flush()
    }

    // MARK: Ending

    /// Ends the connection after the answers that are on their way. It then listens on for a
    /// moment: were it closed with bytes unread, the kernel would tell the client to forget what it
    /// has not yet read (RFC 9112 §9.6).
    func finish() {
        guard let context, phase != .lingering else { return }
        enter(.lingering)
        held = nil
        whenDrained(context) { context in
            if self.inputEnded {
                context.close(promise: nil)
            } else {
                context.close(mode: .output, promise: nil)
            }
        }
        resume()
    }

    /// Whoever closes the channel from behind us waits for the answers before it.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch mode {
        case .input: context.close(mode: mode, promise: promise)
        case .output:
            finish()
            promise?.succeed()
        case .all:
            guard pendingBytes(context) > 0 else {
                context.close(mode: mode, promise: promise)
                return
            }
            whenDrained(context) { $0.close(promise: promise) }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            gate?.quiesce()
        case ChannelEvent.inputClosed where phase == .lingering:
            inputEnded = true
            whenDrained(context) { $0.close(promise: nil) }
        case ChannelEvent.inputClosed where held != nil:
            inputEnded = true
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func whenDrained(
        _ context: ChannelHandlerContext, _ action: @escaping (ChannelHandlerContext) -> Void
    ) {
        isDirty = false
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in action(context) }
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: promise)
    }

    private func pendingBytes(_ context: ChannelHandlerContext) -> Int {
        do {
            return try context.channel.syncOptions?.getOption(.bufferedWritableBytes) ?? 0
        } catch {
            // A channel that cannot tell is closed already.
            return 0
        }
    }

    // MARK: Time

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        channel = context.channel
        counters.countConnection(1)
        schedule(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        ticker?.cancel()
        self.context = nil
        channel = nil
        counters.countConnection(-1)
    }

    private func schedule(_ context: ChannelHandlerContext) {
        let delay = TimeAmount.milliseconds(Int64(limits.tickMilliseconds))
        ticker = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            self?.tick()
        }
    }

    private func tick() {
        guard let context else { return }
        defer { schedule(context) }
        guard context.channel.isActive else { return }
        watch.tick(pending: pendingBytes(context))
        if watch.stalledTicks * limits.tickMilliseconds >= limits.stallMilliseconds {
            context.close(promise: nil)
        } else if let limit = phase.limitMilliseconds(limits),
            watch.ticks * limits.tickMilliseconds >= limit
        {
            expire(context)
        }
    }

    private func expire(_ context: ChannelHandlerContext) {
        switch phase {
        case .head, .body: gate?.refuse(.tooSlow)
        case .fresh, .idle, .lingering: context.close(promise: nil)
        case .answering: break
        }
    }
}
