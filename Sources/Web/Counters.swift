internal import Atomics
internal import Content
internal import NIOCore
internal import Press
internal import Readership
internal import Synchronization

/// What is counted: never a path, an address, a search, or anything else of a reader.
final class Counters: Sendable {
    /// By the first digit of the status.
    private let answers = (0...5).map { _ in ManagedAtomic(0) }
    private let tallies = Mutex<[Tally]>([])
    private let bytesSent = ManagedAtomic(0)
    private let connections = ManagedAtomic(0)

    func countAnswer(status: Int, bytes: Int) {
        answers[min(5, max(1, status / 100))].wrappingIncrement(ordering: .relaxed)
        bytesSent.wrappingIncrement(by: bytes, ordering: .relaxed)
    }

    func countConnection(_ change: Int) {
        connections.wrappingIncrement(by: change, ordering: .relaxed)
    }

    /// A tally for one more event loop.
    func newTally() -> Tally {
        let tally = Tally()
        tallies.withLock { $0.append(tally) }
        return tally
    }

    /// In Prometheus' text format.
    func exposition(of site: Site?, _ settings: WebSettings, at now: Instant) -> String {
        let tally = tallies.withLock { $0.map(\.figures) }.reduce(Tally.Figures(), +)
        var text = Exposition()
        text.begin("hoofbeat_answers_total", "counter", "Answers by class of status.")
        for digit in 1...5 {
            let ready = digit == 2 ? tally.whole : digit == 3 ? tally.known : 0
            let value = answers[digit].load(ordering: .relaxed) + ready
            text.add("hoofbeat_answers_total{status=\"\(digit)xx\"}", value)
        }
        text.metric(
            "hoofbeat_byte_path_answers_total", "counter", "Answers with ready bytes.",
            tally.whole + tally.known)
        text.metric(
            "hoofbeat_body_bytes_total", "counter", "Bytes of answers, without their heads.",
            bytesSent.load(ordering: .relaxed) + tally.bytes)
        text.metric(
            "hoofbeat_connections", "gauge", "Open connections of HTTP/1.",
            connections.load(ordering: .relaxed))
        text.metric("hoofbeat_ready", "gauge", "Whether a site can be given.", site == nil ? 0 : 1)
        if let site { text.describe(site, at: now) }
        if let done = settings.ratings?.done { text.describe(done) }
        if let questions = settings.questions {
            text.metric(
                "hoofbeat_questions_total", "counter", "Questions kept.", questions.kept)
        }
        if let letters = settings.letters { text.describe(letters) }
        return text.lines
    }
}

/// The byte path's counters, of one event loop: they have one writer, who need not wait for the
/// other processors to agree.
final class Tally: Sendable {
    private let whole = ManagedAtomic(0)
    private let known = ManagedAtomic(0)
    private let bytes = ManagedAtomic(0)

    struct Figures {
        /// Pages sent.
        var whole = 0
        /// Pages that the reader had already.
        var known = 0
        var bytes = 0

        static func + (left: Figures, right: Figures) -> Figures {
            Figures(
                whole: left.whole + right.whole, known: left.known + right.known,
                bytes: left.bytes + right.bytes)
        }
    }

    var figures: Figures {
        Figures(
            whole: whole.load(ordering: .relaxed), known: known.load(ordering: .relaxed),
            bytes: bytes.load(ordering: .relaxed))
    }

    /// Called on the tally's own event loop only.
    func count(isKnown: Bool, bytes: Int) {
        add(1, to: isKnown ? known : whole)
        add(bytes, to: self.bytes)
    }

    private func add(_ number: Int, to counter: ManagedAtomic<Int>) {
        counter.store(counter.load(ordering: .relaxed) &+ number, ordering: .relaxed)
    }
}

private struct Exposition {
    var lines = ""

    mutating func begin(_ name: String, _ type: String, _ help: String) {
        lines += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func add(_ sample: String, _ value: some Numeric) { lines += "\(sample) \(value)\n" }

    mutating func metric(_ name: String, _ type: String, _ help: String, _ value: some Numeric) {
        begin(name, type, help)
        add(name, value)
    }

    mutating func describe(_ done: BatchFigures) {
        metric("hoofbeat_ratings_total", "counter", "Ratings kept.", done.kept)
        metric(
            "hoofbeat_rating_transactions_total", "counter", "Transactions that kept them.",
            done.transactions)
    }

    mutating func describe(_ letters: LetterCount) {
        metric("hoofbeat_letters_total", "counter", "Letters handed over.", letters.handed)
        metric(
            "hoofbeat_letter_addresses_gone_total", "counter",
            "Letters that were refused for good, since their address is nobody's.", letters.gone)
        metric(
            "hoofbeat_letters_wait", "gauge", "Whether the mail server takes nothing just now.",
            letters.isAway ? 1 : 0)
    }

    mutating func describe(_ site: Site, at now: Instant) {
        metric(
            "hoofbeat_site_sequence", "gauge", "The journal's sequence the site was made from.",
            site.sequence)
        metric(
            "hoofbeat_site_pressed_timestamp_seconds", "gauge", "When the site was pressed.",
            Double(site.pressed.milliseconds) / 1000)
        if let next = site.nextChange {
            metric(
                "hoofbeat_site_next_change_timestamp_seconds", "gauge",
                "When the site next changes.", Double(next.milliseconds) / 1000)
        }
        metric(
            "hoofbeat_site_addresses", "gauge", "Addresses that have an answer.",
            site.answers.count)
    }
}
