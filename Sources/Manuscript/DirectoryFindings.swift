package import Content

extension DirectoryTable {
    /// What somebody who keeps a directory should look into. It keeps no edition from being revised: a
    /// source that does not say where a group is, or a hospital that nobody has asked yet, is no mistake.
    package func findings(in directory: DirectoryEntry.Directory, today: Day) -> [Finding] {
        let notes = Notes(file: "\(directory.rawValue).yaml")
        return
            (rows.compactMap { notes.withoutPlace($0, directory) }
            + duplicates(notes) + doubtfulPlaces(notes)
            + rows.compactMap { notes.unconfirmed($0, today) }).sorted()
    }

    private func duplicates(_ notes: Notes) -> [Finding] {
        rows.indices.flatMap { index in
            rows[..<index].filter { rows[index].resembles($0) }
                .map { notes.duplicate(rows[index], of: $0) }
        }
    }

    /// Where somebody may have changed two numbers about, lost a sign, or kept those of another town.
    private func doubtfulPlaces(_ notes: Notes) -> [Finding] {
        rows.indices.flatMap { index -> [Finding] in
            let row = rows[index]
            guard let position = row.position else { return [] }
            let others = rows.indices.lazy.filter { $0 != index }.map { rows[$0] }
            let shared = others.first {
                $0.position == position
                    && ($0["city"].lowercased(), $0["country"])
                        != (row["city"].lowercased(), row["country"])
            }
            let distances = others.filter { $0["country"] == row["country"] }
                .compactMap { $0.position?.kilometres(to: position) }
            let isFar = distances.min().map { $0 > DirectoryTable.largestGapKilometres } ?? false
            return shared.map { [notes.shared(row, with: $0)] } ?? (isFar ? [notes.far(row)] : [])
        }
    }

    /// No country has its hospitals farther apart.
    private static var largestGapKilometres: Double { 3_500 }

    private struct Notes {
        let file: String

        func withoutPlace(_ row: Row, _ directory: DirectoryEntry.Directory) -> Finding? {
            let isPlaced = !row["lat"].isEmpty && !row["lon"].isEmpty
            guard row["country"] != "international", !isPlaced else { return nil }
            let remedy =
                row["city"].isEmpty
                ? "Look up where it is, and write its town, with the middle of that: until then it is "
                    + "found by its country."
                : "Write those of the middle of its town, so that it is found by distance."
            return finding(
                .entryWithoutPlace, row, "\(quoted(row.id)) has no `lat` and `lon`.",
                remedy: remedy)
        }

        func duplicate(_ row: Row, of other: Row) -> Finding {
            finding(
                .likelyDuplicate, row, "\(quoted(row.id)) may be the same as \(quoted(other.id)).",
                remedy: "Make one entry of the two, or leave them if they are two.")
        }

        func shared(_ row: Row, with other: Row) -> Finding {
            finding(
                .doubtfulPlace, row,
                "\(quoted(row.id)) is in another town than \(quoted(other.id)), and at the same place.",
                remedy: "Write the `lat` and `lon` of the middle of its own town.")
        }

        func far(_ row: Row) -> Finding {
            finding(
                .doubtfulPlace, row,
                "\(quoted(row.id)) is far away from all others of its country.",
                remedy: "Look whether `lat` and `lon` are changed about, or one has lost its sign.")
        }

        func unconfirmed(_ row: Row, _ today: Day) -> Finding? {
            let confirmed = Day(row["confirmed"])
            if let confirmed, confirmed > today {
                return finding(
                    .entryUnconfirmed, row, "\(quoted(row.id)) was confirmed on a day to come.",
                    remedy: "Write the day on which somebody asked.")
            }
            if let confirmed, today.ordinal - confirmed.ordinal <= 365 { return nil }
            let since = confirmed.map { "since \($0)" } ?? "yet"
            return finding(
                .entryUnconfirmed, row, "Nobody has confirmed \(quoted(row.id)) \(since).",
                remedy:
                    "Ask there, or look at the official list; then write the day as `confirmed`.")
        }

        private func finding(
            _ rule: Rule, _ row: Row, _ message: String, remedy: String
        ) -> Finding {
            Finding(
                rule.code, file: file, line: max(1, row.line), message: message, remedy: remedy)
        }
    }
}

extension DirectoryTable.Row {
    /// The same page, or nearly the same name in the same town.
    fileprivate func resembles(_ other: Self) -> Bool {
        if !self["url"].isEmpty, self["url"] == other["url"] { return true }
        guard self["country"] == other["country"],
            self["city"].lowercased() == other["city"].lowercased()
        else { return false }
        let (own, others) = (nameWords, other.nameWords)
        let (special, otherSpecial) = (
            own.subtracting(Self.ordinary), others.subtracting(Self.ordinary)
        )
        // What every hospital is called tells only where nothing else does.
        return special.isEmpty || otherSpecial.isEmpty
            ? own.mostlyHolds(others) : special.mostlyHolds(otherSpecial)
    }

    /// Without the town, which its neighbours bear as well, and in one number.
    private var nameWords: Set<String> {
        func words(_ column: String) -> Set<String> {
            Set(
                self[column].lowercased().split { !$0.isLetter && !$0.isNumber }
                    .map { String($0.last == "s" ? $0.dropLast() : $0) }.filter { $0.count > 1 })
        }
        return words("name").subtracting(words("city"))
    }

    private static let ordinary: Set = [
        "university", "universitair", "hospital", "hopital", "clinic", "clinica", "klinik",
        "klinikum", "centre", "center", "medical", "the", "of", "for", "and", "de", "cancer",
        "national",
    ]

    /// Nil where it is not known.
    fileprivate var position: DirectoryEntry.Position? {
        guard let latitude = Double(self["lat"]), let longitude = Double(self["lon"]) else {
            return nil
        }
        return DirectoryEntry.Position(latitude: latitude, longitude: longitude)
    }
}

extension Set<String> {
    /// Whether most of the smaller of the two stands in the other.
    fileprivate func mostlyHolds(_ other: Self) -> Bool {
        let least = Swift.min(count, other.count)
        return least > 0 && Double(intersection(other).count) >= 0.6 * Double(least)
    }
}

extension Finding {
    /// Whether it says that nobody has confirmed an entry of a directory for a year.
    package var isOfUnconfirmedEntry: Bool { code == Rule.entryUnconfirmed.code }
}
