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
    await postman.stop()
}

private func mail(
    _ postman: Postman, _ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant
) async {
    var told: Set<String> = []
    var wasAway = false
    var seconds = 1
    while true {
        do { try await Task.sleep(for: .seconds(seconds)) } catch { return }
        let (trouble, isAway) = await round(postman, publisher, clock)
        // A letter that is tried again now and then is told once, however the server puts it.
        if let trouble, told.insert(trouble).inserted { note("Letters wait: \(trouble).") }
        if trouble == nil, wasAway {
            note("Letters are handed over again.")
            told.removeAll()
        }
        wasAway = isAway
        // Whoever is away is not asked more often because many wait.
        seconds = isAway ? min(seconds * 2, 300) : 1
    }
}

/// - Returns: why something was not handed over, nil where all is well; and whether nothing is.
private func round(
    _ postman: Postman, _ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant
) async -> (trouble: String?, isAway: Bool) {
    do {
        let round = try await postman.round({ try await publisher.wholeSite(at: clock()) }, clock)
        if round.unreadable > 0 {
            let addresses = counted(round.unreadable, "address")
            return ("\(addresses) cannot be read with this operator's key", round.isAway)
        }
        return (round.troubles.map(words).min(), round.isAway)
    } catch is Blindness {
        return ("the journal cannot be read", true)
    } catch {
        return (sentence(for: error), true)
    }
}

private func words(_ trouble: MailTrouble) -> String {
    switch trouble {
    case .addressGone: "an address is nobody's"
    case .notTaken(let why), .away(let why): why
    }
}
