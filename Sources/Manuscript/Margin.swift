internal import Content

/// The margin of one file, in which findings are written while it is read.
///
/// A class, so that the readers of a file's parts write into one margin; used by one thread only.
final class Margin {
    let file: String
    private(set) var findings: [Finding] = []

    init(_ file: String) { self.file = file }

    func note(_ rule: Rule, line: Int, _ message: String, remedy: String) {
        guard findings.count < Limits.findingsInFile else { return }
        findings.append(
            Finding(rule.code, file: file, line: max(1, line), message: message, remedy: remedy))
    }
}

/// A piece of the author's text inside a message: short, on one line, in quotation marks.
func quoted(_ text: some StringProtocol) -> String {
    let words = text.prefix(200).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 60 ? "“\(words.prefix(57))…”" : "“\(words)”"
}
