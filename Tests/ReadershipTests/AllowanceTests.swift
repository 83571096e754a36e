import Testing

@testable import Readership

@Suite("So often in an hour, and no more")
struct AllowanceTests {
    private let hour: Int64 = 3_600_000

    @Test("up to the limit, for each key apart")
    func limit() {
        var allowance = Allowance<String>(perHour: 3)
        let keys = ["office", "office", "office", "office", "office", "home"]
        let taken = keys.map { allowance.take($0, atMilliseconds: 10) }
        #expect(taken == [true, true, true, false, false, true])
    }

    @Test("an hour later nothing is known any more, and for half of it all is")
    func later() {
        let minute = hour / 60
        for first in (0...60).map({ $0 * minute }) {
            var allowance = Allowance<String>(perHour: 1)
            // Time is cut from here.
            _ = allowance.take("home", atMilliseconds: 0)
            let moments = [first, first + 28 * minute, first + hour, first + hour]
            let taken = moments.map { allowance.take("office", atMilliseconds: $0) }
            #expect(taken == [true, false, true, false], "first at \(first / minute) minutes")
        }
    }

    @Test("what nobody asks for is forgotten, too")
    func forgotten() {
        var allowance = Allowance<String>(perHour: 1)
        _ = allowance.take("office", atMilliseconds: 0)
        let known = [hour / 2, hour - 1].map { moment in
            allowance.forget(atMilliseconds: moment)
            return !allowance.isEmpty
        }
        #expect(known == [true, false])
    }

    @Test("in any hour no more than twice as often, wherever it begins")
    func anyHour() {
        var allowance = Allowance<String>(perHour: 10)
        let minutes = (0..<300).map { Int64($0) * 60_000 }
        var taken: [Int64] = []
        for minute in minutes {
            for _ in 0..<4 where allowance.take("bot", atMilliseconds: minute) {
                taken.append(minute)
            }
        }
        #expect(taken.count > 10)
        for start in minutes {
            #expect(taken.count { $0 >= start && $0 < start + hour } <= 20)
        }
    }

    @Test("however many come from elsewhere, nobody gets more, and a reader is let in")
    func crowded() {
        var allowance = Allowance<Int>(perHour: 30)
        var bot = 0
        for key in 0..<100_000 {
            _ = allowance.take(key, atMilliseconds: 0)
            if key % 1000 == 0, allowance.take(-1, atMilliseconds: 0) { bot += 1 }
        }
        #expect(bot <= 30)
        let readers = (200_000..<201_000).filter { allowance.take($0, atMilliseconds: 0) }
        #expect(readers.count == 1000)
    }

    @Test("where so many came that nobody can tell them apart, it refuses")
    func flooded() {
        var allowance = Allowance<Int>(perHour: 3, counters: 16)
        for key in 0..<1000 { _ = allowance.take(key, atMilliseconds: 0) }
        let late = allowance.take(-1, atMilliseconds: 0)
        let later = allowance.take(-1, atMilliseconds: 3 * hour)
        #expect(!late && later)
    }
}
