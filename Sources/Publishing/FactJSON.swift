internal import Content
internal import Foundation
internal import Rendering

/// A fact as JSON, in schema 1.
extension Fact {
    var json: JSON {
        var (item, target, digest): (ItemID?, ItemID?, Digest?)
        var (revision, approval, configuration): (Revision?, Approval?, Configuration?)
        switch event {
        case .configured(let new): configuration = new
        case .revised(let new): (item, revision) = (new.item, new)
        case .approved(let new): approval = new
        case .withdrawn(let old), .reinstated(let old): item = old
        case .moved(let old, let new): (item, target) = (old, new)
        case .erased(let old): digest = old
        }
        return .object([
            "approval": approval?.json,
            "by": .text(by.text),
            "configuration": configuration.map { JSON(ConfigurationRecord($0)) },
            "digest": digest.map { .text($0.description) },
            "effective": effective == recorded ? nil : .text(effective.rfc3339),
            "item": item.map { .text($0.path) },
            "kind": .text(kind),
            "reason": reason.map { .text($0) },
            "recorded": .text(recorded.rfc3339),
            "revision": revision?.json,
            "schema": .integer(FactCodec.schema),
            "sequence": .integer(sequence),
            "to": target.map { .text($0.path) },
        ])
    }

    /// Nil where a field holds a value that no fact has.
    init?(_ json: JSON) throws {
        guard let recorded = Instant(rfc3339: try json.value("recorded")),
            let by = PersonName(try json.value("by")), let event = try Fact.event(json)
        else { return nil }
        var effective: Instant? = recorded
        if let text: String = try json.optional("effective") { effective = Instant(rfc3339: text) }
        guard let effective else { return nil }
        self.init(
            sequence: try json.value("sequence"), recorded: recorded, effective: effective, by: by,
            reason: try json.optional("reason"), event: event)
    }

    private static func event(_ json: JSON) throws -> Event? {
        let kind: String = try json.value("kind")
        switch kind {
        case "configured":
            let kept: JSON = try json.value("configuration")
            let record = try JSONDecoder().decode(
                ConfigurationRecord.self, from: Data(kept.bytes))
            return record.configuration.map { .configured($0) }
        case "approved":
            return try Approval(try json.value("approval")).map { .approved($0) }
        case "erased": return Digest(try json.text("digest")).map { .erased($0) }
        default: break
        }
        guard let item = ItemID(try json.value("item")) else { return nil }
        switch kind {
        case "revised":
            return try Revision(try json.value("revision"), of: item).map { .revised($0) }
        case "withdrawn": return .withdrawn(item)
        case "reinstated": return .reinstated(item)
        case "moved": return ItemID(try json.value("to")).map { .moved(item, to: $0) }
        default: return nil
        }
    }
}

extension JSON {
    /// What is rare, and need not be read fast.
    fileprivate init(_ record: ConfigurationRecord) {
        do {
            self = try JSON(reading: [UInt8](JSONEncoder().encode(record))[...])
        } catch {
            preconditionFailure("strings and truth values always encode: \(error)")
        }
    }
}

extension Revision {
    fileprivate var json: JSON {
        .object([
            "articles": .map(articles.map { ($0.key.description, .text($0.value.description)) }),
            "changes": .map(changes.map { ($0.key.tag, .text($0.value.text)) }),
            "parts": .map(parts.map { ($0.key.tag, .text($0.value.description)) }),
            "sources": .map(sources.map { ($0.key.tag, .text($0.value.description)) }),
            // Absent in revisions that were written before they carried any.
            "topics": topics.isEmpty
                ? nil : .map(topics.map { ($0.key.tag, .texts($0.value.map(\.name))) }),
        ])
    }

    fileprivate init?(_ json: JSON, of item: ItemID) throws(JSON.Refusal) {
        let languageTag = { Language($0) }
        let digest = { (text: String) in Digest(text) }
        let change = { (text: String) -> Item.Change in text == "minor" ? .minor : .said(text) }
        let topicIDs = { (names: [String]) -> [TopicID]? in
            let topics = names.compactMap { TopicID($0) }
            return topics.count == names.count ? topics : nil
        }
        let hasTopics = try json.member("topics") != nil
        guard let sources = try json.dictionary("sources", languageTag, digest),
            let parts = try json.dictionary("parts", languageTag, digest),
            let articles = try json.dictionary("articles", Audience.init(path:), digest),
            let changes = try json.dictionary("changes", languageTag, change),
            let topics = hasTopics ? try json.dictionary("topics", languageTag, topicIDs) : [:]
        else { return nil }
        self.init(
            item: item, sources: sources, parts: parts, articles: articles, changes: changes,
            topics: topics)
    }
}

extension JSON {
    /// An object under a name; nil where a name in it, or a value, is none that `key` and `value` know.
    fileprivate func dictionary<Key: Hashable, Kept: JSONReadable, Value>(
        _ name: String, _ key: (String) -> Key?, _ value: (Kept) -> Value?
    ) throws(Refusal) -> [Key: Value]? {
        var dictionary: [Key: Value] = [:]
        for member in try members(name) {
            guard let kept = Kept(member.value) else { throw .otherType(name: name) }
            guard let key = key(member.name), let value = value(kept) else { return nil }
            dictionary[key] = value
        }
        return dictionary
    }
}

extension Approval {
    fileprivate var json: JSON {
        var (articles, configurations): ([JSON], [JSON]) = ([], [])
        for subject in subjects {
            switch subject {
            case .article(let item, let audience, let digest):
                articles.append(
                    .object([
                        "audience": .text(audience.description),
                        "digest": .text(digest.description), "item": .text(item.path),
                    ]))
            case .configuration(let digest): configurations.append(.text(digest.description))
            }
        }
        return .object([
            "articles": .list(articles), "code": .text(code),
            "configurations": configurations.isEmpty ? nil : .list(configurations),
            "expires": .text(expires.rfc3339), "prepared": .text(prepared.description),
        ])
    }

    fileprivate init?(_ json: JSON) throws(JSON.Refusal) {
        guard let prepared = Day(try json.text("prepared")),
            let expires = Instant(rfc3339: try json.value("expires"))
        else { return nil }
        let articles = try (json.value("articles") as [JSON]).map(Subject.init(article:))
        let digests: [String] = try json.optional("configurations") ?? []
        let configurations = digests.map { Digest($0).map { Subject.configuration($0) } }
        let subjects = (articles + configurations).compactMap(\.self)
        guard subjects.count == articles.count + configurations.count else { return nil }
        self.init(
            code: try json.value("code"), prepared: prepared, expires: expires, subjects: subjects)
    }
}

extension Approval.Subject {
    fileprivate init?(article json: JSON) throws(JSON.Refusal) {
        guard let item = ItemID(try json.value("item")),
            let audience = Audience(path: try json.value("audience")),
            let digest = Digest(try json.text("digest"))
        else { return nil }
        self = .article(item, audience, digest)
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
