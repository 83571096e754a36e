internal import Content

/// The numbered references of one article: numbered as they are first cited, each with the ways
/// back to where it is cited.
struct Notes {
    private let item: ItemID
    private(set) var keys: [ReferenceKey] = []
    private var marks: [ReferenceKey: [String]] = [:]

    init(item: ItemID) {
        self.item = item
        slug = item.path.replacing("/", with: "-")
    }

    private let slug: String

    /// Counts one more citation: its number, and the id of the place that cites it.
    mutating func cite(_ key: ReferenceKey) -> (number: Int, mark: String) {
        let number: Int
        if let index = keys.firstIndex(of: key) {
            number = index + 1
        } else {
            keys.append(key)
            number = keys.count
        }
        let mark = "c-\(slug)-\(number)-\(marks[key, default: []].count + 1)"
        marks[key, default: []].append(mark)
        return (number, mark)
    }

    /// The address holds the item, since a cell of its is shown in comparisons too.
    func address(of number: Int) -> String { "~/\(item.address)#n-\(slug)-\(number)" }

    /// The list of references; empty when nothing was cited.
    func html(_ references: [ReferenceKey: Reference], _ phrases: Phrases) -> String {
        guard !keys.isEmpty else { return "" }
        var html = HTML()
        html.raw("<ol class=\"notes\">\n")
        for (index, key) in keys.enumerated() {
            guard let reference = references[key] else { continue }
            html.open("li", ["id": "n-\(slug)-\(index + 1)"])
            html.raw(reference.html(phrases))
            back(to: marks[key] ?? [], phrases, &html)
            html.raw("</li>\n")
        }
        html.raw("</ol>\n")
        return html.string
    }

    private func back(to marks: [String], _ phrases: Phrases, _ html: inout HTML) {
        for (index, mark) in marks.enumerated() {
            html.raw(" ")
            html.element(
                "a",
                [
                    "class": "back", "role": "doc-backlink", "href": "~/\(item.address)#\(mark)",
                    "aria-label": phrases("backToText", String(index + 1)),
                ]
            ) { $0.text(marks.count == 1 ? "↩" : "↩\(index + 1)") }
        }
    }
}

extension Reference {
    /// The reference as it is printed: what it is, where to open it, how it was read.
    func html(_ phrases: Phrases) -> String {
        var html = HTML()
        html.element("span", ["class": "source"]) {
            $0.text(title.map { "\($0). \(citation)" } ?? citation)
        }
        if let address {
            html.raw(" ")
            html.element("a", ["href": address.url, "rel": "external noopener"]) {
                $0.text(address.label)
            }
        }
        html.raw(" ")
        html.element("span", ["class": "read"]) { $0.text(phrases["read-\(read.rawValue)"]) }
        return html.string
    }

    private var address: (url: String, label: String)? {
        if let doi { return ("https://doi.org/\(doi)", "doi:\(doi)") }
        if let pmid { return ("https://pubmed.ncbi.nlm.nih.gov/\(pmid)/", "PubMed \(pmid)") }
        guard let url else { return nil }
        let host = url.split(separator: "/").dropFirst().first.map(String.init) ?? url
        return (url, host)
    }
}
