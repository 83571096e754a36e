internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press
internal import Readership
internal import Rendering

/// Answers at `/int/en/follow` and below it: where topics are followed by e-mail, and where a link from
/// a letter leads. What a link does is done by a press of a button alone: mail scanners open every link.
struct FollowClerk: Sendable {
    let follows: Follows
    let desk: FollowDesk
    let audience: Audience
    let place: Place
    let policy: SecurityPolicy
    let now: Instant
    /// Where something that is nobody's fault but ours is told.
    let report: @Sendable (any Error) -> Void

    enum Place: String {
        case form = ""
        case asked, confirm, mine, stop, erase
    }

    private var phrases: Phrases { desk.phrases }

    func reply(to asking: Asking, _ target: Target) async -> Reply {
        let link = target.text(of: "t")
        do {
            if asking.isReading {
                return try await follows.waiting { try page(link, target, asking) }
            }
            // A mail program that ends a follow sends no cookie and names no site (RFC 8058).
            guard !asking.isCrossSite || place == .stop else {
                return refused("refused-cross-site", .forbidden, asking)
            }
            return try await follows.waiting { try sent(link, asking) }
        } catch let refusal as FormFields.Refusal {
            return (refusal == .otherType ? Refusal.otherType : .badRequest).reply(policy)
        } catch {
            report(error)
            var reply = refused("follow-refused-away", .serviceUnavailable, asking)
            reply.fields[.retryAfter] = Refusal.retrySeconds
            return reply
        }
    }

    // MARK: Seeing

    private func page(_ link: String, _ target: Target, _ asking: Asking) throws -> Reply {
        switch place {
        case .form:
            guard desk.isOn else { return whole(FollowSheet(.off), .ok, asking) }
            var form = FollowForm(frequency: Frequency.immediately.rawValue)
            form.topics = Set(target.values(of: "topic"))
            return whole(sheet(.open(refused: nil), form), .ok, asking)
        case .asked: return whole(FollowSheet(.asked), .ok, asking)
        case .confirm:
            guard let request = try follows.request(link, at: now) else { return unknown(asking) }
            return whole(sheet(.confirming, request.choice), .ok, asking)
        case .mine, .stop, .erase:
            guard let follower = try follows.follower(link) else { return unknown(asking) }
            return whole(sheet(of: follower, link, asking), .ok, asking)
        }
    }

    private func sheet(of follower: Follower, _ link: String, _ asking: Asking) -> FollowSheet {
        guard follower.ended == nil else { return FollowSheet(.stopped, link: "?t=\(link)") }
        let state: FollowSheet.State =
            place == .stop
            ? .stopping
            : .following(
                isSaved: asking.target.hasSuffix("&saved"), isNew: asking.target.hasSuffix("&new"))
        var sheet = sheet(state, FollowForm(follower))
        sheet.link = "?t=\(link)"
        return sheet
    }

    // MARK: Doing

    private func sent(_ link: String, _ asking: Asking) throws -> Reply {
        switch place {
        case .form, .asked: return try ask(asking)
        case .confirm:
            guard let token = try follows.confirm(link, at: now) else { return unknown(asking) }
            return seeOther("mine?t=\(token.text)&new")
        case .mine: return try change(link, asking)
        case .stop:
            guard let follower = try follows.follower(link) else { return gone(asking) }
            try follows.stop(follower, at: now)
            return whole(FollowSheet(.stopped, link: "?t=\(link)"), .ok, asking)
        case .erase:
            if let follower = try follows.follower(link) { try follows.erase(follower) }
            return whole(FollowSheet(.erased), .ok, asking)
        }
    }

    private func ask(_ asking: Asking) throws -> Reply {
        guard desk.isOn else { return whole(FollowSheet(.off), .forbidden, asking) }
        let form = try FollowForm(asking)
        do {
            let values = try form.read(knowing: Set(desk.topics.map(\.id)))
            try follows.ask(
                values, as: audience, wording: Digest(of: phrases["followConsent"]),
                from: Source(asking.visitor.address), chance: chance(Follows.chanceBytes), at: now)
            return seeOther("asked")
        } catch let troubles as FollowForm.Troubles {
            return mended(.open(refused: nil), form, troubles, asking)
        } catch let refusal as FollowRefusal {
            switch refusal {
            case .tooMany: return tooMany(form, asking)
            }
        } catch {
            report(error)
            var reply = whole(
                sheet(.open(refused: phrases["follow-refused-away"]), form), .serviceUnavailable,
                asking)
            reply.fields[.retryAfter] = Refusal.retrySeconds
            return reply
        }
    }

