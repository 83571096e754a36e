package import Content
internal import Foundation
internal import Synchronization

/// A collection of texts, anybody's, indexed in a file; so that the engine can be measured by the
/// collections with which others measure theirs.
package struct TextCollection: Sendable {
    private let texts: FullText
    private let rowCount: Int
    private let language: Language

    private static let columns = [
        FullText.Column(name: "title", weight: 1.5), FullText.Column(name: "body", weight: 1),
    ]

    // MARK: Making

    /// Indexes a file of JSON lines, each `{"id", "title", "body"}` or `{"id", "text"}`, some at a time:
    /// the memory it takes does not grow with the file.
    ///
    /// - Parameter progress: is told how many bytes of how many were read.
    /// - Returns: how many texts there are.
    /// - Throws: `CollectionRefusal`; then nothing is left at `out`, and what was there stays.
    package static func index(
        _ corpus: String, to out: String, _ language: Language,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> Int {
        guard Stemmer(language).isAtHand else {
            throw CollectionRefusal.unknownLanguage(language)
        }
        guard !isSameFile(corpus, out) else { throw CollectionRefusal.overwriting(corpus) }
        let part = out + ".part"
        try removeIfThere(part)
        // SQLite says of a folder that is not there only that it cannot open a file.
        guard FileManager.default.createFile(atPath: part, contents: nil) else {
            throw CollectionRefusal.unwritable(out)
        }
        do {
            let count = try write(corpus, to: part, language, progress: progress)
            guard rename(part, out) == 0 else { throw CollectionRefusal.unwritable(out) }
            return count
        } catch {
            try removeIfThere(part)
            throw error
        }
    }

    private static func write(
        _ corpus: String, to path: String, _ language: Language,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> Int {
        let texts = try FullText(columns: columns, writing: path)
        var reader = try LineReader(corpus)
        let desks = (0..<processors).map { _ in Desk(language) }
        var count = 0
        while true {
            var lines: [LineReader.Line] = []
            while lines.count < batch, let line = try reader.next() { lines.append(line) }
            guard !lines.isEmpty else { break }
            try texts.add(try rows(of: lines, after: count, desks))
            count += lines.count
            progress(reader.bytesRead, reader.bytes)
        }
        try texts.finish()
        if let name = try texts.nameOfTwo() { throw CollectionRefusal.twice(name) }
        progress(reader.bytes, reader.bytes)
        return count
    }

    /// On all processors, each with a lexer of its own.
    private static func rows(
        of lines: [LineReader.Line], after count: Int, _ desks: [Desk]
    ) throws -> [FullText.Row] {
        let share = (lines.count + desks.count - 1) / desks.count
        let pieces = desks.enumerated().map { number, desk in
            (desk, lines.dropFirst(number * share).prefix(share), count + number * share)
        }
        return try concurrentMap(pieces) { desk, lines, before in
            Result { try desk.rows(of: lines, after: before) }
        }.flatMap { try $0.get() }
    }

    /// Where one processor reads texts.
    private final class Desk: Sendable {
        private let lexer: Mutex<Lexer>

        init(_ language: Language) { lexer = Mutex(Lexer(language)) }

        func rows(of lines: ArraySlice<LineReader.Line>, after count: Int) throws -> [FullText.Row]
        {
            try lexer.withLock { lexer in
                try zip(lines, (count + 1)...).map { line, number in
                    let text = try CollectionText(line)
                    return FullText.Row(
                        number: Int64(number),
                        texts: [lexer.tokens(text.title), lexer.tokens(text.body)], name: text.id)
                }
            }
        }
    }

    private static let processors = 4
    private static let batch = 2000

    private static func removeIfThere(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw CollectionRefusal.unwritable(path)
        }
    }

    // MARK: Asking

    /// Opens an index that was made.
    package init(_ path: String, _ language: Language) throws {
        guard access(path, R_OK) == 0 else { throw CollectionRefusal.unreadable(path) }
        guard Stemmer(language).isAtHand else {
            throw CollectionRefusal.unknownLanguage(language)
        }
        do {
            texts = try FullText(columns: TextCollection.columns, reading: path)
            rowCount = try texts.count
        } catch {
            throw CollectionRefusal.noIndex(path)
        }
        self.language = language
    }

    /// Asks every query of a file of JSON lines, each `{"id", "text"}`.
    ///
    /// - Parameter tell: is given the lines of a run of TREC (https://trec.nist.gov): the query, `Q0`, the
    ///   text, its rank from 1, its score, and who ran it.
    /// - Returns: how many queries there were, and how long each took, in seconds.
    package func run(
        _ queries: String, limit: Int, tell: (String) throws -> Void,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> [Double] {
        var reader = try LineReader(queries)
        let lexer = Lexer(language)
        let clock = ContinuousClock()
        var seconds: [Double] = []
        while let line = try reader.next() {
            let query = try CollectionText(line)
            var found: [(name: String, score: Double)] = []
            let time = try clock.measure { found = try self.found(query.body, lexer, limit) }
            seconds.append(time / .seconds(1))
            for (rank, text) in found.enumerated() {
                let score = String(format: "%.6f", text.score)
                try tell("\(query.id) Q0 \(text.name) \(rank + 1) \(score) hoofbeat\n")
            }
            progress(reader.bytesRead, reader.bytes)
        }
        return seconds
    }

    private func found(
        _ query: String, _ lexer: Lexer, _ limit: Int
    ) throws -> [(name: String, score: Double)] {
        let tokens = lexer.words(of: query).map(\.token).filter { !$0.stem.isEmpty }
        let telling = tokens.filter { !isStopWord($0.word) }
        let stems = try (telling.isEmpty ? tokens : telling).map { token in
            try mended(token.stem)
        }
        let counts = try texts.counts(of: Array(Set(stems)))
        guard
            let match = MatchQuery(
                any: chosen(counts, of: rowCount, places: max(15_000, rowCount / 6)).map { [$0] })
        else {
            return []
        }
        return try texts.names(match, limit: limit)
    }

    /// A token that no text has gives way to the nearest that some have.
    private func mended(_ stem: String) throws -> String {
        guard try texts.counts(of: [stem])[stem] == nil else { return stem }
        return try texts.nearest(to: stem) ?? stem
    }
}

/// Why a collection cannot be indexed or asked.
package enum CollectionRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case unwritable(String)
    case badLine(path: String, line: Int, why: String)
    case noIndex(String)
    /// A file that is read would be written.
    case overwriting(String)
    /// Two texts have one id.
    case twice(String)
    case unknownLanguage(Language)

    package var description: String {
        switch self {
        case .unreadable(let path): "\(path) cannot be read"
        case .unwritable(let path): "\(path) cannot be written"
        case .noIndex(let path): "\(path) is nothing that `hoofbeat index` wrote"
        case .overwriting(let path): "\(path) would be written over; choose another name"
        case .twice(let id): "two texts have the id \(id)"
        case .unknownLanguage(let language):
            "there is no stemmer for \(language.tag) (https://snowballstem.org)"
        case .badLine(let path, let line, let why): "\(path), line \(line): \(why)"
        }
    }
}

/// A line of a collection, or of its queries.
private struct CollectionText {
    let id: String
    let title: String
    let body: String

    private struct Record: Decodable {
        var id: String
        var title: String?
        var body: String?
        var text: String?
    }

    init(_ line: LineReader.Line) throws {
        do {
            let record = try JSONDecoder().decode(Record.self, from: line.bytes)
            id = record.id
            title = record.title ?? ""
            guard let text = record.body ?? record.text else {
                throw CollectionRefusal.badLine(
                    path: line.path, line: line.number, why: "it has neither a body nor a text")
            }
            body = text
        } catch let error as DecodingError {
            throw CollectionRefusal.badLine(
                path: line.path, line: line.number,
                why:
                    "it is not {\"id\", \"title\", \"body\"} or {\"id\", \"text\"}: \(error.reason)"
            )
        }
        guard !id.isEmpty, !id.contains(where: \.isWhitespace) else {
            throw CollectionRefusal.badLine(
                path: line.path, line: line.number, why: "its id is empty, or holds a space")
        }
    }
}

extension DecodingError {
    fileprivate var reason: String {
        switch self {
        case .keyNotFound(let key, _): "it has no \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            context.codingPath.last.map { "its \($0.stringValue) is no text" }
                ?? "it is no object"
        case .dataCorrupted: "it is no JSON"
        @unknown default: "unknown"
        }
    }
}
