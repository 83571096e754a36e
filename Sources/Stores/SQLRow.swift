package import Content

/// A row of a query. Columns are read by their place, from 0, as what they should be.
package struct SQLRow: Sendable {
    package let values: [SQLValue]

    package init(_ values: [SQLValue]) { self.values = values }

    package func optionalInteger(_ column: Int) throws -> Int64? {
        switch values[column] {
        case .null: nil
        case .integer(let number): number
        case .text, .bytes: throw UnreadableColumn(column, "a number")
        }
    }

    package func optionalText(_ column: Int) throws -> String? {
        switch values[column] {
        case .null: nil
        case .text(let text): text
        case .integer, .bytes: throw UnreadableColumn(column, "a text")
        }
    }

    package func optionalBytes(_ column: Int) throws -> [UInt8]? {
        switch values[column] {
        case .null: nil
        case .bytes(let bytes): bytes
        case .integer, .text: throw UnreadableColumn(column, "bytes")
        }
    }

    package func integer(_ column: Int) throws -> Int64 {
        try known(optionalInteger(column), column, "a number")
    }

    package func text(_ column: Int) throws -> String {
        try known(optionalText(column), column, "a text")
    }

    package func bytes(_ column: Int) throws -> [UInt8] {
        try known(optionalBytes(column), column, "bytes")
    }

    func known<Value>(_ value: Value?, _ column: Int, _ name: String) throws -> Value {
        guard let value else { throw UnreadableColumn(column, name) }
        return value
    }
}

extension SQLRow {
    package func item(_ column: Int) throws -> ItemID {
        try known(ItemID(text(column)), column, "an item")
    }

    package func instant(_ column: Int) throws -> Instant {
        Instant(milliseconds: try integer(column))
    }

    package func optionalInstant(_ column: Int) throws -> Instant? {
        try optionalInteger(column).map { Instant(milliseconds: $0) }
    }

    package func digest(_ column: Int) throws -> Digest {
        try known(Digest(bytes(column)), column, "a digest")
    }

    /// Market and language, in this column and the next.
    package func audience(_ column: Int) throws -> Audience {
        Audience(
            try known(MarketID(text(column)), column, "a market"),
            try known(Language(text(column + 1)), column + 1, "a language"))
    }

    /// What `make` makes of a number, such as a case of an enum.
    package func number<Value>(
        _ column: Int, _ name: String, _ make: (Int) -> Value?
    ) throws -> Value {
        try known(make(Int(integer(column))), column, name)
    }
}

/// A column holds something else than it should: the database was damaged, or written by hand. It tells
/// nothing of what is there, since that may be somebody's.
package struct UnreadableColumn: Error {
    let detail: String

    package init(_ column: Int, _ expected: String) {
        detail = "column \(column + 1) of a row is not \(expected)"
    }
}