    private func tooMany(_ form: FollowForm, _ asking: Asking) -> Reply {
        var reply = whole(
            sheet(.open(refused: phrases["follow-refused-too-many"]), form), .tooManyRequests,
            asking)
        reply.fields[.retryAfter] = "3600"
        return reply
    }

    private func change(_ link: String, _ asking: Asking) throws -> Reply {
        guard let follower = try follows.follower(link), follower.ended == nil else {
            return unknown(asking)
        }
        let form = try FollowForm(asking)
        do {
            let values = try form.readPreferences(knowing: Set(desk.topics.map(\.id)))
            guard try follows.change(follower, values, at: now) else { return unknown(asking) }
            return seeOther("mine?t=\(link)&saved")
        } catch let troubles as FollowForm.Troubles {
            var sheet = sheet(.following(isSaved: false, isNew: false), form)
            sheet.link = "?t=\(link)"
            return mended(sheet, troubles, asking)
        }
    }

    // MARK: Answers

    private func seeOther(_ place: String) -> Reply {
        Reply(seeOther: "/\(audience)/follow/\(place)", policy)
    }

    private func unknown(_ asking: Asking) -> Reply {
        whole(FollowSheet(.unknownLink), .notFound, asking)
    }

    /// To a mail program it is as good as done.
    private func gone(_ asking: Asking) -> Reply { whole(FollowSheet(.erased), .ok, asking) }

    private func refused(
        _ key: String, _ status: HTTPResponse.Status, _ asking: Asking
    ) -> Reply { whole(FollowSheet(.away(phrases[key])), status, asking) }

    private func mended(
        _ state: FollowSheet.State, _ form: FollowForm, _ troubles: FollowForm.Troubles,
        _ asking: Asking
    ) -> Reply { mended(sheet(state, form), troubles, asking) }

    private func mended(
        _ sheet: FollowSheet, _ troubles: FollowForm.Troubles, _ asking: Asking
    ) -> Reply {
        var sheet = sheet
        sheet.errors = troubles.all.map {
            FollowSheet.Error(field: $0.field.rawValue, words: phrases[$0.key])
        }
        return whole(sheet, .unprocessableContent, asking)
    }

    private func sheet(_ state: FollowSheet.State, _ form: FollowForm) -> FollowSheet {
        FollowSheet(
            state,
            topics: desk.topics.map { id, name in
                FollowSheet.Topic(id: id, name: name, isChosen: form.topics.contains(id.name))
            },
            frequency: form.frequency, email: form.email, consented: form.consent == "yes")
    }

    private func sheet(_ state: FollowSheet.State, _ choice: FollowChoice) -> FollowSheet {
        sheet(
            state,
            FollowForm(
                topics: Set(choice.topics.map(\.name)), frequency: choice.frequency.rawValue))
    }

    private func whole(
        _ sheet: FollowSheet, _ status: HTTPResponse.Status, _ asking: Asking
    ) -> Reply {
        Reply(personal: desk.page(sheet), status, policy, asking)
    }
}

extension FollowForm {
    fileprivate init(_ asking: Asking) throws(FormFields.Refusal) {
        let fields = try FormFields(asking.body, contentType: asking.contentType)
        self.init(
            email: fields["email"],
            topics: Set(
                fields.names.filter { $0.hasPrefix("topic-") }.map {
                    String($0.dropFirst("topic-".count))
                }),
            frequency: fields["frequency"], consent: fields["consent"])
    }

    fileprivate init(_ follower: Follower) {
        self.init(
            topics: Set(follower.topics.keys.map(\.name)), frequency: follower.frequency.rawValue)
    }
}

extension FollowForm.Trouble {
    fileprivate var key: String {
        switch self {
        case .topicsAbsent: "error-topics-absent"
        case .topicUnknown: "error-topic-unknown"
        case .frequencyUnknown: "error-frequency-unknown"
        case .emailAbsent: "error-email-absent"
        case .emailUnfit: "error-email-unfit"
        case .consentAbsent: "error-consent-absent"
        }
    }
}
