import Testing

@testable import Finder

@Suite("How many edits lead from one word to another")
struct EditDistanceTests {
    @Test("is the least of all ways there are, or nil where that is more than asked for")
    func definition() {
        let words = allWords(ofAtMost: 4)
        for word in words {
            var distance = EditDistance(word)
            for other in words {
                let least = edits(word[...], other[...])
                for most in 0...3 {
                    #expect(
                        distance.to(other, atMost: most) == (least <= most ? least : nil),
                        "\(word) to \(other), at most \(most)")
                }
            }
        }
    }

    @Test("is counted over words longer than the edits asked for")
    func longWords() {
        var distance = EditDistance(Array("barcelona".utf8))
        #expect(distance.to(Array("abrcelonaa".utf8), atMost: 2) == 2)
        #expect(distance.to(Array("barcelna".utf8), atMost: 2) == 1)
        #expect(distance.to(Array("arceloan".utf8), atMost: 2) == 2)
        #expect(distance.to(Array("marseille".utf8), atMost: 2) == nil)
    }

    /// Of two letters.
    private func allWords(ofAtMost length: Int) -> [[UInt8]] {
        var (words, longest): ([[UInt8]], [[UInt8]]) = ([[]], [[]])
        for _ in 0..<length {
            longest = longest.flatMap { [$0 + [0], $0 + [1]] }
            words += longest
        }
        return words
    }

    /// By the definition: from the ends of both, a letter too many, too few, another, or two changed about.
    private func edits(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
        guard let last = left.last, let otherLast = right.last else {
            return left.count + right.count
        }
        let (before, otherBefore) = (left.dropLast(), right.dropLast())
        var least = min(
            edits(before, right) + 1, edits(left, otherBefore) + 1,
            edits(before, otherBefore) + (last == otherLast ? 0 : 1))
        if last == otherBefore.last, otherLast == before.last {
            least = min(least, edits(before.dropLast(), otherBefore.dropLast()) + 1)
        }
        return least
    }
}
