internal import HTTPTypes

/// Why a request gets no page: what is wrong with it, or with us.
enum Refusal: CaseIterable, Sendable {
    case badRequest
    case methodNotAllowed
    case tooSlow
    case bodyTooLarge
    case otherType
    case targetTooLong
    case expectationFailed
    case headTooLarge
    case failed
    /// The body is wrapped in a coding that nobody here unwraps (RFC 9112 §6.1).
    case unknownCoding
    case blind
    case unknownVersion

    var status: HTTPResponse.Status {
        switch self {
        case .badRequest: .badRequest
        case .methodNotAllowed: .methodNotAllowed
        case .tooSlow: .requestTimeout
        case .bodyTooLarge: .contentTooLarge
        case .otherType: .unsupportedMediaType
        case .targetTooLong: .uriTooLong
        case .expectationFailed: .expectationFailed
        case .headTooLarge: .requestHeaderFieldsTooLarge
        case .failed: .internalServerError
        case .unknownCoding: .notImplemented
        case .blind: .serviceUnavailable
        case .unknownVersion: .httpVersionNotSupported
        }
    }

    /// What the reader is told. Nobody should meet these in a browser, so they are in English and
    /// need no edition; but whoever does still learns where urgent help is.
    private var words: String {
        switch self {
        case .failed: "Something went wrong here. Please try again in a minute."
        case .blind: "The pages cannot be shown just now. Please try again in a few minutes."
        case .targetTooLong:
            "What was asked for is longer than can be read. Please go back, and write less."
        case .bodyTooLarge:
            "What was sent is longer than can be taken. Please go back: what you wrote is still there. "
                + "Then write less."
        default: "The request could not be understood."
        }
    }

    private var page: String {
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>\(status.reasonPhrase)</title>
        <h1>\(status.reasonPhrase)</h1>
        <p>\(words)</p>
        <p><a href="/">To the start</a></p>
        <p>In an emergency, call 112 or your local emergency number.</p>
        </html>

        """
    }

    func reply(_ policy: SecurityPolicy) -> Reply {
        var reply = Reply(status, policy, caching: Caching.never)
        reply.carry(text: page, contentType: "text/html; charset=utf-8")
        switch self {
        case .methodNotAllowed: reply.fields[.allow] = "GET, HEAD"
        case .blind: reply.fields[.retryAfter] = Refusal.retrySeconds
        default: break
        }
        return reply
    }

    static let retrySeconds = "30"
}
