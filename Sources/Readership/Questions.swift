package import Content
internal import Synchronization

/// The use case of asking: how often, and what is kept of it.
package final class Questions: SourceCounter {
    private let store: any QuestionStore
    private let key: OperatorKey
    private let limits: Mutex<Limits>
    private let room = WaitingRoom("hoofbeat.questions")
    private let keptNow = Atomic<Int>(0)

    package init(_ store: any QuestionStore, _ key: OperatorKey, _ limits: Limits = Limits()) {
        (self.store, self.key) = (store, key)
        self.limits = Mutex(limits)
    }

    /// How many were kept since the program began.
    package var kept: Int { keptNow.load(ordering: .relaxed) }

    /// Keeps a question; durable when this returns. What one form sends twice is kept once.
    ///
    /// - Parameters:
    ///   - wording: the digest of the sentence with which the reader agreed that an address is kept.
    ///   - form: what the form was given when it was printed; nil where it was given nothing.
    ///   - chance: `chanceBytes` that nobody can guess.
    /// - Returns: with what the reader can take it back.
    /// - Throws: `AskRefusal`, or what the store reports; then nothing was written.
    @discardableResult
    package func ask(
        _ values: AskForm.Values, as audience: Audience, wording: Digest, form: FormMark?,
        from source: Source, chance: [UInt8], at now: Instant
    ) async throws -> QuestionToken {
        try await room.wait {
            try self.keep(values, audience, wording, form, source, chance, now)
        }
    }

    private func keep(
        _ values: AskForm.Values, _ audience: Audience, _ wording: Digest, _ form: FormMark?,
        _ source: Source, _ chance: [UInt8], _ now: Instant
    ) throws -> QuestionToken {
        precondition(chance.count == Questions.chanceBytes, "bytes of chance for all there is")
        let id = QuestionID(
            form: form?.bytes ?? Array(chance.prefix(FormMark.count)), values, audience)
        // Whoever sends it again is told that it is there, however many others have asked since.
        guard try !store.contains(id) else { return QuestionToken(id, key) }
        guard limits.withLock({ $0.allowAsking(source, now.milliseconds) }) else {
            throw AskRefusal.tooMany
        }
        let answer = values.address.map { address in
            PrivateAnswer(
                address: SealedAddress(
                    address, of: id.bytes, key, chance: Array(chance.dropFirst(FormMark.count))),
                consent: Consent(wording: wording, given: now))
        }
        try store.add(
            AskedQuestion(
                id: id, audience: audience, text: values.text, asked: now, private: answer))
        keptNow.add(1, ordering: .relaxed)
        return QuestionToken(id, key)
    }

    /// Reads what an address or a form holds; nil where we did not write it.
    package func token(_ text: String) -> QuestionToken? { QuestionToken(text, key) }

    /// Takes a question back, and the address that was left with it. Whether anything was there still is not told:
    /// either way, nothing is now.
    package func takeBack(_ token: QuestionToken) async throws {
        try await room.wait { [store] in _ = try store.takeBack(token.id) }
    }

    /// Whether answers may be looked for once more, which takes a little time.
    package func mayLook(from source: Source, at now: Instant) -> Bool {
        limits.withLock { $0.allowLooking(source, now.milliseconds) }
    }

    package func forgetSources(at now: Instant) { limits.withLock { $0.forget(now.milliseconds) } }

    package static let chanceBytes = FormMark.count + SealedAddress.chanceBytes
}

/// Sixteen bytes of chance in a form that was printed, so that what it sends twice is known.
package struct FormMark: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(chance: [UInt8]) {
        precondition(chance.count == FormMark.count, "sixteen bytes of chance")
        bytes = chance
    }

    /// Nil for anything else than thirty-two hexadecimal digits.
    package init?(_ text: String) {
        guard let bytes = Content.bytes(ofHexadecimal: text), bytes.count == FormMark.count else {
            return nil
        }
        self.bytes = bytes
    }

    package var text: String { hexadecimal(bytes) }

    package static let count = 16
}

/// Why a question is not kept.
package enum AskRefusal: Error, Hashable, Sendable {
    /// Too many came from one place, or from all, within an hour.
    case tooMany
}

extension Questions {
    /// How much may come from one place within an hour. Somebody reads each question, so there are few.
    package struct Limits: Sendable {
        private var asked: Allowance<Source>
        private var askedByAll: Allowance<Int>
        private var looked: Allowance<Source>

        /// - Parameter looked: a script looks while somebody writes, about once a second at most.
        package init(fromSource: Int = 10, fromAll: Int = 200, looked: Int = 2_000) {
            asked = Allowance(perHour: fromSource, counters: 1 << 12)
            askedByAll = Allowance(perHour: fromAll, counters: 1)
            self.looked = Allowance(perHour: looked, counters: 1 << 12)
        }

        mutating func allowAsking(_ source: Source, _ milliseconds: Int64) -> Bool {
            asked.take(source, atMilliseconds: milliseconds)
                && askedByAll.take(0, atMilliseconds: milliseconds)
        }

        mutating func allowLooking(_ source: Source, _ milliseconds: Int64) -> Bool {
            looked.take(source, atMilliseconds: milliseconds)
        }

        fileprivate mutating func forget(_ milliseconds: Int64) {
            asked.forget(atMilliseconds: milliseconds)
            askedByAll.forget(atMilliseconds: milliseconds)
            looked.forget(atMilliseconds: milliseconds)
        }
    }
}
