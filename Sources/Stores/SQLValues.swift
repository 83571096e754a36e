package import Content

extension SQLValue {
    package static func text(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }

    package static func integer(_ number: Int) -> SQLValue { .integer(Int64(number)) }

    /// 1 and 0: SQLite has no truth values.
    package static func flag(_ isSet: Bool) -> SQLValue { .integer(isSet ? 1 : 0) }

    package static func item(_ item: ItemID) -> SQLValue { .text(item.path) }

    package static func instant(_ instant: Instant?) -> SQLValue {
        instant.map { .integer($0.milliseconds) } ?? .null
    }

    package static func digest(_ digest: Digest) -> SQLValue { .bytes(digest.bytes) }

    package static func market(_ market: MarketID) -> SQLValue { .text(market.name) }

    package static func language(_ language: Language) -> SQLValue { .text(language.tag) }
}
