internal import Content
internal import Publishing
internal import Readership

/// Runs `body` while letters that are due are handed over. Nothing waits for it, and nothing is lost
/// when it is late: what is due is worked out anew each time.
func withMailing(
    _ postman: Postman?, _ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant,
    _ body: () async throws -> Void
) async throws {
    guard let postman else { return try await body() }
    let mailing = Task { await mail(postman, publisher, clock) }
    do {
        try await body()
    } catch {
        mailing.cancel()
        throw error
    }
    // A letter that is on its way is noted before the database is closed.
    mailing.cancel()
    await mailing.value
    try await postman.stop()
}

private func mail(
    _ postman: Postman, _ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant
) async {
    var trouble: String?
    var seconds = 1
    while true {
        do { try await Task.sleep(for: .seconds(seconds)) } catch { return }
        let told = await round(postman, publisher, clock)
        if let told, told != trouble { note("Letters wait: \(told).") }
        if told == nil, trouble != nil { note("Letters are handed over again.") }
        trouble = told
        // Whoever is away is not asked more often because many wait.
        seconds = told == nil ? 1 : min(seconds * 2, 300)
    }
}

/// - Returns: why something was not handed over; nil where all is well.
private func round(
    _ postman: Postman, _ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant
) async -> String? {
    do {
        let site = try await publisher.wholeSite(at: clock())
        let round = try await postman.round(on: site, clock)
        if round.unreadable > 0 {
            return "\(counted(round.unreadable, "address")) cannot be read with this operator's key"
        }
        return round.troubles.map(words).min()
    } catch is Blindness {
        return "the journal cannot be read"
    } catch {
        return sentence(for: error)
    }
}

private func words(_ trouble: MailTrouble) -> String {
    switch trouble {
    case .addressGone: "an address is nobody's"
    case .notTaken(let why), .away(let why): why
    }
}
