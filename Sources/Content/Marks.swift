/// How readers rated an item: how many of them gave it 1, 2, 3, 4 or 5.
package struct Marks: Hashable, Sendable {
    /// Five numbers: of those who gave a 1, a 2 …
    package let counts: [Int]

    package init(counts: [Int]) {
        precondition(counts.count == 5, "there are five marks")
        precondition(counts.allSatisfy { $0 >= 0 }, "nobody takes away more than was given")
        self.counts = counts
    }

    package static let none = Marks(counts: [0, 0, 0, 0, 0])

    /// How many readers rated it.
    package var total: Int { counts.reduce(0, +) }

    /// The sum of all marks.
    package var sum: Int { counts.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element } }

    /// The mean in tenths, 44 for 4.4, halves rounded up; nil when nobody rated it.
    package var meanInTenths: Int? { total == 0 ? nil : (20 * sum + total) / (2 * total) }

    /// Below this, one more reader may turn the figure round, and the words say so.
    package static let few = 10

    /// A mean that can be compared, in thousandths: as if ten readers had given 3.5 beforehand. So one
    /// reader's 5 does not come before the 4.8 of many, and what nobody rated stands in the middle.
    package var standing: Int { (sum * 1000 + 35_000) / (total + 10) }
}
