internal import Content
internal import HTTPTypes
internal import Logging
internal import NIOCore
internal import Press
internal import Publishing

/// Answers every request that the byte path left, over any protocol version. A class, because each of them
/// takes it along.
final class Desk: Sendable {
    let settings: WebSettings
    let source: any SiteSource
    let counters: Counters
    let policies: SecurityPolicies
    let trust: Trust

    init(settings: WebSettings, source: any SiteSource) {
        self.settings = settings
        self.source = source
        counters = Counters()
        policies = SecurityPolicies(isAsOf: settings.isAsOf)
        trust = Trust(
            proxies: settings.trustedProxies, isEncrypted: settings.tls != nil,
            countries: settings.countryFile)
    }

    func reply(to asking: Asking) async -> Reply {
        let policy = policies.policy(isSecure: asking.visitor.isSecure)
        var reply = await wholeReply(to: asking, policy)
        if asking.method == .head { reply.body = nil }
        return reply
    }

    private func wholeReply(to asking: Asking, _ policy: SecurityPolicy) async -> Reply {
        let found = Target(asking.target)
        guard asking.isReading || asking.method == .post && found.map(isForm) == true else {
            return methodNotAllowed(found, policy)
        }
        guard asking.target.utf8.count <= settings.limits.requestLineBytes else {
            return Refusal.targetTooLong.reply(policy)
        }
        guard let target = found else { return Refusal.badRequest.reply(policy) }
        if let page = await operatorsPage(target.path, policy) { return page }
        do throws(Blindness) {
            return try await siteReply(to: asking, target, policy)
        } catch {
            return blindReply(error, asking, target, policy)
        }
    }

    private func siteReply(
        to asking: Asking, _ target: Target, _ policy: SecurityPolicy
    ) async throws(Blindness) -> Reply {
        let site = try await siteNow()
        // Printing may have taken a while, and a cache counts from the end of it.
        let seconds = site.lifetimeSeconds(at: settings.now())
        let clerk = Clerk(site: site, seconds: seconds, policy: policy, origin: settings.origin)
        if let outside = site.outside(target.path, from: asking.visitor.country) {
            return clerk.reply(with: outside, to: asking, target)
        }
        if let page = comparison(on: site, target) { return clerk.comparison(page, for: asking) }
        if let reply = await form(on: site, target, asking, policy) { return reply }
        return clerk.reply(
            with: site.answer(to: target.path, from: asking.visitor.country), to: asking, target)
    }

    /// The site at hand while it is true; else one that reads the journal, and waits for it.
    func siteNow() async throws(Blindness) -> Site {
        let now = settings.now()
        if let ready = source.readySite(at: now) { return ready }
        return try await source.site(at: now)
    }

    /// `/int/en/compare?option=prrt&option=surgery`: the only address whose query says what is
    /// shown. Reached only by readers whom the market lets in.
    private func comparison(on site: Site, _ target: Target) -> Page? {
        guard let (audience, rest) = target.audience, rest == ["compare"] else { return nil }
        let options = target.values(of: "option").prefix(8)
        return site.comparison(audience, Array(options))
    }

    private func methodNotAllowed(_ target: Target?, _ policy: SecurityPolicy) -> Reply {
        var reply = Refusal.methodNotAllowed.reply(policy)
        if target.map(isForm) == true { reply.fields[.allow] = "GET, HEAD, POST" }
        return reply
    }

    private func blindReply(
        _ blindness: Blindness, _ asking: Asking, _ target: Target, _ policy: SecurityPolicy
    ) -> Reply {
        let encodings = Encodings(asking.acceptEncoding)
        if let file = blindness.files[target.path] {
            return Reply(file, for: encodings, isKnown: false, seconds: 0, policy)
        }
        let kept = textsWritten(in: asking)
        guard let page = kept.isEmpty ? blindness.page : blindness.keeping(kept) else {
            return Refusal.blind.reply(policy)
        }
        var reply = Reply(.serviceUnavailable, policy, caching: Caching.never)
        reply.carry(page, for: encodings)
        reply.fields[.retryAfter] = Refusal.retrySeconds
        return reply
    }

    /// What a reader wrote in words of their own.
    func textsWritten(in asking: Asking) -> [String] {
        guard asking.method == .post,
            let fields = try? FormFields(asking.body, contentType: asking.contentType)
        else { return [] }
        return ["question", "missing", "email"].map { fields[$0] }.filter { !$0.isEmpty }
    }
}
