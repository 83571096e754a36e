package import Content
internal import Foundation

/// A fact as the bytes of a journal entry: JSON in UTF-8, its keys sorted, in the schema it names.
/// Entries of an older schema are read by the decoder kept for it, for ever.
package enum FactCodec {
    package enum Refusal: Error, Hashable, Sendable {
        case notAFact(sequence: Int64, detail: String)
        /// A newer program wrote it.
        case unknownSchema(sequence: Int64, schema: Int)
    }

    package static func encode(_ fact: Fact) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(FactRecord(fact)))
        } catch {
            preconditionFailure("strings and integers always encode: \(error)")
        }
    }

    package static func decode(_ entry: Entry) throws(Refusal) -> Fact {
        let record: FactRecord
        do {
            record = try JSONDecoder().decode(FactRecord.self, from: Data(entry.body))
        } catch {
            throw .notAFact(sequence: entry.sequence, detail: "\(error)")
        }
        guard record.schema == FactRecord.schema else {
            throw .unknownSchema(sequence: entry.sequence, schema: record.schema)
        }
        guard let fact = record.fact else {
            throw .notAFact(sequence: entry.sequence, detail: "a field holds an impossible value")
        }
        guard fact.sequence == entry.sequence, fact.recorded == entry.recorded,
            fact.kind == entry.kind, fact.subject == entry.subject
        else {
            throw .notAFact(sequence: entry.sequence, detail: "its columns say otherwise")
        }
        return fact
    }

    /// The entries of facts that follow an entry with `previous` as its hash.
    package static func seal(_ facts: [Fact], after previous: Digest?) -> [Entry] {
        var previous = previous
        return zip(facts, concurrentMap(facts, encode)).map { fact, body in
            let entry = seal(fact, body, after: previous)
            previous = entry.hash
            return entry
        }
    }

    package static func seal(_ fact: Fact, after previous: Digest?) -> Entry {
        seal(fact, encode(fact), after: previous)
    }

    private static func seal(_ fact: Fact, _ body: [UInt8], after previous: Digest?) -> Entry {
        Entry(
            sequence: fact.sequence, recorded: fact.recorded, kind: fact.kind,
            subject: fact.subject, body: body, hash: hash(body, after: previous))
    }

    package static func hash(_ body: [UInt8], after previous: Digest?) -> Digest {
        Digest(of: (previous?.bytes ?? []) + body)
    }
}

extension Fact {
    package var kind: String {
        switch event {
        case .configured: "configured"
        case .revised: "revised"
        case .approved: "approved"
        case .withdrawn: "withdrawn"
        case .reinstated: "reinstated"
        case .moved: "moved"
        case .erased: "erased"
        }
    }

    fileprivate var subject: String? {
        switch event {
        case .configured, .approved: nil
        case .revised(let revision): revision.item.path
        case .withdrawn(let item), .reinstated(let item), .moved(let item, _): item.path
        case .erased(let digest): digest.description
        }
    }
}

/// Schema 1. Fields are only ever added, as optionals; what means something else gets a new schema.
private struct FactRecord: Codable {
    static let schema = 1

    var schema: Int
    var sequence: Int64
    var recorded: String
    var effective: String?
    var by: String
    var reason: String?
    var kind: String
    var item: String?
    var to: String?
    var digest: String?
    var revision: RevisionRecord?
    var approval: ApprovalRecord?
    var configuration: ConfigurationRecord?

    struct RevisionRecord: Codable {
        /// By language.
        var sources: [String: String]
        var parts: [String: String]
        var changes: [String: String]
        /// By market and language: `int/en`.
        var articles: [String: String]
        /// By language.
        var topics: [String: [String]]?
    }

    struct ApprovalRecord: Codable {
        var code: String
        var prepared: String
        var expires: String
        var articles: [SubjectRecord]
        var configurations: [String]?
    }

    struct SubjectRecord: Codable {
        var item: String
        var audience: String
        var digest: String
    }
}

extension FactRecord {
    init(_ fact: Fact) {
        schema = Self.schema
        sequence = fact.sequence
        recorded = fact.recorded.rfc3339
        effective = fact.effective == fact.recorded ? nil : fact.effective.rfc3339
        by = fact.by.text
        reason = fact.reason
        kind = fact.kind
        switch fact.event {
        case .configured(let configuration): self.configuration = ConfigurationRecord(configuration)
        case .revised(let revision):
            item = revision.item.path
            self.revision = RevisionRecord(revision)
        case .approved(let approval): self.approval = ApprovalRecord(approval)
        case .withdrawn(let item), .reinstated(let item): self.item = item.path
        case .moved(let item, let target): (self.item, to) = (item.path, target.path)
        case .erased(let digest): self.digest = digest.description
        }
    }

