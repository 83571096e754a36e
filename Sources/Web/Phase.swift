internal import NIOCore

/// What a connection is waiting for.
enum Phase {
    /// Its first byte.
    case fresh
    /// The next request.
    case idle
    /// The rest of a head.
    case head
    /// The rest of a body.
    case body
    /// Our own answer.
    case answering
    /// The client to hang up: we have said our last word.
    case lingering

    /// Nil where only we could be late.
    func limitMilliseconds(_ limits: WebSettings.Limits) -> Int? {
        switch self {
        case .fresh, .head: limits.headMilliseconds
        case .idle: limits.idleMilliseconds
        case .body: limits.bodyMilliseconds
        case .answering: nil
        case .lingering: limits.lingerMilliseconds
        }
    }
}

/// How long a connection has been in its phase, and how long its client has taken nothing.
///
/// It counts ticks instead of asking a clock, so that entering a phase, which every request does
/// several times, costs nothing.
struct Watch {
    private(set) var ticks = 0
    private(set) var stalledTicks = 0
    private var pending = 0

    mutating func restart() { ticks = 0 }

    /// While the client takes its answer, however slowly, the connection is not idle.
    mutating func tick(pending: Int) {
        if pending == 0 {
            (ticks, stalledTicks) = (ticks + 1, 0)
        } else if pending == self.pending {
            stalledTicks += 1
        } else {
            stalledTicks = 0
        }
        self.pending = pending
    }
}

/// How much of a head has come, and whether its first line has ended.
struct RequestLine {
    private(set) var bytes = 0
    private(set) var isOpen = true

    mutating func take(_ slice: ByteBuffer) {
        guard isOpen else { return }
        bytes += slice.readableBytes
        if slice.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) != nil { isOpen = false }
    }
}
