package import Content
internal import Rendering

/// A fact as the bytes of a journal entry: JSON in UTF-8, its keys sorted, in the schema it names.
/// Entries of an older schema are read by the decoder kept for it, for ever.
package enum FactCodec {
    package enum Refusal: Error, Hashable, Sendable {
        case notAFact(sequence: Int64, detail: String)
        /// A newer program wrote it.
        case unknownSchema(sequence: Int64, schema: Int)
    }

    /// Fields are only ever added, as optionals; what means something else gets a new schema.
    static let schema = 1

    package static func encode(_ fact: Fact) -> [UInt8] { fact.json.bytes }

    package static func decode(_ entry: Entry) throws(Refusal) -> Fact {
        let found: Fact?
        do {
            let json = try JSON(reading: entry.body[...])
            let schema: Int = try json.value("schema")
            guard schema == self.schema else {
                throw Refusal.unknownSchema(sequence: entry.sequence, schema: schema)
            }
            found = try Fact(json)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .notAFact(sequence: entry.sequence, detail: "\(error)")
        }
        guard let fact = found else {
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
