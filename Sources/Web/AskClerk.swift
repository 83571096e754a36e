internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press
internal import Readership
internal import Rendering

/// Answers at `/int/en/questions/ask`, where a question is asked, at `/int/en/questions/asked`, which says thanks
/// and takes a question back, and at `/int/en/questions/taken-back`. What somebody types comes in a body, never in an address, which others might keep.
struct AskClerk: Sendable {
    let questions: Questions
    let desk: AskDesk
    let audience: Audience
    let place: Place
    let policy: SecurityPolicy
    let now: Instant
    /// Where something that is nobody's fault but ours is told.
    let report: @Sendable (any Error) -> Void

    enum Place: String {
        case ask, asked
        case takenBack = "taken-back"
    }

    private var phrases: Phrases { desk.phrases }

    func reply(to asking: Asking, _ target: Target) async -> Reply {
        if asking.isReading { return whole(sheet(state(target), Sent()), .ok, asking) }
        guard !asking.isCrossSite else {
            return refused("refused-cross-site", Sent(), .forbidden, asking)
        }
        do {
            let fields = try FormFields(asking.body, contentType: asking.contentType)
            if place == .asked { return await takenBack(fields["t"], asking) }
            let sent = Sent(fields)
            return sent.isLooking ? looked(sent, asking) : await asked(sent, asking)
        } catch {
            return (error == .otherType ? Refusal.otherType : .badRequest).reply(policy)
        }
    }

    private func state(_ target: Target) -> AskSheet.State {
        switch place {
        case .ask: .open
        case .asked: .asked(takeBack: questions.token(target.text(of: "t"))?.text)
        case .takenBack: .takenBack
        }
    }

    // MARK: Taking back

    private func takenBack(_ token: String, _ asking: Asking) async -> Reply {
        guard let token = questions.token(token) else {
            return whole(sheet(.refused(phrases["takeBackUnknown"]), Sent()), .notFound, asking)
        }
        guard questions.mayLook(from: Source(asking.visitor.address), at: now) else {
            return tooMany(Sent(), asking)
        }
        do {
            try await questions.takeBack(token)
            return Reply(seeOther: "/\(audience)/questions/\(Place.takenBack.rawValue)", policy)
        } catch {
            report(error)
            var reply = whole(
                sheet(.asked(takeBack: token.text), Sent()), .serviceUnavailable, asking)
            reply.fields[.retryAfter] = Refusal.retrySeconds
            return reply
        }
    }

    /// What came with a form.
    private struct Sent {
        var form = AskForm()
        var mark: FormMark?
        /// A script looks for answers while somebody writes.
        var isLooking = false
        /// The answers that are there already have been seen.
        var isSeen = false

        init() {}

        init(_ fields: FormFields) {
            form = AskForm(
                question: fields["question"], email: fields["email"], consent: fields["consent"])
            mark = FormMark(fields["form"])
            isLooking = fields["looking"] == "1"
            isSeen = fields["send"] == "1"
        }
    }

    // MARK: Looking

    /// Nothing of it is kept.
    private func looked(_ sent: Sent, _ asking: Asking) -> Reply {
        guard questions.mayLook(from: Source(asking.visitor.address), at: now) else {
            return tooMany(sent, asking)
        }
        let answers = desk.fitting(String(sent.form.question.prefix(AskForm.characters.upperBound)))
        guard asking.wantsJSON else {
            return whole(
                sheet(answers.links.isEmpty ? .open : .fitting(answers), sent), .ok, asking)
        }
        var reply = Reply(.ok, policy, caching: Caching.personal)
        reply.carry(
            json: Found(
                words: words(counting: answers.links.count), notice: desk.notice(answers),
                answers.links.map(Found.Answer.init)))
        return reply
    }

    private func words(counting answers: Int) -> String {
        switch answers {
        case 0: ""
        case 1: phrases["askFoundOne"]
        default: phrases("askFound", "\(answers)")
        }
    }

    // MARK: Asking

