internal import ArgumentParser
internal import Foundation

/// Where the letters to followers go.
struct MailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The mail server that sends letters to followers; its password is read from HOOFBEAT_SMTP_PASSWORD.",
            valueName: "url"))
    var smtp: String?
    @Option(
        help: ArgumentHelp(
            "A file of certificates to believe the mail server by, besides the system's (PEM).",
            valueName: "path"))
    var smtpCa: String?
    @Option(
        help: ArgumentHelp(
            "From whom letters come. Choose a name that tells nobody of an illness.",
            valueName: "address"))
    var mailFrom: String?
    @Option(
        help: ArgumentHelp(
            "The folder (Maildir) into which letters are laid where there is no mail server; else `mail` beside the database.",
            valueName: "folder"))
    var mailDirectory: String?

    static let variable = "HOOFBEAT_SMTP_PASSWORD"

    func validate() throws {
        guard smtp == nil || mailDirectory == nil else {
            throw ValidationError("--smtp and --mail-directory exclude each other.")
        }
        guard smtp == nil || mailFrom != nil else {
            throw ValidationError("--smtp needs --mail-from: the address that letters come from.")
        }
    }

    /// - Parameter origin: how readers reach the site, where nobody said from whom letters come.
    func order(besides database: String, origin: String) -> MailOrder {
        let host = URLComponents(string: origin)?.host ?? ""
        let isName = host.contains(".") && host.contains { $0.isLetter && !$0.isHexDigit }
        let sender = mailFrom ?? "no-reply@\(isName ? host : "localhost.localdomain")"
        if let smtp {
            return .server(
                address: smtp,
                password: ProcessInfo.processInfo.environment[MailOptions.variable],
                authorities: smtpCa, sender: sender)
        }
        return .folder(path: mailDirectory ?? folder(besides: database), sender: sender)
    }

    /// A database on a server has no place on this machine.
    private func folder(besides database: String) -> String {
        guard !DatabaseName.isServer(database) else { return "data/mail" }
        return URL(fileURLWithPath: database).deletingLastPathComponent()
            .appendingPathComponent("mail").path
    }
}
