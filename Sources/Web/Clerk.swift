internal import Content
internal import HTTPTypes
internal import NIOCore
internal import Press

/// Puts one site's answers into HTTP's words, at one instant.
struct Clerk: Sendable {
    let site: Site
    /// The site's lifetime at that instant.
    let seconds: Int
    let policy: SecurityPolicy
    let origin: String

    func reply(with answer: Answer, to asking: Asking, _ target: Target) -> Reply {
        switch answer {
        case .page(let page):
            return self.page(page, for: asking)
        case .moved(let path):
            return redirect(.movedPermanently, to: path, caching: control(.shared, target.path))
        case .sendOn(let candidates):
            return sendOn(candidates, for: asking)
        case .choose(let page):
            return whole(page, .ok, caching: Caching.never, for: asking)
        case .lapsed(let page), .unknown(let page):
            return whole(page, .notFound, caching: control(page.caching, target.path), for: asking)
        case .withdrawn(let page):
            return whole(page, .gone, caching: control(page.caching, target.path), for: asking)
        case .outsideMarket(let page, let authority):
            return outside(page, authority, for: asking)
        }
    }

    /// A page, or the news that the reader has it already.
    func page(_ page: Page, for asking: Asking) -> Reply {
        let encodings = Encodings(asking.acceptEncoding)
        let tag = page.entityTag(in: encodings.best(of: page))
        let isKnown = asking.ifNoneMatch.map { matches($0, tag) } ?? false
        return Reply(page, for: encodings, isKnown: isKnown, seconds: seconds, policy)
    }

    func comparison(_ page: Page, for asking: Asking) -> Reply {
        whole(
            page, .ok, caching: Caching.control(page.caching, seconds: seconds), for: asking)
    }

    private func whole(
        _ page: Page, _ status: HTTPResponse.Status, caching: String, for asking: Asking
    ) -> Reply {
        var reply = Reply(status, policy, caching: caching)
        reply.carry(page, for: Encodings(asking.acceptEncoding))
        return reply
    }

    private func outside(_ page: Page, _ authority: String, for asking: Asking) -> Reply {
        var reply = whole(
            page, .unavailableForLegalReasons, caching: Caching.personal, for: asking)
        reply.fields[.link] = "<\(origin)\(authority)>; rel=\"blocked-by\""
        return reply
    }

    private func sendOn(
        _ candidates: [(language: Language, path: String)], for asking: Asking
    ) -> Reply {
        guard let chosen = best(of: candidates, for: asking.acceptLanguage) else {
            return Refusal.failed.reply(policy)
        }
        return redirect(.seeOther, to: chosen.path, caching: Caching.never)
    }

    /// To a path only: a host would have to come from the request, and whoever wrote the request
    /// could send the reader anywhere.
    private func redirect(
        _ status: HTTPResponse.Status, to path: String, caching: String
    ) -> Reply {
        var reply = Reply(status, policy, caching: caching)
        reply.fields[.location] = path
        reply.fields[.contentLength] = "0"
        reply.body = ByteBuffer()
        return reply
    }

    /// Under an enforced market nothing may be kept by anybody, whatever a page says of itself.
    private func control(_ caching: Page.Caching, _ path: String) -> String {
        let first = path.split(separator: "/", maxSplits: 1).first
        let market = first.flatMap { MarketID(String($0)) }.flatMap { site.markets[$0] }
        let isPersonal = market?.rule == .enforced
        return Caching.control(isPersonal ? .personal : caching, seconds: seconds)
    }
}