    private func asked(_ sent: Sent, _ asking: Asking) async -> Reply {
        do {
            let values = try sent.form.read(takingAddresses: desk.takesAddresses)
            if !sent.isSeen, !asking.wantsJSON {
                let answers = desk.fitting(values.text)
                if !answers.links.isEmpty {
                    return whole(sheet(.fitting(answers), sent), .ok, asking)
                }
            }
            return thanks(
                try await keep(values, sent, from: Source(asking.visitor.address)), asking)
        } catch let troubles as AskForm.Troubles {
            return mended(sent, troubles, asking)
        } catch AskRefusal.tooMany {
            return tooMany(sent, asking)
        } catch {
            report(error)
            var reply = refused("ask-refused-away", sent, .serviceUnavailable, asking)
            reply.fields[.retryAfter] = Refusal.retrySeconds
            return reply
        }
    }

    private func keep(
        _ values: AskForm.Values, _ sent: Sent, from source: Source
    ) async throws -> QuestionToken {
        try await questions.ask(
            values, as: audience, wording: Digest(of: phrases["askConsent"]), form: sent.mark,
            from: source, chance: chance(Questions.chanceBytes), at: now)
    }

    private func thanks(_ token: QuestionToken, _ asking: Asking) -> Reply {
        let page = "/\(audience)/questions/\(Place.asked)?t=\(token.text)"
        guard asking.wantsJSON else { return Reply(seeOther: page, policy) }
        var reply = Reply(.ok, policy, caching: Caching.personal)
        reply.carry(json: ["detail": phrases["askedShort"], "href": page])
        return reply
    }

    // MARK: Refusing

    private func mended(
        _ sent: Sent, _ troubles: AskForm.Troubles, _ asking: Asking
    ) -> Reply {
        var sheet = sheet(.open, sent)
        sheet.errors = troubles.all.map {
            AskSheet.Error(field: $0.field.rawValue, words: words($0))
        }
        return whole(sheet, .unprocessableContent, asking)
    }

    private func tooMany(_ sent: Sent, _ asking: Asking) -> Reply {
        var reply = refused("ask-refused-too-many", sent, .tooManyRequests, asking)
        reply.fields[.retryAfter] = "3600"
        return reply
    }

    private func refused(
        _ key: String, _ sent: Sent, _ status: HTTPResponse.Status, _ asking: Asking
    ) -> Reply {
        whole(sheet(.refused(phrases[key]), sent), status, asking)
    }

    private func words(_ trouble: AskForm.Trouble) -> String {
        switch trouble {
        case .questionAbsent: phrases["error-question-absent"]
        case .questionTooShort:
            phrases("error-question-short", "\(AskForm.characters.lowerBound)")
        case .question(.tooLong(let count, let limit)):
            phrases("error-question-long", "\(count)", "\(limit)")
        case .question(.identifies(.email)):
            phrases[desk.takesAddresses ? "error-question-email-below" : "error-question-email"]
        case .question(.identifies(.longNumber)): phrases["error-question-number"]
        case .emailAbsent: phrases["error-ask-email-absent"]
        case .emailUnfit: phrases["error-ask-email-unfit"]
        case .emailNotTaken: phrases["error-ask-email-not-taken"]
        case .consentAbsent: phrases["error-ask-consent-absent"]
        }
    }

    // MARK: Pages

    private func sheet(_ state: AskSheet.State, _ sent: Sent) -> AskSheet {
        AskSheet(
            state, takesAddresses: desk.takesAddresses, question: sent.form.question,
            email: sent.form.email, consented: sent.form.consent == "yes",
            form: (sent.mark ?? FormMark(chance: chance(FormMark.count))).text)
    }

    private func whole(
        _ sheet: AskSheet, _ status: HTTPResponse.Status, _ asking: Asking
    ) -> Reply {
        Reply(personal: desk.page(sheet), orElse: Problem(status, sheet), status, policy, asking)
    }
}

/// What a script is told while somebody writes.
private struct Found: Encodable {
    /// How many, in a sentence; empty for none.
    let words: String
    /// What holds for one of them at least; empty for nothing.
    let notice: String
    let answers: [Answer]

    init(words: String, notice: String, _ answers: [Answer]) {
        (self.words, self.notice, self.answers) = (words, notice, answers)
    }

    struct Answer: Encodable {
        let href: String
        let title: String
        let summary: String

        init(_ link: Frame.Link) {
            (href, title, summary) = (link.href, link.title, link.summary)
        }
    }
}

extension Problem {
    fileprivate init(_ status: HTTPResponse.Status, _ sheet: AskSheet) {
        if case .refused(let why) = sheet.state {
            self.init(status, detail: why)
        } else {
            self.init(status, sheet.errors.map { Item(field: $0.anchor, detail: $0.words) })
        }
    }
}
