internal import Content

/// What has several names: an edition's terms, each under its name, its other names and the words people
/// look for it by; and its synonyms. All names of one are found under the same token.
struct Concepts: Sendable {
    /// The names that begin with a stem, the longest first.
    private let names: [String: [Name]]
    /// Of all words of all names.
    private let stems: Set<String>

    private struct Name: Hashable, Sendable {
        var stems: [String]
        var concept: String
    }

    /// - Parameters:
    ///   - terms: glossary articles; the same one may be among them twice.
    ///   - synonyms: phrases that mean the same. One that names a term brings all of the term's names.
    init(_ terms: [Article], _ synonyms: [[String]], _ lexer: Lexer) {
        func stems(_ names: [String]) -> Set<[String]> {
            Set(names.compactMap { Concepts.stems(of: $0, lexer) })
        }
        let terms = terms.map { term in
            (Concepts.token(of: term.item), stems([term.title] + term.otherNames + term.searchedAs))
        }
        let groups = synonyms.enumerated().map { number, phrases in
            let own = stems(phrases)
            let named = terms.filter { !$0.1.isDisjoint(with: own) }.map(\.1)
            return ("qs\(number)", named.reduce(own) { $0.union($1) })
        }
        var names: [String: Set<Name>] = [:]
        for (concept, all) in terms + groups {
            for stems in all {
                names[stems[0], default: []].insert(Name(stems: stems, concept: concept))
            }
        }
        self.stems = names.values.reduce(into: []) { all, names in
            for name in names { all.formUnion(name.stems) }
        }
        self.names = names.mapValues { names in
            names.sorted { ($1.stems.count, $0.concept) < ($0.stems.count, $1.concept) }
        }
    }

    /// Whether it is a word of a name, which nobody wrote wrong.
    func holds(_ token: Lexer.Token) -> Bool { stems.contains(token.stem) }

    /// Nil for one word that says nothing by itself. Several such may: at once.
    private static func stems(of name: String, _ lexer: Lexer) -> [String]? {
        let tokens = lexer.words(of: name).map(\.token)
        guard let first = tokens.first, tokens.count > 1 || !isStopWord(first.word) else {
            return nil
        }
        return tokens.map(\.stem)
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
