/// A message that a mail server sends back because nobody has the address (RFC 3464).
package struct Bounce: Hashable, Sendable {
    /// What may be the name of the letter that came back, `Message-ID` without brackets and domain.
    package let names: [String]

    /// Nil for anything but a report that a letter failed for good since nobody has its address, or its mailbox
    /// takes nothing any more (RFC 3463: 5.1, 5.2, and 5.0 where nothing more is said): delays, answers of people
    /// who are away, and reports of success are none, and neither are those about the letter or the sender. One
    /// mistake in a sender's setting must not lose all followers at a provider.
    package init?(_ message: String) {
        let lines = Bounce.unfolded(message).map(Bounce.field)
        let hasFailed = lines.contains { $0.name == "action" && $0.value.lowercased() == "failed" }
        let isForGood = lines.contains { line in
            line.name == "status" && ["5.0.", "5.1.", "5.2."].contains { line.value.hasPrefix($0) }
        }
        guard hasFailed, isForGood else { return nil }
        names = lines.filter { $0.name == "message-id" }.compactMap { line in
            line.value.split(separator: "<").last?.split(separator: "@").first.map(String.init)
        }
    }

    /// A line that begins with a space goes on with the one before (RFC 5322 §2.2.3).
    private static func unfolded(_ message: String) -> [Substring] {
        message.split(whereSeparator: \.isNewline).reduce(into: []) { lines, line in
            let isFolded = line.first == " " || line.first == "\t"
            if isFolded, let last = lines.popLast() {
                lines.append(last + line)
            } else {
                lines.append(line)
            }
        }
    }

    private static func field(_ line: Substring) -> (name: String, value: Substring) {
        guard let colon = line.firstIndex(of: ":") else { return ("", line) }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        return (line[..<colon].lowercased(), value)
    }
}