    var fact: Fact? {
        guard let recorded = Instant(rfc3339: recorded), let by = PersonName(by),
            let event = event
        else { return nil }
        var effective = recorded
        if let text = self.effective {
            guard let instant = Instant(rfc3339: text) else { return nil }
            effective = instant
        }
        return Fact(
            sequence: sequence, recorded: recorded, effective: effective, by: by, reason: reason,
            event: event)
    }

    private var event: Fact.Event? {
        let item = item.flatMap { ItemID($0) }
        switch kind {
        case "configured": return configuration?.configuration.map { .configured($0) }
        case "revised":
            guard let item else { return nil }
            return revision?.revision(of: item).map { .revised($0) }
        case "approved": return approval?.approval.map { .approved($0) }
        case "withdrawn": return item.map { .withdrawn($0) }
        case "reinstated": return item.map { .reinstated($0) }
        case "moved":
            guard let item, let target = to.flatMap({ ItemID($0) }) else { return nil }
            return .moved(item, to: target)
        case "erased": return digest.flatMap { Digest($0) }.map { .erased($0) }
        default: return nil
        }
    }
}

extension FactRecord.RevisionRecord {
    init(_ revision: Revision) {
        sources = revision.sources.texts(\.tag)
        parts = revision.parts.texts(\.tag)
        articles = revision.articles.texts(\.description)
        changes = Dictionary(
            uniqueKeysWithValues: revision.changes.map { ($0.key.tag, $0.value.text) })
        topics = revision.topics.isEmpty ? nil : revision.topics.texts()
    }

    func revision(of item: ItemID) -> Revision? {
        guard let sources = sources.digests(Language.init),
            let parts = parts.digests(Language.init),
            let articles = articles.digests(Audience.init(path:))
        else { return nil }
        var changes: [Language: Item.Change] = [:]
        for (tag, text) in self.changes {
            guard let language = Language(tag) else { return nil }
            changes[language] = text == "minor" ? .minor : .said(text)
        }
        guard let topics = (topics ?? [:]).topics() else { return nil }
        return Revision(
            item: item, sources: sources, parts: parts, articles: articles, changes: changes,
            topics: topics)
    }
}

extension FactRecord.ApprovalRecord {
    init(_ approval: Approval) {
        code = approval.code
        prepared = approval.prepared.description
        expires = approval.expires.rfc3339
        articles = approval.subjects.compactMap { subject in
            guard case .article(let item, let audience, let digest) = subject else { return nil }
            return FactRecord.SubjectRecord(
                item: item.path, audience: audience.description, digest: digest.description)
        }
        let digests = approval.subjects.compactMap { subject -> String? in
            guard case .configuration(let digest) = subject else { return nil }
            return digest.description
        }
        configurations = digests.isEmpty ? nil : digests
    }

    var approval: Approval? {
        guard let prepared = Day(prepared), let expires = Instant(rfc3339: expires) else {
            return nil
        }
        var subjects: [Approval.Subject] = []
        for record in articles {
            guard let item = ItemID(record.item), let audience = Audience(path: record.audience),
                let digest = Digest(record.digest)
            else { return nil }
            subjects.append(.article(item, audience, digest))
        }
        for text in configurations ?? [] {
            guard let digest = Digest(text) else { return nil }
            subjects.append(.configuration(digest))
        }
        return Approval(code: code, prepared: prepared, expires: expires, subjects: subjects)
    }
}

extension Audience {
    /// Reads `int/en`.
    package init?(path: String) {
        let halves = path.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let market = MarketID(String(halves[0])),
            let language = Language(String(halves[1]))
        else { return nil }
        self.init(market, language)
    }
}

extension [Language: Digest] {
    fileprivate func texts(_ key: (Language) -> String) -> [String: String] {
        Dictionary<String, String>(
            uniqueKeysWithValues: map { (key($0.key), $0.value.description) })
    }
}

extension [Audience: Digest] {
    fileprivate func texts(_ key: (Audience) -> String) -> [String: String] {
        Dictionary<String, String>(
            uniqueKeysWithValues: map { (key($0.key), $0.value.description) })
    }
}

extension [String: String] {
    fileprivate func digests<Name: Hashable>(_ name: (String) -> Name?) -> [Name: Digest]? {
        var digests: [Name: Digest] = [:]
        for (text, hex) in self {
            guard let name = name(text), let digest = Digest(hex) else { return nil }
            digests[name] = digest
        }
        return digests
    }
}

extension [Language: [TopicID]] {
    fileprivate func texts() -> [String: [String]] {
        Dictionary<String, [String]>(
            uniqueKeysWithValues: map { ($0.key.tag, $0.value.map(\.name)) })
    }
}

extension [String: [String]] {
    fileprivate func topics() -> [Language: [TopicID]]? {
        var topics: [Language: [TopicID]] = [:]
        for (tag, names) in self {
            let ids = names.compactMap { TopicID($0) }
            guard let language = Language(tag), ids.count == names.count else { return nil }
            topics[language] = ids
        }
        return topics
    }
}
