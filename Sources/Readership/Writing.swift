internal import Content
internal import Press
internal import Rendering

/// Writes letters from one site.
struct Writing: Sendable {
    private let follows: Follows
    private let desks: [Audience: Desk]
    let clock: @Sendable () -> Instant
    /// Up to when all that was recorded is known.
    private let settled: Instant

    private struct Desk: Sendable {
        let correspondence: Correspondence
        let news: [TopicNews]
    }

    init(
        _ follows: Follows, _ site: Site, _ clock: @escaping @Sendable () -> Instant,
        settled: Instant = .distantPast
    ) {
        self.follows = follows
        self.clock = clock
        self.settled = settled
        desks = site.audiences.reduce(into: [:]) { desks, audience in
            guard site.following(audience)?.isOn == true else { return }
            desks[audience] = site.correspondence(audience).map {
                Desk(correspondence: $0, news: $0.news)
            }
        }
    }

    /// Whether anybody may be written to.
    var isOn: Bool { !desks.isEmpty }

    /// When something last came about, for each audience.
    var latest: [Audience: Instant] { desks.compactMapValues { $0.news.last?.at } }

    func due(_ follower: Follower) -> Follower.Due {
        guard let desk = desks[follower.audience] else { return .nothing }
        return follower.due(desk.news, in: desk.correspondence.zone, at: settled)
    }

    /// Nil where the address cannot be read, or nobody is written to.
    func confirmation(_ request: FollowRequest) -> Mail? {
        guard let desk = desks[request.choice.audience],
            let address = request.address.address(of: request.id.bytes, follows.key)
        else { return nil }
        let letter = desk.correspondence.confirmation(
            topics: request.choice.topics, frequency: request.choice.frequency.rawValue,
            link: LetterToken(request.id, for: .confirming, follows.key).text)
        return Mail(
            to: address, letter, name: MessageName(request.id, until: nil, follows.key),
            unsubscribe: nil, help: desk.correspondence.help, date: clock())
    }

    /// Nil where the address cannot be read, or nobody is written to.
    func reply(_ reply: AskedQuestion.Reply, to question: AskedQuestion) -> Mail? {
        guard let desk = desks[question.audience]?.correspondence,
            let address = question.private?.address.address(of: question.id.bytes, follows.key),
            let name = FollowID(question.id.bytes)
        else { return nil }
        return Mail(
            to: address,
            desk.reply(reply.text, token: QuestionToken(question.id, follows.key).text),
            name: MessageName(name, until: reply.deed.at, follows.key), unsubscribe: nil,
            help: desk.questions, date: clock())
    }

    /// Nil where there is nothing to be told.
    func tidings(_ due: DueNews, _ follower: Follower, _ address: MailAddress) -> Mail? {
        let link = LetterToken(follower.id, for: .following, follows.key).text
        guard let desk = desks[follower.audience]?.correspondence,
            let letter = desk.tidings(due.news, link: link)
        else { return nil }
        return Mail(
            to: address, letter, name: MessageName(follower.id, until: due.until, follows.key),
            unsubscribe: desk.address(.stop, link: link), help: desk.help, date: clock())
    }
}
