internal import Command
internal import Finder
internal import HTTPTypes
internal import Logging
internal import Publishing
internal import ServiceLifecycle
internal import UnixSignals
internal import Web

/// Serves until SIGTERM or SIGINT, then lets the answers that have begun end.
func serve(_ order: ServeOrder, _ source: any SiteSource) async throws {
    var logger = Logger(label: "hoofbeat", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .warning
    let scheme = order.certificatePath == nil ? "http" : "https"
    let host = order.host.contains(":") ? "[\(order.host)]" : order.host
    let settings = try settings(order, logger)
    let server = WebServer(settings: settings, source: source) { port in
        order.announce("\(scheme)://\(host):\(port)/")
    }
    let keeper = settings.seeker.map { SearchKeeper($0, of: source, now: order.now) }
    var configuration = ServiceGroupConfiguration(
        services: [server] + (keeper.map { [$0] } ?? []),
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // A handshake that is under way when the signal comes may miss it.
    configuration.maximumGracefulShutdownDuration = .seconds(60)
    try await ServiceGroup(configuration: configuration).run()
}

private func settings(_ order: ServeOrder, _ logger: Logger) throws -> WebSettings {
    var files: WebSettings.TLSFiles?
    if let certificate = order.certificatePath, let key = order.keyPath {
        files = WebSettings.TLSFiles(certificate: certificate, key: key)
    }
    let proxies = try order.trustedProxies.map { text in
        guard let network = CIDR(text) else { throw ServingRefusal.notANetwork(text) }
        return network
    }
    if let header = order.countryHeader {
        guard HTTPField.Name(header) != nil else { throw ServingRefusal.notAHeader(header) }
        guard !proxies.isEmpty else { throw ServingRefusal.headerWithoutProxy }
    }
    let turnstile = OneAtATime()
    return WebSettings(
        host: order.host, port: order.port, tls: files, trustedProxies: proxies,
        countryHeader: order.countryHeader,
        countryFile: try order.countryFile.map { try CountryFile(path: $0) }, origin: order.origin,
        isAsOf: order.isPrivate, ratings: order.ratings, follows: order.follows,
        questions: order.questions, letters: order.letters,
        seeker: SiteSeeker(turnstile, wordLists: order.wordLists) {
            logger.error("The index for searching could not be made: \($0)")
        },
        turnstile: turnstile, unfound: order.unfound,
        locator: order.gazetteer.map { TownFinder(path: $0) },
        logger: logger, now: order.now)
}

enum ServingRefusal: Error, CustomStringConvertible {
    case notANetwork(String)
    case notAHeader(String)
    case headerWithoutProxy

    var description: String {
        switch self {
        case .notANetwork(let text):
            "\(text) is not a network, such as 10.0.0.0/8 or fd00::/8"
        case .notAHeader(let name): "\(name) is not the name of a header, such as CF-IPCountry"
        case .headerWithoutProxy:
            "a country is believed only from a proxy you trust: name it with --trusted-proxy"
        }
    }
}
