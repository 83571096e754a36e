internal import ArgumentParser
internal import Content

struct IndexCollection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Indexes a collection of texts, to measure the search by it.",
        discussion: help(
            """
            The site needs no such file: it is searched by an index of its own, which is always that of \
            what it shows. This is for whoever wants to measure the same engine by other texts.

            Each line of the collection is a text in JSON: {"id": …, "title": …, "body": …} or \
            {"id": …, "text": …}. The memory it takes does not grow with the collection.

            Examples:
              hoofbeat index corpus.jsonl --out corpus.index
            """))

    @Argument(help: "The collection, in lines of JSON.") var corpus: String
    @Option(help: ArgumentHelp("The file to write.", valueName: "file")) var out: String
    @Option(help: "The language of the texts.") var language = Language.english.tag

    func run() async throws {
        try await reporting {
            guard let language = Language(language) else {
                throw ValidationError("\(self.language) is no language, such as en.")
            }
            let bar = ProgressBar("Indexing")
            let count = try Outside.get().collections.index(corpus, out, language) {
                bar.update($0, of: $1)
            }
            print("\(counted(count, "text")) indexed.")
        }
    }
}

struct QueryCollection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Asks an index the queries of a file, and writes a TREC run.",
        discussion: help(
            """
            Each line of the queries is one in JSON: {"id": …, "text": …}. The run has a line for each \
            text that was found: query, Q0, text, rank, score, and hoofbeat.

            Examples:
              hoofbeat query --index corpus.index --queries queries.jsonl --run run.txt
            """))

    @Option(help: ArgumentHelp("What `hoofbeat index` wrote.", valueName: "file")) var index: String
    @Option(help: ArgumentHelp("The queries, in lines of JSON.", valueName: "file"))
    var queries: String
    @Option(name: .customLong("run"), help: ArgumentHelp("The run to write.", valueName: "file"))
    var runFile: String
    @Option(help: "At most so many texts for each query.") var limit = 1000
    @Option(help: "The language of the texts.") var language = Language.english.tag

    func validate() throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit is between 1 and 100000.")
        }
    }

    func run() async throws {
        try await reporting {
            guard let language = Language(language) else {
                throw ValidationError("\(self.language) is no language, such as en.")
            }
            let bar = ProgressBar("Asking")
            let seconds = try Outside.get().collections.query(
                index, queries, runFile, language, limit
            ) { bar.update($0, of: $1) }
            print("\(seconds.count) \(seconds.count == 1 ? "query" : "queries") asked.")
            guard let longest = seconds.sorted().percentile(99) else { return }
            print("99 of 100 took less than \(milliseconds(longest)).")
        }
    }
}

private func milliseconds(_ seconds: Double) -> String {
    "\((seconds * 10_000).rounded() / 10) ms"
}

extension [Double] {
    /// Of a sorted array: what so many of a hundred do not exceed; nil when it is empty.
    func percentile(_ percent: Int) -> Double? {
        isEmpty ? nil : self[Swift.min(count - 1, count * percent / 100)]
    }
}
