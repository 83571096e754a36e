internal import Yams

/// Writes down what libyaml or Yams could not read.
func note(_ error: YamlError, in text: String, firstLine: Int, _ margin: Margin) {
    func line(_ mark: Mark) -> Int { firstLine + max(mark.line, 1) - 1 }
    switch error {
    case .duplicatedKeysInMapping(let keys, let context):
        margin.note(
            .duplicate, line: line(context.mark), "The field \(quoted(keys[0])) is given twice.",
            remedy: "Delete one of them.")
    case .composer(_, let problem, let mark, _) where problem.contains("alias"):
        noteAlias(line(mark), margin)
    case .parser(_, let problem, let mark, _) where problem.contains("nesting"):
        noteDepth(line(mark), margin)
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        if anchorStands(before: mark.line, in: text) { return noteAlias(line(mark), margin) }
        margin.note(
            .malformedYAML, line: line(mark), "The YAML is malformed: \(problem).",
            remedy: "Check the indentation, and quote texts that contain “: ” or “ #”.")
    case .reader(let problem, let offset, _, _):
        let before = text.prefix(offset ?? 0)
        margin.note(
            .malformedYAML, line: firstLine + before.count { $0 == "\n" },
            "The YAML cannot be read: \(problem).", remedy: "Delete the character.")
    default:
        margin.note(
            .malformedYAML, line: firstLine, "The YAML cannot be read.",
            remedy: "Compare it with docs/writing.md.")
    }
}

/// Whether an anchor is the likely cause: hidden from libyaml, it spoils the map that follows it.
private func anchorStands(before line: Int, in text: String) -> Bool {
    text.split(separator: "\n", omittingEmptySubsequences: false).prefix(line).contains { line in
        let words = line.split(separator: " ")
        return zip(words, words.dropFirst()).contains { before, word in
            (before.last == ":" || before == "-") && word.first == "&" && word.count > 1
        }
    }
}
