internal import Content

/// Reads what an outcome measured, in the order of the study's arms.
func readValues(_ outcome: inout Fields, _ unit: Study.Unit, _ arms: [String]) -> [Study.Value] {
    guard outcome.needed("values") != nil, let inner = outcome.fields("values") else { return [] }
    var values: [String: Study.Value] = [:]
    for pair in inner.untaken {
        guard arms.contains(pair.key) else {
            outcome.margin.note(
                .unresolvedStudy, line: pair.place.line,
                "The study has no arm \(quoted(pair.key)).",
                remedy: "Write a key of its `arms`.")
            continue
        }
        values[pair.key] = Fields(pair.value, outcome.margin).flatMap {
            readValue($0, of: pair.key, unit)
        }
    }
    return arms.compactMap { values[$0] }
}

private func readValue(_ fields: Fields, of arm: String, _ unit: Study.Unit) -> Study.Value? {
    var fields = fields
    defer { fields.finish() }
    guard let text = fields.neededText("value") else { return nil }
    let interval = readInterval(&fields, unit)
    if text == "not-reached" {
        return Study.Value(arm: arm, measured: .notReached, interval: interval)
    }
    guard let value = fields.measure("value", unit) else { return nil }
    if let interval, !interval.contains(value) {
        noteFigures(fields, "value", "The value is outside its interval.")
    }
    return Study.Value(arm: arm, measured: .value(value), interval: interval)
}

private func readInterval(_ fields: inout Fields, _ unit: Study.Unit) -> ClosedRange<Double>? {
    guard fields.has("low") || fields.has("high") else { return nil }
    if !fields.has("low") { fields.missing("low") }
    if !fields.has("high") { fields.missing("high") }
    guard let low = fields.measure("low", unit), let high = fields.measure("high", unit) else {
        return nil
    }
    guard low <= high else {
        noteFigures(fields, "low", "The interval's low end is above its high end.")
        return nil
    }
    return low...high
}

private func noteFigures(_ fields: Fields, _ key: String, _ message: String) {
    fields.margin.note(
        .badFigures, line: fields.line(of: key), message,
        remedy: "Compare the figures with the source.")
}

extension Fields {
    /// A number of digits with at most one point; of one hundred where the unit says so.
    fileprivate mutating func measure(_ key: String, _ unit: Study.Unit) -> Double? {
        guard let text = text(key) else { return nil }
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
        guard isPlain, text.utf8.count <= 12, let number = Double(text) else {
            wrong(
                key, "The field `\(key)` is \(quoted(text)).",
                remedy: key == "value" ? "Write digits, or `not-reached`." : "Write digits.")
            return nil
        }
        if unit == .perHundred, number > 100 {
            noteFigures(self, key, "More than 100 of 100 people are counted.")
            return nil
        }
        return number
    }
}
