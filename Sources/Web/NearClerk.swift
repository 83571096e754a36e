internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press
internal import Rendering

/// Answers at `/int/en/clinics` and `/int/en/groups` where somebody asks for more than the printed list: by
/// place, country, distance, or what is offered. Where a reader is comes in a body, is used once, and is
/// written down nowhere.
struct NearClerk: Sendable {
    /// Nil where places cannot be looked up.
    let locator: (any Locator)?
    let turnstile: (any Turnstile)?
    let desk: NearDesk
    let language: Language
    let policy: SecurityPolicy
    let report: @Sendable (any Error) -> Void

    /// Nil where nothing is asked for: then the printed list is the answer.
    func reply(to asking: Asking, _ target: Target) async -> Reply? {
        let isPosted = asking.method == .post
        do {
            let fields =
                isPosted
                ? try FormFields(asking.body, contentType: asking.contentType)
                : FormFields(query: target.query ?? "")
            let sent = Sent(fields, isPosted: isPosted)
            if isPosted, asking.isCrossSite {
                let why = desk.phrases["nearCrossSite"]
                return page(desk.refused(why, sent.request), asking, .forbidden)
            }
            if !isPosted, sent.isEmpty { return nil }
            return try await turnstile?.pass { answer(sent, asking) } ?? answer(sent, asking)
        } catch let refusal as FormFields.Refusal {
            return (refusal == .otherType ? Refusal.otherType : .badRequest).reply(policy)
        } catch {
            if !(error is SeekRefusal) { report(error) }
            return Reply(busy: desk.busy, policy, Encodings(asking.acceptEncoding))
        }
    }

    /// Whether a query asks for anything; else the printed list is the answer.
    static func asks(_ query: String) -> Bool {
        !Sent(FormFields(query: query), isPosted: false).isEmpty
    }

    /// What was sent.
    private struct Sent: Sendable {
        var request = NearDesk.Request()
        let latitude: String
        let longitude: String
        let isPosted: Bool

        init(_ fields: FormFields, isPosted: Bool) {
            (request.near, request.country) = (fields["near"], fields["country"])
            (request.service, request.radius) = (fields["offers"], fields["radius"])
            request.town = fields["town"]
            (latitude, longitude) = (fields["lat"], fields["lon"])
            self.isPosted = isPosted
        }

        /// A town that somebody writes counts for more than where they are.
        var isPoint: Bool {
            (!latitude.isEmpty || !longitude.isEmpty) && request.near.allSatisfy(\.isWhitespace)
        }

        var isEmpty: Bool { request.isEmpty && latitude.isEmpty && longitude.isEmpty }

        var position: DirectoryEntry.Position? {
            guard let latitude = Double(latitude), let longitude = Double(longitude) else {
                return nil
            }
            return DirectoryEntry.Position(latitude: latitude, longitude: longitude)
        }
    }

    private func answer(_ sent: Sent, _ asking: Asking) -> Reply {
        do {
            if sent.isPoint { return try from(sent, asking) }
            return try located(sent.request, asking)
        } catch {
            report(error)
            let why = desk.phrases["nearNoGazetteer"]
            return page(desk.refused(why, sent.request), asking, .serviceUnavailable)
        }
    }

    /// From where the reader is, as their browser said; or from a place that the address gives.
    private func from(_ sent: Sent, _ asking: Asking) throws -> Reply {
        var request = sent.request
        // The words for a place say nothing of a point, and a page must not say what an address makes up.
        (request.near, request.town) = ("", "")
        guard let position = sent.position else {
            return page(desk.refused(desk.phrases["nearBadPoint"], request), asking)
        }
        request.origin = sent.isPosted ? .reader(position) : .point(position)
        request.countries = try locator?.countries(near: position) ?? []
        return page(desk.found(try known(request)), asking)
    }

    private static let mostBytes = 300

    private func located(_ request: NearDesk.Request, _ asking: Asking) throws -> Reply {
        var request = request
        guard request.near.contains(where: { !$0.isWhitespace }) else {
            request.near = ""
            return page(desk.found(try known(request)), asking)
        }
        guard request.near.utf8.count <= NearClerk.mostBytes else {
            request.near = ""
            return page(desk.refused(desk.phrases["nearTooLong"], request), asking)
        }
        guard let locator else {
            return page(desk.refused(desk.phrases["nearNoGazetteer"], request), asking)
        }
        switch try locator.locate(request.near, town: Int(request.town), language) {
        case .place(let spot, let others, let isGuess):
            (request.origin, request.others) = (.town(spot), others)
            request.isGuess = isGuess
            request.countries = try locator.countries(near: spot.position)
            return page(desk.found(try known(request)), asking)
        case .choice(let spots): return page(desk.choice(spots, request), asking)
        case .country(let country, let others):
            (request.others, request.named) = (others, request.near)
            (request.near, request.country) = ("", country.code)
            return page(desk.found(try known(request)), asking)
        case .unknown:
            return page(desk.refused(desk.phrases["nearUnknownPlace"], request), asking)
        }
    }

    /// With the country's code, however it was written; and where nothing is listed there, what is nearest to its
    /// largest town.
    private func known(_ request: NearDesk.Request) throws -> NearDesk.Request {
        guard (1...NearClerk.mostBytes).contains(request.country.utf8.count),
            !desk.lists(request.country), let locator
        else {
            return request
        }
        var (request, country) = (request, Country(request.country.uppercased()))
        if case .country(let named, _) = try locator.locate(request.country, town: nil, language) {
            country = named
        }
        guard let country else { return request }
        guard !desk.lists(country.code) else {
            request.country = country.code
            return request
        }
        guard let spot = try locator.largestTown(of: country, language) else { return request }
        (request.country, request.empty) = ("", country)
        if request.origin == nil {
            request.origin = .town(spot)
            request.countries = try locator.countries(near: spot.position)
        }
        return request
    }

    private func page(
        _ page: Page, _ asking: Asking, _ status: HTTPResponse.Status = .ok
    ) -> Reply {
        Reply(personal: page, status, policy, asking)
    }
}
