internal import Command
internal import Foundation
internal import Mail
internal import Readership

/// The mail room that an operator asked for.
func carrier(_ order: MailOrder) throws -> any MailCarrier {
    switch order {
    case .folder(let path, let sender):
        return Maildir(URL(fileURLWithPath: path), from: try read(sender))
    case .server(let address, let password, let authorities, let sender):
        do {
            return try SMTPServer(
                address, password: password, authorities: authorities, from: try read(sender))
        } catch let refusal as SMTPRefusal {
            throw MailingRefusal.server(refusal)
        }
    }
}

private func read(_ sender: String) throws -> Sender {
    guard let read = Sender(sender) else { throw MailingRefusal.notASender(sender) }
    return read
}

enum MailingRefusal: Error, CustomStringConvertible {
    case notASender(String)
    case server(SMTPRefusal)

    var description: String {
        switch self {
        case .notASender(let text):
            "\(text) is no address that letters can come from, such as news@example.org"
        case .server(let refusal): refusal.sentence
        }
    }
}
