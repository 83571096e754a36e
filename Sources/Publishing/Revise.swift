package import Appraisal
internal import Atomics
package import Content
package import Policy
internal import Rendering

/// What a revision wrote.
package struct RevisionReport: Hashable, Sendable {
    package var written: [ItemID] = []
    package var unchanged = 0
    package var withdrawn: [ItemID] = []
    package var configured = false
    /// The configuration shows more than the one in force, so it waits for somebody else.
    package var configurationWaits = false
}

/// How an edition is to be revised.
package struct RevisionOrder: Sendable {
    package var by: PersonName
    /// Withdraw the items whose files are gone, for this reason.
    package var withdrawMissing: String?
    /// Print again what only the program prints otherwise now.
    package var reprints: Bool
    /// What counts syllables, for the measures that are kept with each article; without any, nothing
    /// is measured.
    package var dictionaries: [Language: Hyphenation]
    /// Printed at the top of the pages they are about: a preview's.
    var shownFindings: [Finding] = []
    /// Nobody is told of what a preview shows.
    var allowsOldNotes = false

    package init(
        by: PersonName, withdrawMissing: String? = nil, reprints: Bool = false,
        dictionaries: [Language: Hyphenation] = [:]
    ) {
        self.by = by
        self.withdrawMissing = withdrawMissing
        self.reprints = reprints
        self.dictionaries = dictionaries
    }
}

extension Journal {
    /// Writes what changed in an edition as one entry: all of it, or nothing.
    ///
    /// - Parameters:
    ///   - edition: let go of before the journal is written, so that a large one is not in memory
    ///     twice.
    ///   - findings: what reading the edition found; one error stops it whole.
    ///   - progress: called with how many of how many items have been printed.
    /// - Throws: `PublishingRefusal`, or the store's fault.
    package func revise(
        _ edition: consuming Edition, findings: [Finding], _ order: RevisionOrder,
        at now: @autoclosure () -> Instant,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) throws -> RevisionReport {
        var order = order
        order.withdrawMissing = try order.withdrawMissing?.checked("reason")
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty, let configuration = edition.configuration else {
            throw PublishingRefusal.findings(errors)
        }
        let measures =
            order.dictionaries.isEmpty
            ? [:] : appraise(edition, order.dictionaries).measures
        let printed = Printing(
            consume edition, configuration, order.shownFindings, measures, progress: progress)
        var report = RevisionReport()
        _ = try write(at: now()) { history, now in
            try proposal(printed, configuration, history, order, at: now, &report)
        }
        return report
    }

    private func proposal(
        _ printed: Printing, _ configuration: Configuration,
        _ history: History, _ order: RevisionOrder, at now: Instant, _ report: inout RevisionReport
    ) throws -> Proposal {
        report = RevisionReport()
        let stale = printed.changeNotes.stale(in: history)
        guard stale.isEmpty || order.allowsOldNotes else { throw PublishingRefusal.findings(stale) }
        var proposal = Proposal(events: [], by: order.by)
        if history.lastConfiguration?.digest != configuration.digest {
            proposal.events.append(.configured(configuration))
            proposal.blobs[configuration.digest] = Array(configuration.source.utf8)
            report.configured = true
            let inForce = history.configuration(at: now)
            report.configurationWaits = inForce.map { configuration.showsMore(than: $0) } ?? false
        }
        for revision in printed.revisions {
            let last = history.lastRevision(of: revision.item)
            let saysTheSame = revision.saysTheSame(as: last)
            let target = history.target(of: revision.item)
            // Writing at an address again ends its move; a file left behind must not do so unsaid.
            if let target, saysTheSame, !order.reprints {
                throw PublishingRefusal.movedAway(revision.item, to: target)
            }
            let isNew = order.reprints && target == nil ? last != revision : !saysTheSame
            guard isNew else {
                report.unchanged += 1
                continue
            }
            proposal.events.append(.revised(revision))
            report.written.append(revision.item)
            let digests = Array(revision.articles.values) + Array(revision.sources.values)
            guard digests.allSatisfy({ history.erasure(of: $0, at: now) == nil }) else {
                throw PublishingRefusal.erased(revision.item)
            }
            for digest in digests { proposal.blobs[digest] = printed.blobs[digest] }
        }
        let written = Set(printed.revisions.map(\.item))
        let vanished = history.livingItems(besides: written).subtracting(written).sorted()
        if !vanished.isEmpty {
            guard order.withdrawMissing != nil else { throw PublishingRefusal.vanished(vanished) }
            proposal.events += vanished.map { .withdrawn($0) }
            proposal.reason = order.withdrawMissing
            report.withdrawn = vanished
        }
        return proposal
    }
}

/// The articles of an edition, printed for every audience of its configuration.
private struct Printing: Sendable {
    let revisions: [Revision]
    let changeNotes: [ChangeNote]
    let blobs: [Digest: [UInt8]]

    private struct Printed: Sendable {
        let revision: Revision
        let changeNotes: [ChangeNote]
        let blobs: [Digest: [UInt8]]
    }

