internal import Foundation
internal import GRDB

/// Texts in SQLite's FTS5, in memory or in a file: of each, the tokens of a `Lexer`, by column.
/// The texts themselves are not kept.
///
/// https://www.sqlite.org/fts5.html
struct FullText: Sendable {
    let columns: [Column]
    private let database: DatabaseQueue

    /// A column, and how much more one of its words counts than one of the text's.
    struct Column: Hashable, Sendable {
        var name: String
        var weight: Double
    }

    /// A new one, in memory.
    init(columns: [Column]) throws {
        var configuration = FullText.configuration
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -512") }
        self.init(columns, try DatabaseQueue(configuration: configuration))
        try make()
    }

    /// A new one in a file, written for speed: a power cut spoils it, and it is made anew.
    init(columns: [Column], writing path: String) throws {
        var configuration = FullText.configuration
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; \
                    PRAGMA cache_size = -65536; PRAGMA locking_mode = EXCLUSIVE
                    """)
        }
        self.init(columns, try DatabaseQueue(path: path, configuration: configuration))
        try make()
    }

    /// One that was made.
    init(columns: [Column], reading path: String) throws {
        var configuration = FullText.configuration
        configuration.readonly = true
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824")
        }
        self.init(columns, try DatabaseQueue(path: path, configuration: configuration))
    }

    private init(_ columns: [Column], _ database: DatabaseQueue) {
        (self.columns, self.database) = (columns, database)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "hoofbeat.search"
        return configuration
    }

    private func make() throws {
        let names = columns.map(\.name).joined(separator: ", ")
        try database.writeWithoutTransaction { database in
            // What a token is was settled before: FTS5 only cuts at spaces.
            try database.execute(
                sql: """
                    CREATE VIRTUAL TABLE texts USING fts5(
                        \(names), content = '', tokenize = 'ascii');
                    CREATE VIRTUAL TABLE vocabulary USING fts5vocab(texts, row);
                    CREATE TABLE tokens (token TEXT PRIMARY KEY, texts INTEGER NOT NULL)
                        STRICT, WITHOUT ROWID;
                    CREATE TABLE names (row INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT
                    """)
        }
    }

    // MARK: Filling

    /// A text under its number: the tokens of each column, between spaces.
    struct Row: Sendable {
        var number: Int64
        var texts: [String]
        /// What somebody outside calls it; nil where nobody does.
        var name: String?
    }

    func add(_ rows: [Row]) throws {
        let places = columns.map { _ in ", ?" }.joined()
        let names = columns.map(\.name).joined(separator: ", ")
        try database.inTransaction { database in
            let insert = try database.makeStatement(
                sql: "INSERT INTO texts (rowid, \(names)) VALUES (?\(places))")
            let call = try database.makeStatement(sql: "INSERT INTO names VALUES (?, ?)")
            for row in rows {
                try insert.execute(arguments: [row.number] + StatementArguments(row.texts))
                if let name = row.name { try call.execute(arguments: [row.number, name]) }
            }
            return .commit
        }
    }

    /// To be called when all are there: counts the tokens, and puts the index in its best order.
    func finish() throws {
        try database.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    INSERT INTO texts (texts) VALUES ('optimize');
                    INSERT INTO tokens SELECT term, doc FROM vocabulary
                    """)
        }
    }

    /// A name that two texts have; nil where each has its own.
    func nameOfTwo() throws -> String? {
        try database.read { database in
            try String.fetchOne(
                database,
                sql: "SELECT name FROM names GROUP BY name HAVING count(*) > 1 LIMIT 1")
        }
    }

    // MARK: Asking

    /// In how many texts each of these tokens stands; those in none are left out.
    func counts(of tokens: [String]) throws -> [String: Int] {
        try database.read { database in
            let ask = try database.cachedStatement(
                sql: "SELECT texts FROM tokens WHERE token = ?")
            return try tokens.reduce(into: [:]) { counts, token in
                counts[token] = try Int.fetchOne(ask, arguments: [token])
            }
        }
    }

    /// The token of the same first letter that the fewest edits lead to, two at most; of several the one
    /// that most texts have.
    func nearest(to token: String) throws -> String? {
        let letters = Array(token.utf8)
        guard letters.count >= 4, let first = token.first else { return nil }
        let most = letters.count < 6 ? 1 : 2
        return try database.read { database in
            let ask = try database.cachedStatement(
                sql: """
                    SELECT token, texts FROM tokens WHERE token >= ? AND token < ?
                    AND length(token) BETWEEN ? AND ?
                    """)
            let rows = try GRDB.Row.fetchCursor(
                ask,
                arguments: [
                    String(first), String(first) + "\u{10FFFF}", token.count - most,
                    token.count + most,
                ])
            var distance = EditDistance(letters)
            var best: (token: String, edits: Int, texts: Int)?
            while let row = try rows.next() {
                let (other, texts): (String, Int) = (row[0], row[1])
                guard let edits = distance.to(other.utf8, atMost: most),
                    (edits, -texts) < (best?.edits ?? .max, -(best?.texts ?? 0))
                else { continue }
                best = (other, edits, texts)
            }
            return best?.token
        }
    }

    var count: Int {
        get throws {
            try database.read { database in
                try Int.fetchOne(database, sql: "SELECT count(*) FROM texts_docsize") ?? 0
            }
        }
    }

    struct Match: Sendable {
        var row: Int64
        /// The higher, the better.
        var score: Double
    }

    /// The texts that a query finds, by BM25 (Robertson and Zaragoza, 2009), in no order.
    func matches(_ query: MatchQuery) throws -> [Match] {
        try database.read { database in
            let ask = try database.cachedStatement(sql: "\(scored) WHERE texts MATCH ?")
            let rows = try GRDB.Row.fetchCursor(ask, arguments: [query.text])
            var matches: [Match] = []
            while let row = try rows.next() { matches.append(Match(row: row[0], score: row[1])) }
            return matches
        }
    }

    private var scored: String {
        let weights = columns.map { ", \($0.weight)" }.joined()
        return "SELECT rowid, -bm25(texts\(weights)) AS score FROM texts"
    }

    /// The best texts by the names that others gave them.
    func names(_ query: MatchQuery, limit: Int) throws -> [(name: String, score: Double)] {
        try database.read { database in
            let ask = try database.cachedStatement(
                sql: """
                    SELECT name, score FROM (
                        \(scored) WHERE texts MATCH ? ORDER BY score DESC, rowid LIMIT ?
                    ) AS found JOIN names ON row = found.rowid ORDER BY score DESC, row
                    """)
            let rows = try GRDB.Row.fetchCursor(ask, arguments: [query.text, limit])
            var names: [(String, Double)] = []
            while let row = try rows.next() { names.append((row[0], row[1])) }
            return names
        }
    }
}

/// What FTS5 is asked: any of some words and phrases. It can be built of tokens alone.
struct MatchQuery: Hashable, Sendable {
    /// Nil where there is nothing to look for.
    init?(any units: [[String]], all phrases: [[String]] = []) {
        let whole = (units + phrases).map(MatchQuery.quoted)
        guard !whole.isEmpty else { return nil }
        let any = whole.joined(separator: " OR ")
        text = (phrases.map(MatchQuery.quoted) + ["(\(any))"]).joined(separator: " AND ")
    }

    let text: String

    private static func quoted(_ tokens: [String]) -> String {
        precondition(
            tokens.allSatisfy { !$0.isEmpty && !$0.utf8.contains { $0 <= 0x22 } },
            "a token is letters and digits")
        return "\"\(tokens.joined(separator: " "))\""
    }
}
