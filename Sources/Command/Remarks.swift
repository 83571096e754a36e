internal import ArgumentParser
internal import Content
internal import Readership

struct Remarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists what readers missed.",
        discussion: help(
            """
            Readers who rate an item may say what was missing. Nothing of it is ever published, \
            nothing leads back to whoever wrote it, and each text deletes itself after 180 days.

            Examples:
              hoofbeat remarks
              hoofbeat remarks --item treatments/prrt --format json
            """))

    @OptionGroup var database: DatabaseOption
    @Option(help: "Only what is about this item.") var item: ItemID?
    @Option(help: "As text for people, or as JSON for programs.") var format = TextOrJSON.text

    func run() async throws {
        try await reporting {
            let outside = Outside.get()
            let remarks = try database.open(.reading).readership.remarks(at: outside.now())
                .filter { item == nil || $0.item == item }
            switch format {
            case .text: for remark in remarks { show(remark) }
            case .json: print(try json(remarks.map(Record.init)))
            }
        }
    }

    private func show(_ remark: Remark) {
        print("\(remark.given.rfc3339)  \(remark.item)  \(remark.audience)")
        for line in remark.text.split(separator: "\n", omittingEmptySubsequences: false) {
            print("    \(line)")
        }
    }

    private struct Record: Encodable {
        let item: String
        let market: String
        let language: String
        let given: String
        let text: String

        init(_ remark: Remark) {
            item = remark.item.path
            market = remark.audience.market.name
            language = remark.audience.language.tag
            given = remark.given.rfc3339
            text = remark.text
        }
    }
}
