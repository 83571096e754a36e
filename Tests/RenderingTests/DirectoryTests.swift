import Cast
import Content
import Foundation
import Testing

@testable import Rendering

@Suite("An entry of a directory says what is known, how old that is, and what is not")
struct DirectoryPrintingTests {
    private func article(_ offers: [DirectoryEntry.Offer]) throws -> Article {
        let key = ReferenceKey("leuven-2011")!
        let entry = DirectoryEntry(
            directory: .clinics, country: Country("BE"),
            towns: [
                .init(name: "Leuven", position: .init(latitude: 50.88, longitude: 4.7)),
                .init(name: "Ghent", position: nil),
            ], site: "https://leuven.example/nets", languages: "Dutch", dated: "Certified in 2011.",
            sources: [key], offers: offers, unknown: ["trials"], notes: ["Ring first."],
            remark: "Only the list decides.")
        let item = Item(
            id: ItemID("clinics/leuven")!, language: .english,
            about: Item.About(
                title: "Leuven", summary: "", reviewed: Day("2026-01-01")!,
                nextReview: Day("2030-01-01")!, change: .minor, topics: []),
            matter: .entry(entry), place: Item.Place(file: "clinics.yaml", line: 1), source: "s")
        let reference = Reference(
            key: key, citation: "A newspaper, 2011.", title: nil, doi: nil, pmid: nil, url: nil,
            kind: .web, read: .quoted, seen: nil, note: nil,
            place: Item.Place(file: "references.yaml", line: 1))
        let edition = Edition(
            configuration: .of(.int()), items: [item], references: [key: reference])
        return Printer(edition).print(item, for: .int).article
    }

    @Test("in words that lead to its sources")
    func printed() throws {
        let offer = DirectoryEntry.Offer(
            service: "prrt", words: "PRRT", source: ReferenceKey("leuven-2011")!)
        let article = try article([offer])
        #expect(article.summary == "Leuven, Belgium")
        for words in [
            "Certified in 2011.", "PRRT", "trials", "Ghent", "Dutch", "Ring first.",
            "Only the list decides.", "href=\"https://leuven.example/nets\"",
        ] {
            #expect(article.body.contains(words), "\(words)")
        }
        // Twice cited: for how old it is, and for what it offers.
        #expect(article.body.components(separatedBy: "doc-noteref").count == 3)
        #expect(article.notes.contains("A newspaper, 2011."))
    }

    @Test("what finders need is kept with it, and read back")
    func kept() throws {
        let offer = DirectoryEntry.Offer(
            service: "prrt", words: "PRRT", source: ReferenceKey("leuven-2011")!)
        let article = try article([offer])
        #expect(article.place?.country == Country("BE"))
        #expect(article.place?.offers == ["prrt"])
        let read = try ArticleCodec.decode(ArticleCodec.encode(article, plainText: ""))
        #expect(read == article)
        #expect(read.place?.towns.first?.position?.latitude == 50.88)
    }

    @Test("without an offer, nothing is said to be offered")
    func nothingKnown() throws {
        #expect(try !article([]).body.contains("It offers"))
        #expect(try article([]).body.contains("Not known"))
    }
}
