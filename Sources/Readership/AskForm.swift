/// The form in which a question is asked, as it was typed: any text in any field.
package struct AskForm: Hashable, Sendable {
    package var question: String
    package var email: String
    /// The box that says yes.
    package var consent: String

    package init(question: String = "", email: String = "", consent: String = "") {
        (self.question, self.email, self.consent) = (question, email, consent)
    }

    package enum Field: String, Hashable, Sendable { case question, email, consent }

    package enum Trouble: Hashable, Sendable {
        case questionAbsent
        case questionTooShort
        case question(FreeText.Refusal)
        /// The box was ticked, and there is no address.
        case emailAbsent
        case emailUnfit
        case consentAbsent
        /// An address was sent to a site that takes none.
        case emailNotTaken

        package var field: Field {
            switch self {
            case .questionAbsent, .questionTooShort, .question, .emailNotTaken: .question
            case .emailAbsent, .emailUnfit: .email
            case .consentAbsent: .consent
            }
        }
    }

    /// Everything that is wrong with it, in the order of the fields.
    package struct Troubles: Error, Hashable, Sendable {
        package let all: [Trouble]
    }

    package struct Values: Hashable, Sendable {
        package let text: String
        /// Nil where the answer is to come on the site alone.
        package let address: MailAddress?

        package init(text: String, address: MailAddress?) {
            (self.text, self.address) = (text, address)
        }
    }

    /// How many a question has.
    package static let characters = 10...2000

    /// - Parameter takesAddresses: whether somebody answers for the addresses that are kept.
    package func read(takingAddresses takesAddresses: Bool) throws(Troubles) -> Values {
        var troubles: [Trouble] = []
        let text = question(&troubles)
        let address = address(takesAddresses, &troubles)
        guard let text, troubles.isEmpty else { throw Troubles(all: troubles) }
        return Values(text: text, address: address)
    }

    private func question(_ troubles: inout [Trouble]) -> String? {
        do {
            let text = try FreeText.read(question, atMost: AskForm.characters.upperBound)
            // Marks alone ask nothing.
            guard let text, text.contains(where: { $0.isLetter || $0.isNumber }) else {
                troubles.append(.questionAbsent)
                return nil
            }
            if text.unicodeScalars.count < AskForm.characters.lowerBound {
                troubles.append(.questionTooShort)
            }
            return text
        } catch {
            troubles.append(.question(error))
            return nil
        }
    }

    private func address(_ takesAddresses: Bool, _ troubles: inout [Trouble]) -> MailAddress? {
        let hasConsent = consent == "yes"
        do {
            let address = try MailAddress(email)
            if !takesAddresses {
                troubles.append(.emailNotTaken)
            } else if !hasConsent {
                troubles.append(.consentAbsent)
            }
            return address
        } catch .absent {
            if hasConsent, takesAddresses { troubles.append(.emailAbsent) }
            return nil
        } catch {
            troubles.append(takesAddresses ? .emailUnfit : .emailNotTaken)
            return nil
        }
    }
}
