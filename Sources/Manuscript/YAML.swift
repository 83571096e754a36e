internal import Yams

/// A YAML document, with the line each part stands on. Scalars are texts: what `2026-11-24`, `no`
/// or `1.0` mean is for the reader of a field to say, not for YAML.
struct Value: Sendable {
    let content: Content
    let place: Position

    enum Content: Sendable {
        /// Nothing was written, or `~` or `null`.
        case empty
        case text(String, LineMap)
        case list([Value])
        case map([Pair])
    }

    struct Pair: Sendable {
        let key: String
        let place: Position
        let value: Value
    }

    /// Counted from 1, in the file; columns in Unicode scalars.
    struct Position: Hashable, Comparable, Sendable {
        let line: Int
        let column: Int

        static func < (left: Position, right: Position) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }

    var line: Int { place.line }

    /// Of a map; none of anything else.
    var pairs: [Pair] {
        if case .map(let pairs) = content { pairs } else { [] }
    }

    /// All of it on one line, however it was written.
    var flat: String {
        switch content {
        case .empty: ""
        case .text(let text, _): text
        case .list(let values): "[\(values.map(\.flat).joined(separator: ", "))]"
        case .map(let pairs):
            "{\(pairs.map { "\($0.key): \($0.value.flat)" }.joined(separator: ", "))}"
        }
    }
}

/// Reads one YAML document. Nil when there is none or it is malformed; then the margin says so.
///
/// - Parameter firstLine: the line of the file on which `text` begins.
func readYAML(_ text: String, firstLine: Int, _ margin: Margin) -> Value? {
    do {
        // Without a resolver Yams never asks what a scalar means, which takes regular expressions.
        guard let node = try compose(yaml: disarmed(text), .basic, .default, .utf8) else {
            return nil
        }
        var tree = TreeReader(lines: text, firstLine: firstLine, margin: margin)
        return tree.value(node, depth: 0)
    } catch let error as YamlError {
        note(error, in: text, firstLine: firstLine, margin)
    } catch {
        margin.note(
            .malformedYAML, line: firstLine, "The YAML cannot be read: \(error).",
            remedy: "Compare it with docs/writing.md.")
    }
    return nil
}

// `&` begins an anchor and `?` a key that may be a whole tree. Yams hashes keys, so a few hundred
// bytes of either can take it hours. Neither is of use in an edition, and no option turns them
// off; so both characters are hidden from it, and put back in the texts that come out.
private let hiddenAnchor: Unicode.Scalar = "\u{F0026}"
private let hiddenKey: Unicode.Scalar = "\u{F003F}"
/// The first byte of both. Texts have none like it: they come without private use planes.
private let hiddenLead: UInt8 = 0xF3

private func disarmed(_ text: String) -> String {
    guard text.has(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "?") }) else {
        return text
    }
    return replacing(["&": hiddenAnchor, "?": hiddenKey], in: text)
}

private func rearmed(_ text: String) -> String {
    guard text.has(where: { $0 == hiddenLead }) else { return text }
    return replacing([hiddenAnchor: "&", hiddenKey: "?"], in: text)
}

private func replacing(_ scalars: [Unicode.Scalar: Unicode.Scalar], in text: String) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text.unicodeScalars.lazy.map { scalars[$0] ?? $0 })
    return String(result)
}

/// Turns Yams's nodes into values, to a limited depth.
private struct TreeReader {
    let text: String
    let firstLine: Int
    let margin: Margin
    /// Made when a folded text needs them.
    private var lines: [Substring]?

    init(lines text: String, firstLine: Int, margin: Margin) {
        (self.text, self.firstLine, self.margin) = (text, firstLine, margin)
    }

    mutating func value(_ node: Node, depth: Int) -> Value {
        let place = position(node.mark)
        guard depth <= Limits.depth else {
            noteDepth(place.line, margin)
            return Value(content: .empty, place: place)
        }
        switch node {
        case .scalar(let scalar): return Value(content: text(of: scalar, place.line), place: place)
        case .sequence(let nodes):
            let values = nodes.map { value($0, depth: depth + 1) }
            return Value(content: .list(values), place: place)
        case .mapping(let pairs):
            let pairs = pairs.compactMap { pair($0.key, $0.value, depth: depth + 1) }
            return Value(content: .map(pairs), place: place)
        case .alias:
            noteAlias(place.line, margin)
            return Value(content: .empty, place: place)
        }
    }

    private func position(_ mark: Mark?) -> Value.Position {
        Value.Position(line: (mark?.line ?? 1) + firstLine - 1, column: mark?.column ?? 1)
    }

    private mutating func pair(_ key: Node, _ node: Node, depth: Int) -> Value.Pair? {
        guard let name = key.scalar?.string else {
            margin.note(
                .malformedYAML, line: position(key.mark).line,
                "The name of a field is a list or a map.", remedy: "Name it with a word.")
            return nil
        }
        return Value.Pair(
            key: rearmed(name), place: position(key.mark), value: value(node, depth: depth))
    }

    private mutating func text(of scalar: Node.Scalar, _ line: Int) -> Value.Content {
        let string = printable(rearmed(scalar.string), line, margin)
        if scalar.style == .plain {
            if ["", "~", "null"].contains(string) { return .empty }
            if string.first == "&" { noteAlias(line, margin) }
        }
        return .text(string, map(of: string, scalar.style, line))
    }

    private mutating func map(
        of string: String, _ style: Node.Scalar.Style, _ line: Int
    ) -> LineMap {
        let isBlock = style == .literal || style == .folded
        let first = isBlock ? line + 1 : line
        guard style != .literal, string.has(where: { $0 == UInt8(ascii: "\n") }) else {
            return LineMap(first: first)
        }
        let all = lines ?? text.split(separator: "\n", omittingEmptySubsequences: false)
        lines = all
        return LineMap(folded: all.dropFirst(first - firstLine), first: first)
    }
}

func noteDepth(_ line: Int, _ margin: Margin) {
    margin.note(
        .yamlTooDeep, line: line, "Maps and lists are nested more than \(Limits.depth) deep.",
        remedy: "Make it flatter.")
}

func noteAlias(_ line: Int, _ margin: Margin) {
    margin.note(
        .aliasInYAML, line: line, "Anchors (&) and aliases (*) of YAML are not read.",
        remedy: "Write the value out, or put quotation marks around it if it is a text.")
}
