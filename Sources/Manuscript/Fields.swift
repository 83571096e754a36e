internal import Content

/// A YAML map whose fields are taken one by one. What nobody has taken in the end is unknown.
struct Fields {
    let margin: Margin
    let line: Int
    private var pairs: [String: Value.Pair] = [:]
    private var taken: Set<String> = []

    /// Nil when `value` is not a map; the margin says so.
    init?(_ value: Value, _ margin: Margin) {
        guard case .map(let pairs) = value.content else {
            margin.note(
                .wrongValue, line: value.line, "Fields are expected here, each with its name.",
                remedy: "Write `name: value`, one on each line.")
            return nil
        }
        self.init(pairs, line: value.line, margin)
    }

    init(_ pairs: [Value.Pair], line: Int, _ margin: Margin) {
        (self.margin, self.line) = (margin, line)
        for pair in pairs { self.pairs[pair.key] = pair }
    }

    /// The keys nobody has taken yet, as the file orders them.
    var untaken: [Value.Pair] {
        pairs.values.filter { !taken.contains($0.key) }.sorted { $0.place < $1.place }
    }

    /// The value of a field; nil when it is absent or empty.
    mutating func value(_ key: String) -> Value? {
        taken.insert(key)
        guard let value = pairs[key]?.value else { return nil }
        if case .empty = value.content { return nil }
        return value
    }

    /// The same, but its absence is a finding.
    mutating func needed(_ key: String) -> Value? {
        if let value = value(key) { return value }
        missing(key)
        return nil
    }

    /// The line of a field, or of the whole where it is absent.
    func line(of key: String) -> Int { pairs[key]?.place.line ?? line }

    func has(_ key: String) -> Bool { pairs[key] != nil }

    func missing(_ key: String) {
        margin.note(
            .missingField, line: line(of: key), "The field `\(key)` is missing.",
            remedy: "Add `\(key): …`.")
    }

    func wrong(_ key: String, _ message: String, remedy: String) {
        margin.note(.wrongValue, line: line(of: key), message, remedy: remedy)
    }

    /// Writes down every field nobody has taken.
    func finish() {
        for pair in untaken {
            let near = taken.filter { isNear($0, pair.key) }.min()
            margin.note(
                .unknownField, line: pair.place.line, "Nothing reads the field `\(pair.key)`.",
                remedy: near.map { "Did you mean `\($0)`?" } ?? "Take it away, or correct its name."
            )
        }
    }

    // MARK: Values

    mutating func text(_ key: String) -> String? { value(key).flatMap { self.text($0, key) } }

    /// Quotation marks around nothing are as good as nothing.
    mutating func neededText(_ key: String) -> String? {
        guard let value = needed(key) else { return nil }
        let text = text(value, key)
        if text == nil, case .text = value.content { missing(key) }
        return text
    }

    /// A text for Markdown, with the lines it stands on.
    mutating func passage(_ key: String) -> (text: String, lines: LineMap)? {
        guard let value = value(key) else { return nil }
        guard case .text(let text, let lines) = value.content else {
            _ = self.text(value, key)
            return nil
        }
        return text.allSatisfy(\.isWhitespace) ? nil : (text, lines)
    }

    mutating func texts(_ key: String) -> [String] {
        guard let value = value(key) else { return [] }
        guard case .list(let values) = value.content else {
            wrong(key, "The field `\(key)` is a list.", remedy: "Write `\(key): [one, another]`.")
            return []
        }
        return values.compactMap { text($0, key) }
    }

    mutating func day(_ key: String) -> Day? {
        guard let value = value(key), let text = text(value, key) else { return nil }
        if let day = Day(text) { return day }
        margin.note(
            .badDate, line: value.line, "\(quoted(text)) is not a day of the calendar.",
            remedy: "Write the day as 2026-11-24.")
        return nil
    }

    mutating func flag(_ key: String) -> Bool? {
        guard let text = text(key) else { return nil }
        if text == "true" || text == "false" { return text == "true" }
        wrong(key, "The field `\(key)` is \(quoted(text)).", remedy: "Write `true` or `false`.")
        return nil
    }

    mutating func count(_ key: String) -> Int? {
        guard let text = text(key) else { return nil }
        if let number = Int(text), (0...1_000_000_000).contains(number) { return number }
        wrong(
            key, "The field `\(key)` is \(quoted(text)).",
            remedy: "Write a whole number, 0 or more, in digits."
        )
        return nil
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ rule: Rule = .wrongValue
    ) -> Choice? where Choice.RawValue == String {
        guard let text = text(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let choices = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        margin.note(
            rule, line: line(of: key), "The field `\(key)` is \(quoted(text)).",
            remedy: "Write one of \(choices).")
        return nil
    }

    mutating func neededChoice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ rule: Rule = .wrongValue
    ) -> Choice? where Choice.RawValue == String {
        needed(key) == nil ? nil : choice(key, rule)
    }

    /// The fields of a map within; nil when absent or not a map.
    mutating func fields(_ key: String) -> Fields? {
        value(key).flatMap { Fields($0, margin) }
    }

    private func text(_ value: Value, _ key: String) -> String? {
        guard case .text(let text, _) = value.content else {
            if case .empty = value.content { return nil }
            margin.note(
                .wrongValue, line: value.line, "The field `\(key)` takes a text.",
                remedy: "Write words; quote them if they begin with [ or {.")
            return nil
        }
        let trimmed = text.trimmed
        return trimmed.isEmpty ? nil : trimmed
    }
}

/// Whether one word is the other with one letter more, less or changed, or two swapped.
private func isNear(_ left: String, _ right: String) -> Bool {
    var (left, right) = (Array(left.utf8)[...], Array(right.utf8)[...])
    while let byte = left.first, byte == right.first {
        (left, right) = (left.dropFirst(), right.dropFirst())
    }
    while let byte = left.last, byte == right.last {
        (left, right) = (left.dropLast(), right.dropLast())
    }
    let (longer, shorter) = (max(left.count, right.count), min(left.count, right.count))
    return longer <= 1 || (longer == 2 && shorter == 2 && left.sorted() == right.sorted())
}
