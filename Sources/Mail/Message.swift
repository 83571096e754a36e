internal import Content
internal import Foundation
internal import Readership
internal import Rendering

/// A mail as bytes (RFC 5322, RFC 2045 and 2046): the letter in plain text and in HTML, the same words
/// in both, and the headers by which mail programs let somebody leave.
struct Message: Sendable {
    let bytes: [UInt8]

    init(_ mail: Mail, from sender: Sender) {
        let boundary = "=_\(mail.name.text.prefix(32))"
        var text = Message.headers(mail, sender).map { "\($0): \($1)\r\n" }.joined()
        text += "Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n\r\n"
        for (type, body) in [("plain", mail.letter.text), ("html", mail.letter.html)] {
            text += "--\(boundary)\r\nContent-Type: text/\(type); charset=utf-8\r\n"
            text += "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            text += quotedPrintable(body) + "\r\n"
        }
        bytes = Array((text + "--\(boundary)--\r\n").utf8)
    }

    private static func headers(_ mail: Mail, _ sender: Sender) -> [(String, String)] {
        var headers = [
            ("From", from(sender)),
            ("To", "<\(mail.to.text)>"),
            ("Subject", encodedWord(mail.letter.subject)),
            ("Date", date(mail.date)),
            ("Message-ID", "<\(mail.name.text)@\(sender.domain)>"),
            ("MIME-Version", "1.0"),
            // Nobody's answering machine writes back (RFC 3834).
            ("Auto-Submitted", "auto-generated"),
            ("List-Id", "<updates.\(sender.domain)>"),
            ("List-Help", "<\(mail.help)>"),
        ]
        if let unsubscribe = mail.unsubscribe {
            // On one line: some providers fold a long one wrongly, and its signature with it.
            headers.append(("List-Unsubscribe", "<\(unsubscribe)>"))
            headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
        }
        return headers
    }

    private static func from(_ sender: Sender) -> String {
        guard let name = sender.name else { return sender.address.text }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
        return "\(isPlain ? "\"\(quoted)\"" : encodedWord(name)) <\(sender.address.text)>"
    }

    /// RFC 5322 §3.3, in UTC.
    private static func date(_ instant: Instant) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(
            from: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
    }
}

/// Words that a header can hold: as they are where they are plain, else as RFC 2047 writes them, in
/// pieces that fit a line.
func encodedWord(_ words: String) -> String {
    guard !words.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else { return words }
    var pieces: [String] = []
    var piece = ""
    for character in words {
        // 45 bytes become 60 characters, and stand between twelve more.
        if (piece + String(character)).utf8.count > 45 {
            pieces.append(piece)
            piece = ""
        }
        piece.append(character)
    }
    return (pieces + [piece]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
        .joined(separator: "\r\n ")
}

/// RFC 2045 §6.7: lines of at most 76 characters that any server passes on as they are.
func quotedPrintable(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map(quotedLine).joined(separator: "\r\n")
}

private func quotedLine(_ line: Substring) -> String {
    let bytes = Array(line.utf8)
    var (text, width) = ("", 0)
    for (index, byte) in bytes.enumerated() {
        let isLast = index == bytes.count - 1
        let isSpace = byte == 0x20 || byte == 0x09
        let isPlain = (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "=")
        let piece =
            isPlain || isSpace && !isLast
            ? String(UnicodeScalar(byte)) : "=\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
        // One column is for the sign that the line goes on.
        if width + piece.utf8.count > 75 {
            text += "=\r\n"
            width = 0
        }
        text += piece
        width += piece.utf8.count
    }
    return text
}

private let hex = Array("0123456789ABCDEF")
