internal import Atomics
internal import Content
internal import Press

/// What is counted: never a path, an address, a search, or anything else of a reader.
final class Counters: Sendable {
    /// By the first digit of the status.
    private let answers = (0...5).map { _ in ManagedAtomic(0) }
    private let fromBytePath = ManagedAtomic(0)
    private let bytesSent = ManagedAtomic(0)
    private let connections = ManagedAtomic(0)
    private let failures = ManagedAtomic(0)

    func countAnswer(status: Int, bytes: Int) {
        answers[min(5, max(1, status / 100))].wrappingIncrement(ordering: .relaxed)
        bytesSent.wrappingIncrement(by: bytes, ordering: .relaxed)
    }

    func countFromBytePath() { fromBytePath.wrappingIncrement(ordering: .relaxed) }
    func countFailure() { failures.wrappingIncrement(ordering: .relaxed) }
    func countConnection(_ change: Int) {
        connections.wrappingIncrement(by: change, ordering: .relaxed)
    }

    /// In Prometheus' text format.
    func exposition(of site: Site?, at now: Instant) -> String {
        var text = Exposition()
        text.begin("hoofbeat_answers_total", "counter", "Answers by class of status.")
        for digit in 1...5 {
            let value = answers[digit].load(ordering: .relaxed)
            text.add("hoofbeat_answers_total{status=\"\(digit)xx\"}", value)
        }
        text.metric(
            "hoofbeat_byte_path_answers_total", "counter", "Answers with ready bytes.",
            fromBytePath.load(ordering: .relaxed))
        text.metric(
            "hoofbeat_body_bytes_total", "counter", "Bytes of answers, without their heads.",
            bytesSent.load(ordering: .relaxed))
        text.metric(
            "hoofbeat_connections", "gauge", "Open connections of HTTP/1.",
            connections.load(ordering: .relaxed))
        text.metric(
            "hoofbeat_failures_total", "counter", "Answers that failed inside.",
            failures.load(ordering: .relaxed))
        text.metric("hoofbeat_ready", "gauge", "Whether a site can be given.", site == nil ? 0 : 1)
        if let site { text.describe(site, at: now) }
        return text.lines
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
