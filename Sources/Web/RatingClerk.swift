internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press
internal import Readership
internal import Rendering

/// Answers at `/int/en/rate?item=…`: where an item is rated, and where a reader sees what they gave.
struct RatingClerk: Sendable {
    let ratings: Ratings
    let place: RatingDesk
    let item: ItemID
    let audience: Audience
    /// In each of them the same reader has the same token.
    let audiences: [Audience]
    let policy: SecurityPolicy
    let now: Instant
    /// Where something that is nobody's fault but ours is told.
    let report: @Sendable (any Error) -> Void

    private var phrases: Phrases { place.phrases }

    // MARK: Seeing

    func page(for asking: Asking) -> Reply {
        do {
            let given = try token(of: asking).flatMap { try ratings.rating(of: item, by: $0) }
            let form = given.map { RatingForm($0) } ?? RatingForm()
            return whole(
                sheet(form, try ratings.marks(of: item), given == nil ? .open : .kept), .ok, asking)
        } catch {
            report(error)
            let sheet = sheet(RatingForm(), .none, .refused(phrases["refused-away"]))
            return away(whole(sheet, .serviceUnavailable, asking))
        }
    }

    // MARK: Rating

    func reply(to asking: Asking) async -> Reply {
        guard !asking.isCrossSite else {
            return refused("refused-cross-site", RatingForm(), .forbidden, asking)
        }
        let fields: FormFields
        do {
            fields = try FormFields(asking.body, contentType: asking.contentType)
        } catch {
            return (error == .otherType ? Refusal.otherType : .badRequest).reply(policy)
        }
        let form = RatingForm(
            mark: fields["mark"], answered: fields["answered"], missing: fields["missing"])
        do {
            return try await keep(try form.read(), fields, asking)
        } catch let troubles as RatingForm.Troubles {
            return mended(form, troubles, asking)
        } catch RatingRefusal.tooMany {
            var reply = refused("refused-too-many", form, .tooManyRequests, asking)
            reply.fields[.retryAfter] = "3600"
            return reply
        } catch {
            report(error)
            return away(refused("refused-away", form, .serviceUnavailable, asking))
        }
    }

    private func keep(
        _ values: RatingForm.Values, _ fields: FormFields, _ asking: Asking
    ) async throws -> Reply {
        let drawn = bytes(ofHexadecimal: fields["once"])
        let token = try await ratings.rate(
            item, as: audience, values, completes: fields["completes"] == "1",
            token: token(of: asking),
            proposed: drawn?.count == RaterToken.nonceBytes ? drawn : nil,
            from: Source(asking.visitor.address),
            chance: chance(RaterToken.nonceBytes), at: now)
        var reply: Reply
        if asking.wantsJSON {
            reply = Reply(.ok, policy, caching: Caching.personal)
            reply.carry(
                json: Told(
                    detail: phrases["ratedShort"], figures: marksAtHand.map(figures)),
                contentType: "application/json")
        } else {
            reply = Reply(seeOther: "/\(audience)/rate?item=\(item)", policy)
        }
        let text = token.text
        for audience in audiences {
            reply.fields.append(
                HTTPField(name: .setCookie, value: cookie(text, audience, asking.visitor)))
        }
        return reply
    }

    private func token(of asking: Asking) -> RaterToken? {
        asking.cookie(cookieName(asking.visitor)).flatMap { ratings.token($0) }
    }

    /// Browsers take a cookie of the second name over an encrypted connection alone (RFC 6265bis §4.1.3).
    private func cookieName(_ visitor: Visitor) -> String {
        visitor.isSecure ? "__Secure-rater" : "rater"
    }

    private func cookie(_ text: String, _ audience: Audience, _ visitor: Visitor) -> String {
        "\(cookieName(visitor))=\(text); Path=/\(audience)/rate; Max-Age=31536000; HttpOnly; "
            + "SameSite=Lax" + (visitor.isSecure ? "; Secure" : "")
    }

    // MARK: Refusing

    private func mended(
        _ form: RatingForm, _ troubles: RatingForm.Troubles, _ asking: Asking
    ) -> Reply {
        var sheet = sheet(form, marks, .open)
        sheet.errors = troubles.all.map {
            RatingSheet.Error(field: $0.field.rawValue, words: words($0))
        }
        return whole(sheet, .unprocessableContent, asking)
    }

    private func refused(
        _ key: String, _ form: RatingForm, _ status: HTTPResponse.Status, _ asking: Asking
    ) -> Reply {
        whole(sheet(form, marks, .refused(phrases[key])), status, asking)
    }

    private func away(_ reply: Reply) -> Reply {
        var reply = reply
        reply.fields[.retryAfter] = Refusal.retrySeconds
        return reply
    }

    private func words(_ trouble: RatingForm.Trouble) -> String {
        switch trouble {
        case .markAbsent: phrases["error-mark-absent"]
        case .markUnknown: phrases["error-mark-unknown"]
        case .answeredUnknown: phrases["error-answered-unknown"]
        case .missing(.tooLong(let count, let limit)):
            phrases("error-text-too-long", "\(count)", "\(limit)")
        case .missing(.identifies(.email)): phrases["error-text-email"]
        case .missing(.identifies(.longNumber)): phrases["error-text-number"]
        }
    }

    // MARK: Pages

    /// Beside what is said of a rating, figures are a courtesy: where they cannot be read, there are none,
    /// and what is kept is kept.
    private var marksAtHand: Marks? {
        do { return try ratings.marks(of: item) } catch {
            report(error)
            return nil
        }
    }

    private var marks: Marks { marksAtHand ?? .none }

    private func figures(_ marks: Marks) -> String { place.figures(marks) }

    private func sheet(
        _ form: RatingForm, _ marks: Marks, _ state: RatingSheet.State
    ) -> RatingSheet {
        RatingSheet(
            item: place.item, marks: marks, mark: form.mark, answered: form.answered,
            missing: form.missing, state: state)
    }

    private func whole(
        _ sheet: RatingSheet, _ status: HTTPResponse.Status, _ asking: Asking
    ) -> Reply {
        Reply(personal: place.page(sheet), orElse: Problem(status, sheet), status, policy, asking)
    }
}

/// What a script is told of a rating that is kept.
private struct Told: Encodable {
    let detail: String
    let figures: String?
}

extension Source {
    /// An IPv4 address, or the network of one household in IPv6.
    init(_ address: IPAddress?) { self.init(network: address?.network) }
}

extension Problem {
    fileprivate init(_ status: HTTPResponse.Status, _ sheet: RatingSheet) {
        let errors = sheet.errors.map { Item(field: $0.anchor, detail: $0.words) }
        if case .refused(let why) = sheet.state {
            self.init(status, detail: why, errors: errors)
        } else {
            self.init(status, errors)
        }
    }
}