    init(
        _ edition: consuming Edition, _ configuration: Configuration, _ findings: [Finding],
        _ measures: [EditionAppraisal.Name: Measures],
        progress: (@Sendable (Int, Int) -> Void)?
    ) {
        let printer = Printer(copy edition, findings: findings)
        let byItem = Dictionary(grouping: (consume edition).items, by: \.id)
            .sorted { $0.key < $1.key }
        let (count, done) = (byItem.count, ManagedAtomic(0))
        let printed = concurrentMap(lettingGoOf: consume byItem) { entry in
            defer { progress?(done.wrappingIncrementThenLoad(ordering: .relaxed), count) }
            return Printing.print(entry.key, entry.value, configuration, printer, measures)
        }
        revisions = printed.map(\.revision)
        changeNotes = printed.flatMap(\.changeNotes)
        blobs = printed.reduce(into: [:]) { blobs, one in
            blobs.merge(one.blobs) { first, _ in first }
        }
    }

    private static func print(
        _ id: ItemID, _ items: [Item], _ configuration: Configuration, _ printer: Printer,
        _ measures: [EditionAppraisal.Name: Measures]
    ) -> Printed {
        var blobs: [Digest: [UInt8]] = [:]
        var (sources, parts, changes) = (
            [Language: Digest](), [Language: Digest](), [Language: Item.Change]()
        )
        var topics: [Language: [TopicID]] = [:]
        var articles: [Audience: Digest] = [:]
        var changeNotes: [ChangeNote] = []
        for item in items {
            let note = ChangeNote(item)
            changeNotes.append(note)
            blobs[note.source] = item.source
            sources[item.language] = note.source
            changes[item.language] = item.about.change
            topics[item.language] = item.about.topics
            for market in configuration.markets where market.languages.contains(item.language) {
                var printed = printer.print(item, for: market.id)
                printed.article.measures = measures[.init(item)]
                let bytes = ArticleCodec.encode(printed.article, plainText: printed.plainText)
                let digest = Digest(of: bytes)
                blobs[digest] = bytes
                articles[Audience(market.id, item.language)] = digest
                parts[item.language] = printed.parts
            }
        }
        return Printed(
            revision: Revision(
                item: id, sources: sources, parts: parts, articles: articles, changes: changes,
                topics: topics),
            changeNotes: changeNotes, blobs: blobs)
    }
}

extension Revision {
    /// Whether its words and parts are those of an earlier revision, for the same audiences. How
    /// the program prints them does not count: that changes with `reprint` alone.
    fileprivate func saysTheSame(as other: Revision?) -> Bool {
        guard let other else { return false }
        return sources == other.sources && parts == other.parts
            && Set(articles.keys) == Set(other.articles.keys)
    }
}

extension History {
    /// The latest configuration anybody wrote, in force or not.
    package var lastConfiguration: Configuration? {
        let facts = configurationFacts.sorted { $0.sequence < $1.sequence }
        for fact in facts.reversed() {
            if case .configured(let configuration) = fact.event { return configuration }
        }
        return nil
    }

    package func lastRevision(of item: ItemID) -> Revision? {
        let facts = facts(about: item).sorted { $0.sequence < $1.sequence }
        for fact in facts.reversed() {
            if case .revised(let revision) = fact.event { return revision }
        }
        return nil
    }

    /// Items that were written and neither withdrawn nor moved since. One that was moved to where nothing was
    /// ever written is still there.
    ///
    /// - Parameter new: what is being written just now.
    package func livingItems(besides new: Set<ItemID> = []) -> Set<ItemID> {
        Set(items.filter { !isWithdrawnOrMoved($0, new) })
    }

    private func isWithdrawnOrMoved(_ item: ItemID, _ new: Set<ItemID>) -> Bool {
        var (withdrawn, moved) = (false, false)
        for fact in facts(about: item).sorted(by: { $0.sequence < $1.sequence }) {
            switch fact.event {
            case .revised: moved = false
            case .approved, .reinstated: withdrawn = false
            case .withdrawn: withdrawn = true
            case .moved(_, let target): moved = hasFacts(about: target) || new.contains(target)
            case .configured, .erased: break
            }
        }
        return withdrawn || moved
    }
}

// MARK: - Change notes

extension Finding.Code {
    /// The text changed, and its `change` note is the one of the revision before.
    package static let staleChangeNote = Finding.Code(601, .error)
}

/// What a text says has changed in it.
private struct ChangeNote: Sendable {
    let item: ItemID
    let language: Language
    let change: Item.Change
    let source: Digest
    let place: Item.Place
    private let text: [UInt8]

    init(_ item: Item) {
        self.item = item.id
        language = item.language
        change = item.about.change
        source = Digest(of: item.source)
        (place, text) = (item.place, item.source)
    }

    /// Where `change` stands; the item's first line where it has none of its own.
    var line: Int {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let offset = lines.firstIndex { line in
            line.drop { $0 == UInt8(ascii: " ") }.starts(with: "change:".utf8)
        }
        return place.line + (offset ?? 0)
    }
}

/// Texts that changed under the note of an earlier change: followers would be told the old news.
package func staleChangeNotes(_ edition: Edition, _ history: History) -> [Finding] {
    edition.items.map(ChangeNote.init).stale(in: history)
}

extension [ChangeNote] {
    fileprivate func stale(in history: History) -> [Finding] {
        compactMap { note in
            guard let last = history.lastRevision(of: note.item),
                let source = last.sources[note.language], source != note.source,
                case .said(let words) = note.change, last.changes[note.language] == note.change
            else { return nil }
            return Finding(
                .staleChangeNote, file: note.place.file, line: note.line,
                message: "The text has changed since it was last revised, and `change` still says "
                    + "“\(words)”.",
                remedy: "Say in `change` what is new for the reader, or write `change: minor`.")
        }
    }
}
