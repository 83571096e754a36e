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
        let own = "href=\"~/\(article.item.address)#"
        let cells = article.cells.map {
            ($0.row, $0.html.replacing("\(own)n-", with: "href=\"#n-"))
        }
        self.cells = Dictionary(cells) { first, _ in first }
        let shown = Set(cells.flatMap { marks(in: $0.1, after: " id=\"c-") })
        var notes = article.notes
        // A place that is cited below the rows stands on the treatment's page alone.
        for mark in marks(in: notes, after: "\(own)c-") where shown.contains(mark) {
            notes.replace("\(own)c-\(mark)\"", with: "href=\"#c-\(mark)\"")
        }
        self.notes = notes
    }
}

/// What follows each place where `sign` stands, up to the quotation mark.
private func marks(in html: String, after sign: String) -> [Substring] {
    html.ranges(of: sign).map { html[$0.upperBound...].prefix { $0 != "\"" } }
}
