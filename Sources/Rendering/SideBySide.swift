internal import Content

/// A treatment as it stands beside others: its numbers lead to its references below the table, and
/// these lead back, where they would have led to the treatment's own page.
struct SideBySide {
    let article: Article
    /// Its cells, by row.
    let cells: [Treatment.Row: String]
    let notes: String

    init(_ article: Article) {
        self.article = article
        let address = article.item.address
        let cells = article.cells.map { cell in
            (cell.row, localised(cell.html, to: address) { $0.hasPrefix("n-") })
        }
        self.cells = Dictionary(cells) { first, _ in first }
        // A place that is cited below the rows stands on the treatment's page alone.
        let cited = Set(cells.flatMap { marks(in: $0.1) })
        notes = localised(article.notes, to: address) { cited.contains(String($0)) }
    }
}

/// The ids of the places that cite something.
private func marks(in html: String) -> [String] {
    let sign = Array(" id=\"c-".utf8)
    let bytes = Array(html.utf8)
    return bytes.indices.filter { bytes[$0] == sign[0] && bytes[$0...].starts(with: sign) }
        .map { start in
            let id = bytes[(start + sign.count - 2)...].prefix { $0 != UInt8(ascii: "\"") }
            return String(decoding: id, as: UTF8.self)
        }
}
