/// A text of JSON (RFC 8259) as a tree. The journal keeps tens of thousands, all of which a start reads:
/// what finds out at run time which fields a type has took half of that time
/// (docs/decisions/0018-how-an-article-is-kept.md).
package enum JSON: Hashable, Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    case list([JSON])
    case object([Member])

    /// A name is there once.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSON
    }

    /// Why a text or a tree is not what was looked for.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// It is no JSON from this byte on.
        case malformed(offset: Int)
        case absent(name: String)
        case otherType(name: String)

        package var description: String {
            switch self {
            case .malformed(let offset): "no JSON from byte \(offset) on"
            case .absent(let name): "“\(name)” is absent"
            case .otherType(let name): "“\(name)” is of another type"
            }
        }
    }

    /// Members without a value are left out.
    package static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    package static func map(_ texts: some Sequence<(String, JSON)>) -> JSON {
        .object(texts.map { Member(name: $0, value: $1) })
    }

    package static func integer(_ number: Int) -> JSON { .integer(Int64(number)) }

    package static func texts(_ texts: [String]) -> JSON { .list(texts.map { .text($0) }) }

    // MARK: Looking into an object

    /// What has a name; nil where nothing has it, or only `null`.
    package func member(_ name: String) throws(Refusal) -> JSON? {
        guard case .object(let members) = self else { throw .otherType(name: name) }
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else {
            return nil
        }
        return value
    }

    /// Every member of the object under a name.
    package func members(_ name: String) throws(Refusal) -> [Member] {
        guard case .object(let members) = try value(name) as JSON else {
            throw .otherType(name: name)
        }
        return members
    }

    package func optional<Value: JSONReadable>(_ name: String) throws(Refusal) -> Value? {
        guard let json = try member(name) else { return nil }
        guard let value = Value(json) else { throw .otherType(name: name) }
        return value
    }

    package func optional<Value>(
        _ name: String, _ read: (JSON) throws(Refusal) -> Value
    ) throws(Refusal) -> Value? {
        guard let json = try member(name) else { return nil }
        return try read(json)
    }

    package func text(_ name: String) throws(Refusal) -> String { try value(name) }

    package func value<Value: JSONReadable>(_ name: String) throws(Refusal) -> Value {
        guard let value: Value = try optional(name) else { throw .absent(name: name) }
        return value
    }

    /// None where there is no list of that name.
    package func list<Value>(
        _ name: String, _ read: (JSON) throws(Refusal) -> Value
    ) throws(Refusal) -> [Value] {
        guard let json = try member(name) else { return [] }
        guard case .list(let elements) = json else { throw .otherType(name: name) }
        return try elements.map(read)
    }
}

/// What stands in a tree of JSON as one value.
package protocol JSONReadable {
    /// Nil for a value of another type.
    init?(_ json: JSON)
}

extension JSON: JSONReadable {
    package init?(_ json: JSON) { self = json }
}

extension String: JSONReadable {
    package init?(_ json: JSON) {
        guard case .text(let text) = json else { return nil }
        self = text
    }
}

extension Bool: JSONReadable {
    package init?(_ json: JSON) {
        guard case .flag(let flag) = json else { return nil }
        self = flag
    }
}

extension Int64: JSONReadable {
    package init?(_ json: JSON) {
        guard case .integer(let number) = json else { return nil }
        self = number
    }
}

extension Int: JSONReadable {
    package init?(_ json: JSON) {
        guard case .integer(let number) = json else { return nil }
        self.init(exactly: number)
    }
}

extension Double: JSONReadable {
    package init?(_ json: JSON) {
        switch json {
        case .integer(let number): self.init(number)
        case .real(let number): self = number
        default: return nil
        }
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    package init?(_ json: JSON) {
        guard case .list(let elements) = json else { return nil }
        let values = elements.compactMap(Element.init)
        guard values.count == elements.count else { return nil }
        self = values
    }
}
