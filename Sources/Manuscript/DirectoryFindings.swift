package import Content

extension DirectoryTable {
    /// What somebody who keeps a directory should look into. It keeps no edition from being revised: a
    /// source that does not say where a group is, or a hospital that nobody has asked yet, is no mistake.
    package func findings(in directory: DirectoryEntry.Directory, today: Day) -> [Finding] {
        let notes = Notes(file: "\(directory.rawValue).yaml")
        return
            (rows.compactMap { notes.withoutPlace($0, directory) }
            + duplicates(notes) + rows.compactMap { notes.unconfirmed($0, today) }).sorted()
    }

    private func duplicates(_ notes: Notes) -> [Finding] {
        rows.indices.flatMap { index in
            rows[..<index].filter { rows[index].resembles($0) }
                .map { notes.duplicate(rows[index], of: $0) }
        }
    }

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
        let common = Double(own.intersection(others).count)
        return common > 0 && common / Double(own.union(others).count) >= 0.6
    }

    private var nameWords: Set<String> {
        Set(
            self["name"].lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
                .filter { $0.count > 2 })
    }
}

extension Finding {
    /// Whether it says that nobody has confirmed an entry of a directory for a year.
    package var isOfUnconfirmedEntry: Bool { code == Rule.entryUnconfirmed.code }
}
