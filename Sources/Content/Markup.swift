/// A text as a tree. What Markdown means, without Markdown: `Manuscript` reads it into this, and
/// `Rendering` prints it, so that neither knows the other.
package struct Markup: Hashable, Sendable {
    package var blocks: [Block]

    package init(_ blocks: [Block] = []) { self.blocks = blocks }

    package var isEmpty: Bool { blocks.isEmpty }
}

package indirect enum Block: Hashable, Sendable {
    case paragraph([Inline])
    /// `level` is 2 to 6: the title is level 1.
    case heading(level: Int, [Inline])
    /// `start` is nil for a list without numbers; `isTight` lists have no space between items.
    case list(start: Int?, isTight: Bool, items: [[Block]])
    case quote([Block])
    case callout(Callout, [Block])
    /// Printed for these markets only; `why` is for editors, and readers do not see it.
    case only(Set<MarketID>, why: String, [Block])
    case code(String)
    case table(alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]])
    case rule
    case picture(name: String, alternative: String, caption: String?)
    case chart(key: String, alternative: String, caption: String?)

    package enum Callout: String, Hashable, Sendable, CaseIterable {
        case note, tip, important, warning, caution
    }

    package enum Alignment: String, Hashable, Sendable {
        case none, left, centre, right
    }
}

package indirect enum Inline: Hashable, Sendable {
    case text(String)
    case emphasis([Inline])
    case strong([Inline])
    case code(String)
    case link(Destination, [Inline])
    case citation([ReferenceKey])
    /// `{emergency}`: whom to call in an emergency in the reader's market.
    case emergencyNumber
    case lineBreak

    package enum Destination: Hashable, Sendable {
        /// Another item, or a list such as `treatments`; `home` for the root.
        case item(ItemID, anchor: String?)
        /// Another place in the same item.
        case anchor(String)
        /// A term of the edition: `term:ki-67`.
        case term(String)
        /// `https:`, `http:`, `mailto:` or `tel:`; nothing else is let through.
        case outside(String)
    }
}

extension Markup {
    /// Calls `visit` with every block, outermost first, in reading order.
    ///
    /// - Parameter market: only with those that are printed there; nil for all.
    package func forEachBlock(in market: MarketID? = nil, _ visit: (Block) -> Void) {
        func walk(_ blocks: [Block]) {
            for block in blocks {
                if case .only(let markets, _, _) = block, let market, !markets.contains(market) {
                    continue
                }
                visit(block)
                switch block {
                case .list(_, _, let items): items.forEach(walk)
                case .quote(let inner), .callout(_, let inner), .only(_, _, let inner):
                    walk(inner)
                default: break
                }
            }
        }
        walk(blocks)
    }

    /// Whether readers in a market find nothing in it.
    package func isEmpty(in market: MarketID) -> Bool {
        var isEmpty = true
        forEachBlock(in: market) { block in
            switch block {
            case .only, .quote, .callout, .list: break
            default: isEmpty = false
            }
        }
        return isEmpty
    }

    /// Calls `visit` with every inline, outermost first, in reading order.
    package func forEachInline(_ visit: (Inline) -> Void) {
        forEachBlock { block in
            switch block {
            case .paragraph(let inlines), .heading(_, let inlines): inlines.walk(visit)
            case .table(_, let header, let rows):
                header.forEach { $0.walk(visit) }
                rows.forEach { $0.forEach { $0.walk(visit) } }
            default: break
            }
        }
    }
}

extension [Inline] {
    package func walk(_ visit: (Inline) -> Void) {
        for inline in self {
            visit(inline)
            switch inline {
            case .emphasis(let inner), .strong(let inner), .link(_, let inner):
                inner.walk(visit)
            default: break
            }
        }
    }

    /// The words alone.
    package var plainText: String {
        var text = ""
        walk { inline in
            switch inline {
            case .text(let words), .code(let words): text += words
            case .emergencyNumber: text += "the emergency number"
            case .citation: while text.last == " " { text.removeLast() }
            case .lineBreak: text += " "
            default: break
            }
        }
        return text
    }
}
