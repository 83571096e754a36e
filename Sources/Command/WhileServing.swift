internal import Content
internal import Foundation
internal import Manuscript
internal import Press
internal import Publishing
internal import Readership

/// The site that a server starts with: it refuses to start without one.
func firstSite(_ publisher: Publisher, at now: Instant) async throws -> Site {
    do {
        return try await publisher.site(at: now)
    } catch {
        throw await publisher.readingFailure ?? PublishingRefusal.emptyJournal
    }
}

/// Says on standard output where the site is, for a person or for a script that waits for it.
func announce(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

/// Runs `body` while the journal is read and the site kept up to date beside it. Requests do not
/// depend on this: they look for themselves when it is late.
///
/// - Parameter changes: see `OpenDatabase.changes`.
func withReading(
    _ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant,
    _ changes: (@Sendable () -> AsyncStream<Void>)?, _ body: () async throws -> Void
) async throws {
    // A test takes the timer away, to show that nothing depends on it.
    guard ProcessInfo.processInfo.environment["HOOFBEAT_WITHOUT_TIMER"] == nil else {
        return try await body()
    }
    let lookout = Lookout(publisher, clock)
    let tasks = [
        Task {
            // First, since a site has just been made, and readers wait for the door to open.
            while await slept(.milliseconds(250)) { await lookout.look() }
        },
        Task { if let changes { for await _ in changes() { await lookout.look() } } },
    ]
    do {
        try await body()
    } catch {
        for task in tasks { task.cancel() }
        throw error
    }
    // Whoever closes the journal next must not do so in the middle of a reading.
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
}

/// Whether the whole time has gone by, rather than what waits been told to end.
private func slept(_ duration: Duration) async -> Bool {
    do { try await Task.sleep(for: duration) } catch { return false }
    return true
}

/// Reads the journal, and says once when that begins to fail, and once when it works again.
private actor Lookout {
    private let publisher: Publisher
    private let clock: @Sendable () -> Instant
    private var isBlind = false
    private var isFailing = false
    /// Of the site that was seen last. What printing another one took besides is given back.
    private var pressed: Instant?

    init(_ publisher: Publisher, _ clock: @escaping @Sendable () -> Instant) {
        (self.publisher, self.clock) = (publisher, clock)
    }

    func look() async {
        do {
            let site = try await publisher.wholeSite(at: clock())
            if site.pressed != pressed { giveMemoryBack() }
            pressed = site.pressed
            let failure = await publisher.readingFailure
            if let failure, !isFailing {
                note(
                    "The journal cannot be read: \(sentence(for: failure)). The pages in memory "
                        + "are shown for a while.")
            }
            if isFailing || isBlind, failure == nil { note("The journal can be read again.") }
            (isFailing, isBlind) = (failure != nil, false)
        } catch {
            if !isBlind { note("The journal cannot be read; nobody is answered.") }
            isBlind = true
        }
    }
}

/// Runs `body` while what readers gave is removed when its time has come. Nothing depends on it:
/// whoever reads is shown nothing older in any case.
func withForgetting(
    _ stores: OpenDatabase, _ counters: [any SourceCounter], _ unfound: Unfound?,
    _ clock: @escaping @Sendable () -> Instant,
    _ body: () async throws -> Void
) async throws {
    let forgetting = Task {
        while !Task.isCancelled {
            do {
                try stores.readership.forgetOldRemarks(at: clock())
                try stores.followers.forgetOld(at: clock())
                try stores.questions.forgetOldQuestions(at: clock())
                try stores.unfound.forgetOldWords(at: clock())
                try await Task.sleep(for: .seconds(3600))
            } catch is CancellationError {
                return
            } catch {
                note("What readers gave too long ago cannot be removed: \(sentence(for: error)).")
                do { try await Task.sleep(for: .seconds(60)) } catch { return }
            }
        }
    }
    let counting = Task {
        while await slept(.seconds(60)) {
            for counter in counters { counter.forgetSources(at: clock()) }
        }
    }
    let writing = Task { await keepWriting(unfound) }
    defer { for task in [forgetting, counting, writing] { task.cancel() } }
    try await body()
    try unfound?.write()
}

/// Writes now and then how often nothing was found. What is lost in a crash is a minute of counting.
private func keepWriting(_ unfound: Unfound?) async {
    guard let unfound else { return }
    while await slept(.seconds(60)) {
        do {
            try unfound.write()
        } catch {
            note("How often nothing was found cannot be written: \(sentence(for: error)).")
        }
    }
}

func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isIPv4 = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    return host == "localhost" || host == "::1" || isIPv4 && parts[0] == "127"
}

/// Whether links can begin with it: a scheme and a host, and nothing behind them.
func isOrigin(_ text: String) -> Bool {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme else { return false }
    return ["http", "https"].contains(scheme) && parts.host?.isEmpty == false
        && ["", "/"].contains(parts.path) && parts.query == nil && parts.user == nil
}
