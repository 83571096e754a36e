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
                : try FormFields(target.query ?? "")
            var request = NearDesk.Request()
            (request.near, request.country) = (fields["near"], fields["country"])
            (request.service, request.radius) = (fields["offers"], fields["radius"])
            request.town = fields["town"]
            // The codes of countries are written large; what people write is not.
            request.country = request.country.uppercased()
            guard !isPosted || !asking.isCrossSite else {
                return page(
                    desk.refused(desk.phrases["nearCrossSite"], request), asking, .forbidden)
            }
            let point = (fields["lat"], fields["lon"])
            if isPosted || !point.0.isEmpty || !point.1.isEmpty {
                return await from(point, request, isReader: isPosted, asking)
            }
            if request.isEmpty { return nil }
            return await located(request, asking)
        } catch {
            return (error == .otherType ? Refusal.otherType : .badRequest).reply(policy)
        }
    }

    /// - Parameter isReader: whether it is where the reader is, as their browser said; else a place that
    ///   the address gives.
    private func from(
        _ point: (latitude: String, longitude: String), _ request: NearDesk.Request,
        isReader: Bool, _ asking: Asking
    ) async -> Reply {
        var request = request
        // The words for a place say nothing of a point, and a page must not say what an address makes up.
        (request.near, request.town) = ("", "")
        guard let latitude = Double(point.latitude), let longitude = Double(point.longitude),
            let position = DirectoryEntry.Position(latitude: latitude, longitude: longitude)
        else {
            return page(desk.refused(desk.phrases["nearBadPoint"], request), asking)
        }
        request.origin = isReader ? .reader(position) : .point(position)
        request.countries = await countries(near: position)
        return page(desk.found(request), asking)
    }

    /// None where they cannot be told: then groups without a place come by their country's name.
    private func countries(near position: DirectoryEntry.Position) async -> [Country] {
        do {
            return try await locator?.countries(near: position) ?? []
        } catch {
            if !(error is SeekRefusal) { report(error) }
            return []
        }
    }

    private static let mostBytes = 300
    private static let retrySeconds = "2"

    private func located(_ request: NearDesk.Request, _ asking: Asking) async -> Reply {
        var request = request
        guard request.near.contains(where: { !$0.isWhitespace }) else {
            request.near = ""
            return page(desk.found(request), asking)
        }
        guard request.near.utf8.count <= NearClerk.mostBytes else {
            request.near = ""
            return page(desk.refused(desk.phrases["nearTooLong"], request), asking)
        }
        guard let locator else {
            return page(desk.refused(desk.phrases["nearNoGazetteer"], request), asking)
        }
        do {
            switch try await locator.locate(request.near, town: Int(request.town), language) {
            case .place(let spot, let others, let isGuess):
                (request.origin, request.others) = (.town(spot), others)
                request.isGuess = isGuess
                request.countries = await countries(near: spot.position)
                return page(desk.found(request), asking)
            case .choice(let spots): return page(desk.choice(spots, request), asking)
            case .country(let country):
                (request.near, request.country) = ("", country.code)
                return page(desk.found(request), asking)
            case .unknown:
                return page(desk.refused(desk.phrases["nearUnknownPlace"], request), asking)
            }
        } catch {
            return unable(error, request, asking)
        }
    }

    private func unable(
        _ error: any Error, _ request: NearDesk.Request, _ asking: Asking
    ) -> Reply {
        let isBusy = error is SeekRefusal
        if !isBusy { report(error) }
        let words = desk.phrases[isBusy ? "nearBusy" : "nearNoGazetteer"]
        var reply = page(desk.refused(words, request), asking, .serviceUnavailable)
        reply.fields[.retryAfter] = NearClerk.retrySeconds
        return reply
    }

    private func page(
        _ page: Page, _ asking: Asking, _ status: HTTPResponse.Status = .ok
    ) -> Reply {
        Reply(personal: page, status, policy, asking)
    }
}
