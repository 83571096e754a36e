internal import Content

/// What has several names: an edition's terms, each under its name, its other names, and the words
/// people look for it by. All names of one are found under the same token.
struct Concepts: Sendable {
    /// The names that begin with a stem, the longest first.
    private let names: [String: [Name]]

    private struct Name: Hashable, Sendable {
        var stems: [String]
        var concept: String
    }

    /// - Parameter terms: glossary articles; the same one may be among them twice.
    init(_ terms: [Article], _ lexer: Lexer) {
        var names: [String: [Name]] = [:]
        for term in terms {
            for name in [term.title] + term.otherNames + term.searchedAs {
                let tokens = lexer.words(of: name).map(\.token)
                guard let first = tokens.first, !tokens.allSatisfy({ isStopWord($0.word) }) else {
                    continue
                }
                let known = Name(
                    stems: tokens.map(\.stem), concept: Concepts.token(of: term.item))
                if names[first.stem]?.contains(known) != true {
                    names[first.stem, default: []].append(known)
                }
            }
        }
        self.names = names.mapValues { $0.sorted { $0.stems.count > $1.stems.count } }
    }

    /// Begins as no word does.
    private static func token(of term: ItemID) -> String {
        "qx" + term.slug.filter { $0 != "-" }
    }

    struct Found: Hashable, Sendable {
        /// Which words name it.
        var range: Range<Int>
        var concept: String
    }

    /// What these words name, from left to right; where one name holds another, the longer. One name may
    /// have two meanings.
    func found(in stems: [String]) -> [Found] {
        var found: [Found] = []
        var place = 0
        while place < stems.count {
            let named = names(at: place, in: stems)
            found += named
            place = named.first?.range.upperBound ?? place + 1
        }
        return found
    }

    private func names(at place: Int, in stems: [String]) -> [Found] {
        guard let candidates = names[stems[place]] else { return [] }
        let fitting = candidates.filter { stems[place...].starts(with: $0.stems) }
        return fitting.prefix { $0.stems.count == fitting[0].stems.count }.map {
            Found(range: place..<(place + $0.stems.count), concept: $0.concept)
        }
    }
}
