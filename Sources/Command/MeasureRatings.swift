internal import ArgumentParser
internal import Content
internal import Readership

/// Ratings written in a loop with nothing around it: what the disk, the schema and the size of a
/// transaction allow at most. For `make bench`.
struct MeasureRatings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ratings")

    @Option var database: String
    @Option(help: "Ratings in each transaction.") var batch: Int
    @Option var seconds = 5

    func run() async throws {
        try await reporting {
            let outside = Outside.get()
            let store = try outside.open(database, .writing).readership
            let clock = ContinuousClock()
            var (count, spent) = (0, Duration.zero)
            while spent < .seconds(seconds) {
                // Making them up is not what is measured.
                let ratings = (0..<batch).compactMap { rating(count + $0, outside) }
                let start = clock.now
                try store.keep(ratings)
                spent += clock.now - start
                count += ratings.count
            }
            print("{\"per_second\": \(Int(Double(count) / (spent / .seconds(1))))}")
        }
    }

    private func rating(_ number: Int, _ outside: Outside) -> KeptRating? {
        guard let rater = Rater(outside.chance(32)), let item = ItemID("page-\(number % 600)"),
            let market = MarketID("int"), let mark = Rating.Mark(rawValue: number % 5 + 1)
        else { return nil }
        return KeptRating(
            Rating(
                item: item, rater: rater, mark: mark, answered: .yes, missing: nil,
                audience: Audience(market, .english), given: outside.now()), completes: true)
    }
}
