internal import Content

/// What shows that somebody asked a question: its identifier, and a seal (HMAC-SHA256). It stands in the address of
/// the page that says thanks and in the letter with a private answer, and is written down nowhere.
package struct QuestionToken: Hashable, Sendable {
    package let id: QuestionID
    private let seal: [UInt8]

    package init(_ id: QuestionID, _ key: OperatorKey) {
        self.id = id
        seal = key.letter.seal(QuestionToken.sealed(id))
    }

    /// Nil where we did not write it.
    package init?(_ text: String, _ key: OperatorKey) {
        guard let bytes = bytes(ofHexadecimal: text), bytes.count > QuestionID.count,
            let id = QuestionID(Array(bytes.prefix(QuestionID.count)))
        else { return nil }
        self.id = id
        seal = Array(bytes.dropFirst(QuestionID.count))
        guard key.letter.isSeal(seal, of: QuestionToken.sealed(id)) else { return nil }
    }

    /// No token of a letter to a follower begins so.
    private static func sealed(_ id: QuestionID) -> [UInt8] { "question ".utf8 + id.bytes }

    /// Ninety-six hexadecimal digits.
    package var text: String { hexadecimal(id.bytes + seal) }
}
