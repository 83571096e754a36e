internal import Glibc
internal import NIOCore

/// Why the server cannot start, as one sentence for the operator.
package enum StartRefusal: Error, Hashable, CustomStringConvertible {
    case cannotListen(host: String, port: Int, detail: String)
    case unreadableCertificate(path: String, detail: String)
    case unreadableKey(path: String, detail: String)
    case keyOfAnotherCertificate(certificate: String, key: String, detail: String)

    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let detail):
            "cannot listen at \(host), port \(port): \(detail)"
        case .unreadableCertificate(let path, let detail):
            "\(path) cannot be read as a certificate; it has to be a file in PEM (\(detail))"
        case .unreadableKey(let path, let detail):
            "\(path) cannot be read as a private key; it has to be a file in PEM, without a password"
                + " (\(detail))"
        case .keyOfAnotherCertificate(let certificate, let key, let detail):
            "the key \(key) does not belong to the certificate \(certificate) (\(detail))"
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
