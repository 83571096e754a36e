internal import Content

/// A chart as it is drawn: for each outcome of a study a group of bars, one for each arm, on one
/// common axis, with the 95 % interval as a thin line. Beside it the same in words and in a table,
/// so that nobody has to see it.
struct ChartDrawing {
    struct Group {
        let title: String
        let detail: String
        let bars: [Bar]
    }

    struct Bar {
        let label: String
        let value: Study.Measured
        let interval: ClosedRange<Double>?
        let isComparison: Bool
    }

    let id: String
    /// The anchor by which links lead to it; nil for a study's own charts.
    let anchor: String?
    let title: String
    let description: String
    let unit: Study.Unit
    let groups: [Group]
    let phrases: Phrases

    /// A chart of the edition, over the outcomes of several studies.
    init(_ chart: Chart, parts: Parts, phrases: Phrases, id: String) {
        self.id = id
        anchor = chart.key
        title = chart.title
        description = chart.description
        unit = chart.unit
        self.phrases = phrases
        groups = chart.rows.compactMap { row in
            guard let study = parts.studies[row.study],
                let outcome = study.outcomes.first(where: { $0.key == row.outcome })
            else { return nil }
            return Group(study: study, outcome: outcome, title: study.name, detail: outcome.label)
        }
    }

    /// One outcome of a study, on the study's own page.
    init(_ outcome: Study.Outcome, of study: Study, phrases: Phrases, id: String) {
        self.id = id
        anchor = nil
        title = outcome.label
        description =
            outcome.values.count > 1
            ? phrases["differs-\(outcome.differs.rawValue)"] : phrases["oneGroup"]
        unit = outcome.unit
        self.phrases = phrases
        groups = [Group(study: study, outcome: outcome, title: outcome.label, detail: "")]
    }
}

extension ChartDrawing.Group {
    fileprivate init(study: Study, outcome: Study.Outcome, title: String, detail: String) {
        self.title = title
        self.detail = detail
        bars = outcome.values.enumerated().map { index, value in
            let arm = study.arms.first { $0.key == value.arm }
            return ChartDrawing.Bar(
                label: arm?.label ?? value.arm, value: value.measured, interval: value.interval,
                isComparison: index > 0)
        }
    }
}

extension ChartDrawing {
    func figure(caption: String, alternative: String) -> String {
        var html = HTML()
        html.element("figure", anchor.map { ["class": "chart", "id": $0] } ?? ["class": "chart"]) {
            figure in
            // First, as a listener needs to know what is drawn before hearing what it shows.
            figure.element("figcaption") { $0.text(caption) }
            figure.raw(svg(alternative: alternative))
            figure.element("p", ["class": "chart-words"]) { $0.text(words) }
            figure.element("details") { details in
                details.element("summary") { $0.text(phrases["numbersInTable"]) }
                details.raw(table)
            }
        }
        html.raw("\n")
        return html.string
    }

    var plainText: String {
        let lines = groups.flatMap { group in
            ["\(group.title)\(group.detail.isEmpty ? "" : ": \(group.detail)")"]
                + group.bars.map { "- \($0.label): \(words(for: $0))" }
        }
        return ([title, words] + lines).joined(separator: "\n")
    }

    private var words: String {
        intervals.map { "\(description) \(phrases[$0])" } ?? description
    }

    /// What has to be said of the intervals, which are drawn where a source gives them.
    private var intervals: String? {
        let bars = groups.flatMap(\.bars).filter { $0.value != .notReached }
        let known = bars.count { $0.interval != nil }
        return known == bars.count ? nil : known == 0 ? "noIntervals" : "someIntervals"
    }

    // MARK: The drawing

    /// Drawn 400 units wide, so that its 15-unit text stays readable on a phone.
    private static let width = 400.0
    private static let right = 285.0

    private var scale: Double {
        let values = groups.flatMap(\.bars).flatMap { bar -> [Double] in
            var values: [Double] = bar.interval.map { [$0.upperBound] } ?? []
            if case .value(let value) = bar.value { values.append(value) }
            return values
        }
        let top = unit == .perHundred ? 100 : ceiling(of: values.max() ?? 1)
        return Self.right / top
    }

    private func svg(alternative: String) -> String {
        var body = HTML()
        var y = 8.0
        for group in groups { draw(group, from: &y, into: &body) }
        var html = HTML()
        html.open(
            "svg",
            [
                "role": "img", "viewBox": "0 0 400 \(format(y))",
                "aria-labelledby": "\(id)-title \(id)-desc",
            ])
        html.element("title", ["id": "\(id)-title"]) { $0.text(title) }
        html.element("desc", ["id": "\(id)-desc"]) { $0.text(alternative) }
        html.raw(body.string)
        html.raw("</svg>")
        return html.string
    }

