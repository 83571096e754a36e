package import Content
package import Rendering

/// A letter on its way to somebody. It has no sender: that is the mail room's to know.
package struct Mail: Sendable {
    package let to: MailAddress
    package let letter: Letter
    /// What stands before the `@` in `Message-ID`.
    package let name: MessageName
    /// An address at which one POST ends it (RFC 8058); nil where nothing has begun yet.
    package let unsubscribe: String?
    /// Where somebody learns what these letters are (RFC 2369).
    package let help: String
    package let date: Instant

    package init(
        to address: MailAddress, _ letter: Letter, name: MessageName, unsubscribe: String?,
        help: String, date: Instant
    ) {
        to = address
        self.letter = letter
        self.name = name
        self.unsubscribe = unsubscribe
        self.help = help
        self.date = date
    }
}

/// Takes letters off our hands: a mail server, or a folder.
package protocol MailCarrier: Sendable {
    /// A way on which one letter goes at a time. Several can be open at once.
    func lane() -> any MailLane
}

package protocol MailLane: Sendable {
    /// Returns once the letter is theirs to deliver.
    func hand(_ mail: Mail) async throws(MailTrouble)

    func close() async
}

/// Why a letter was not taken. The words never hold an address.
package enum MailTrouble: Error, Hashable, Sendable {
    /// Nobody has this address.
    case addressGone
    /// This letter was not taken; others may be.
    case notTaken(String)
    /// Nothing is taken just now.
    case away(String)
}
