internal import Content

/// What the texts of one item point at and claim, with the lines; to be checked once the whole
/// edition is known.
struct Traces: Sendable {
    var uses: [Use] = []
    var claims: [Claim] = []
    /// Of the headings, in reading order.
    var anchors: [String] = []
    /// Gives the headings their anchors, as the pages have them.
    var names = AnchorNames()

    /// Whether something of it is printed in some markets only.
    var isPartedByMarket: Bool {
        uses.contains { if case .market = $0.target { true } else { false } }
    }

    struct Use: Sendable {
        let target: Target
        let line: Int
    }

    enum Target: Hashable, Sendable {
        case citation(ReferenceKey)
        case item(ItemID, anchor: String?)
        case anchor(String)
        case term(String)
        case picture(String)
        case chart(String)
        case market(MarketID)
    }

    /// A block that holds a number about health, and what it rests on.
    struct Claim: Sendable {
        let line: Int
        let number: Number
        var citations: [ReferenceKey]
    }

    enum Number: Sendable {
        case written(String)
        /// The first of the drawing with this name, if it holds one.
        case drawn(picture: String)
    }
}
