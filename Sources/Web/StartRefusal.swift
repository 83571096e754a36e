internal import Glibc
internal import NIOCore

/// Why the server cannot start, as one sentence for the operator.
package enum StartRefusal: Error, Hashable, CustomStringConvertible {
    case cannotListen(host: String, port: Int, detail: String)
    case unreadableCertificate(path: String)
    case unreadableKey(path: String)
    case keyOfAnotherCertificate(certificate: String, key: String)

    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let detail):
            "cannot listen at \(host), port \(port): \(detail)"
        case .unreadableCertificate(let path):
            "\(path) cannot be read as a certificate; it has to be a file in PEM"
        case .unreadableKey(let path):
            "\(path) cannot be read as a private key; it has to be a file in PEM, without a password"
        case .keyOfAnotherCertificate(let certificate, let key):
            "the key \(key) does not belong to the certificate \(certificate)"
        }
    }

    /// What went wrong when a socket was opened; nil for anything else.
    init?(_ error: any Error, _ settings: WebSettings) {
        let detail: String
        switch error {
        case let error as IOError: detail = String(cString: strerror(error.errnoCode))
        case is SocketAddressError, is SocketAddressError.UnknownHost:
            detail = "this machine has no such address"
        default: return nil
        }
        self = .cannotListen(host: settings.host, port: settings.port, detail: detail)
    }
}