    private func draw(_ group: Group, from y: inout Double, into html: inout HTML) {
        if groups.count > 1 {
            y += 20
            text(group.title, "label", x: 0, y: y, size: 16, into: &html)
            if !group.detail.isEmpty {
                y += 18
                text(group.detail, "soft", x: 0, y: y, size: 14, into: &html)
            }
            y += 4
        }
        for bar in group.bars { draw(bar, from: &y, into: &html) }
        y += 12
    }

    private func draw(_ bar: Bar, from y: inout Double, into html: inout HTML) {
        y += 18
        text(bar.label, "ink", x: 0, y: y, size: 14, into: &html)
        y += 6
        let name = bar.isComparison ? "bar-control" : "bar"
        let length: Double
        switch bar.value {
        case .value(let value): length = value * scale
        case .notReached: length = Self.right
        }
        // A bar that ends in an arrow has no end yet: the median was not reached.
        if case .notReached = bar.value {
            let (end, middle, bottom) = (format(length + 10), format(y + 8), format(y + 16))
            html.raw(
                "<path class=\"\(name)\" d=\"M0 \(format(y))H\(format(length - 4))"
                    + "L\(end) \(middle)L\(format(length - 4)) \(bottom)H0Z\"/>")
            y += 40
            text(phrases["notReached"], "value", x: 0, y: y - 6, size: 14, into: &html)
            return
        }
        html.raw(
            "<rect class=\"\(name)\" x=\"0\" y=\"\(format(y))\" width=\"\(format(length))\" "
                + "height=\"16\" rx=\"2\"/>")
        var end = length
        if let interval = bar.interval {
            let (low, high) = (interval.lowerBound * scale, interval.upperBound * scale)
            end = max(end, high)
            html.raw(
                "<path class=\"interval\" d=\"M\(format(low)) \(format(y + 8))H\(format(high))"
                    + "M\(format(low)) \(format(y + 3))v10M\(format(high)) \(format(y + 3))v10\"/>")
        }
        text(shortly(bar), "value", x: end + 6, y: y + 13, size: 15, into: &html)
        y += 22
    }

    private func text(
        _ words: String, _ name: String, x: Double, y: Double, size: Int, into html: inout HTML
    ) {
        html.element(
            "text",
            ["class": name, "x": format(x), "y": format(y), "font-size": String(size)]
        ) { $0.text(words) }
    }

    // MARK: Words and table

    private var table: String {
        var html = HTML()
        html.open(
            "div",
            [
                "class": "table", "role": "region", "tabindex": "0",
                "aria-label": phrases("tableOf", title),
            ])
        html.raw("<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">")
        for heading in [phrases["chartWhat"], phrases["chartWho"], phrases["chartValue"]] {
            html.element("th", ["role": "columnheader", "scope": "col"]) { $0.text(heading) }
        }
        html.raw("</tr></thead><tbody role=\"rowgroup\">")
        for group in groups {
            for bar in group.bars {
                html.raw("<tr role=\"row\">")
                html.element("th", ["role": "rowheader", "scope": "row"]) {
                    $0.text(group.detail.isEmpty ? group.title : "\(group.title): \(group.detail)")
                }
                html.element("td", ["role": "cell", "data-label": phrases["chartWho"]]) {
                    $0.text(bar.label)
                }
                html.element("td", ["role": "cell", "data-label": phrases["chartValue"]]) {
                    $0.text(words(for: bar))
                }
                html.raw("</tr>")
            }
        }
        html.raw("</tbody></table></div>")
        return html.string
    }

    private func words(for bar: Bar) -> String {
        guard case .value = bar.value, let interval = bar.interval else { return measure(bar) }
        return measure(bar) + " "
            + phrases("interval", shown(interval.lowerBound), shown(interval.upperBound))
    }

    /// The same beside a bar, where there is little room.
    private func shortly(_ bar: Bar) -> String {
        guard unit == .perHundred, case .value(let value) = bar.value else { return measure(bar) }
        return phrases("barOfHundred", shown(value))
    }

    /// What was measured, with its unit.
    private func measure(_ bar: Bar) -> String {
        guard case .value(let value) = bar.value else { return phrases["notReached"] }
        return switch unit {
        case .perHundred: phrases("ofHundred", shown(value))
        case .months: phrases("months", shown(value))
        case .other: shown(value)
        }
    }
}

/// A number as people write it: `65.2`, `14`.
private func shown(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
}

/// A coordinate, to a tenth of a unit.
private func format(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
}

/// The next round number at or above `value`: 1, 2, 5 and their tens.
private func ceiling(of value: Double) -> Double {
    var step = 1.0
    while true {
        for factor in [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.5] where step * factor >= value {
            return step * factor
        }
        step *= 10
    }
}
