internal import HTTPTypes
internal import Press
internal import Publishing

/// The pages for whoever runs the site.
extension Desk {
    func operatorsPage(_ path: String, _ policy: SecurityPolicy) async -> Reply? {
        switch path {
        case "/healthz": return plain("ok\n", policy)
        case "/readyz":
            guard await isReady() else { return Refusal.blind.reply(policy) }
            return plain("ready\n", policy)
        case "/metrics":
            let text = await counters.exposition(
                of: knownSite(), settings, at: settings.now())
            return plain(text, policy, type: "text/plain; version=0.0.4; charset=utf-8")
        default: return nil
        }
    }

    /// Whether the journal can be read just now. Readers are shown what is in memory for some time longer:
    /// a load balancer had better send them elsewhere.
    private func isReady() async -> Bool {
        guard await knownSite() != nil else { return false }
        return source.readySite(at: settings.now()) != nil
    }

    /// Nil while nobody can say what may be shown.
    private func knownSite() async -> Site? {
        do {
            return try await siteNow()
        } catch {
            return nil
        }
    }

    private func plain(
        _ text: String, _ policy: SecurityPolicy, type: String = "text/plain; charset=utf-8"
    ) -> Reply {
        var reply = Reply(.ok, policy, caching: Caching.never)
        reply.carry(text: text, contentType: type)
        return reply
    }
}
