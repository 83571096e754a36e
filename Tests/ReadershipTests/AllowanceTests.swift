import Readership
import Testing

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

    @Test("an hour later as often again, and not before")
    func later() {
        var allowance = Allowance<String>(perHour: 2)
        let moments = [0, 0, hour - 1, hour + 1, hour + hour / 2, 3 * hour, 3 * hour]
        let taken = moments.map { allowance.take("office", atMilliseconds: $0) }
        #expect(taken == [true, true, false, false, true, true, true])
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

    @Test("what is remembered is bounded")
    func bounded() {
        var allowance = Allowance<Int>(perHour: 5, mostKeys: 100)
        var taken = 0
        for key in 0..<200 where allowance.take(key, atMilliseconds: 0) { taken += 1 }
        #expect(taken == 100)
        let isKnown = allowance.take(0, atMilliseconds: 0)
        #expect(isKnown)
    }
}
