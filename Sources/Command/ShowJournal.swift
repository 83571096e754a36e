internal import ArgumentParser
internal import Content
internal import Publishing

struct ShowJournal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Lists the facts.",
        discussion: help(
            """
            Examples:
              hoofbeat journal
              hoofbeat journal --item treatments/prrt --digests
            """))

    @OptionGroup var database: DatabaseOption
    @Option(help: "Only what is about this item.") var item: ItemID?
    @Flag(help: "Show the digests of sources and articles.") var digests = false

    func run() async throws {
        try await reporting {
            let journal = try database.journal(.reading)
            var sequence: Int64 = 0
            var isKnown = false
            while true {
                let entries = try journal.store.entries(after: sequence, limit: 1_000)
                for entry in entries {
                    let fact = try FactCodec.decode(entry)
                    if let item, !fact.concerns(item) { continue }
                    isKnown = true
                    show(fact)
                }
                guard let last = entries.last else { break }
                sequence = last.sequence
            }
            if let item, !isKnown { throw PublishingRefusal.unknownItem(item) }
        }
    }

    private func show(_ fact: Fact) {
        let effective = fact.effective == fact.recorded ? "" : " from \(fact.effective.rfc3339)"
        let reason = fact.reason.map { ": \($0)" } ?? ""
        print(
            "\(fact.sequence)  \(fact.recorded.rfc3339)\(effective)  \(fact.by)  "
                + "\(fact.words)\(reason)")
        guard digests else { return }
        for line in fact.digestLines(about: item) { print("      \(line)") }
    }
}

extension Fact {
    fileprivate var words: String {
        switch event {
        case .configured(let configuration): "configured \(configuration.digest.short)"
        case .revised(let revision): "revised \(revision.item)"
        case .approved(let approval):
            "approved \(approval.extent) as \(approval.code), "
                + "prepared \(approval.prepared), until \(approval.expires.rfc3339)"
        case .withdrawn(let item): "withdrew \(item)"
        case .reinstated(let item): "reinstated \(item)"
        case .moved(let item, let target): "moved \(item) to \(target)"
        case .erased(let digest): "erased \(digest)"
        }
    }

    fileprivate func concerns(_ wanted: ItemID) -> Bool {
        switch event {
        case .revised(let revision): revision.item == wanted
        case .approved(let approval):
            approval.subjects.contains { subject in
                if case .article(wanted, _, _) = subject { return true }
                return false
            }
        case .withdrawn(let item), .reinstated(let item): item == wanted
        case .moved(let item, let target): item == wanted || target == wanted
        case .configured, .erased: false
        }
    }

    fileprivate func digestLines(about wanted: ItemID?) -> [String] {
        switch event {
        case .revised(let revision):
            revision.sources.sorted { $0.key < $1.key }.map { "source  \($0.key)  \($0.value)" }
                + revision.articles.sorted { $0.key < $1.key }.map {
                    "article \($0.key)  \($0.value)"
                }
        case .approved(let approval):
            approval.subjects.compactMap { subject in
                switch subject {
                case .article(let item, let audience, let digest):
                    wanted == nil || wanted == item ? "\(item)  \(audience)  \(digest)" : nil
                case .configuration(let digest): "configuration  \(digest)"
                }
            }
        case .configured, .withdrawn, .reinstated, .moved, .erased: []
        }
    }
}
