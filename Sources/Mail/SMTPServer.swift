internal import Foundation
package import Readership

/// A mail server, and how it is spoken to.
package struct SMTPServer: MailCarrier {
    let address: String
    let user: String?
    let password: String?
    /// A file of certificates to believe, besides the system's.
    let authorities: String?
    let sender: Sender
    /// On this machine nobody can listen, so a server that knows no encryption may be used.
    let mayBePlain: Bool

    /// - Parameters:
    ///   - address: `smtp://mail.example.org:587`, which is encrypted once greeted (STARTTLS), or
    ///     `smtps://mail.example.org`, which is from the start. A user's name may stand before the host.
    ///   - password: the user's, which never stands in the address.
    /// - Throws: `SMTPRefusal`
    package init(
        _ address: String, password: String?, authorities: String?, from sender: Sender
    ) throws(SMTPRefusal) {
        guard var parts = URLComponents(string: address),
            ["smtp", "smtps"].contains(parts.scheme), let host = parts.host, !host.isEmpty,
            ["", "/"].contains(parts.path), parts.query == nil
        else { throw .notAServer }
        guard parts.password == nil else { throw .passwordInAddress }
        user = parts.user
        guard (user == nil) == (password == nil) else { throw .userOrPasswordAbsent }
        parts.user = nil
        // What stands behind the host is how we introduce ourselves.
        parts.path = "/\(sender.domain)"
        self.address = parts.string ?? address
        self.password = password
        self.authorities = authorities
        self.sender = sender
        mayBePlain = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
    }

    package func lane() -> any MailLane { SMTPLane(self) }
}

package enum SMTPRefusal: Error, Hashable, Sendable {
    case notAServer
    case passwordInAddress
    /// One of the two is there without the other.
    case userOrPasswordAbsent

    package var sentence: String {
        switch self {
        case .notAServer:
            "--smtp names a mail server, such as smtp://mail.example.org:587"
        case .passwordInAddress:
            "a password in --smtp can be seen by everybody on this machine: give it in HOOFBEAT_SMTP_PASSWORD"
        case .userOrPasswordAbsent:
            "a mail server wants a user and a password or neither: the user stands in --smtp (smtp://user@host), the password in HOOFBEAT_SMTP_PASSWORD"
        }
    }
}
