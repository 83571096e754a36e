/// The name of a place that somebody may have misspelt, and how far other names are from it.
struct Slip {
    private let letters: [UInt8]
    private let mask: UInt32
    private let most: Int
    /// Of a script whose letters have two bytes: then what is one edit in letters may be two here.
    private let scalars: [UInt32]?
    private var distance: EditDistance<UInt8>
    private var distanceOfScalars: EditDistance<UInt32>

    /// Nil for what is too short.
    init?(_ key: String) {
        letters = Array(key.utf8)
        let length = key.unicodeScalars.count
        guard length >= 4 else { return nil }
        most = length < 6 ? 1 : 2
        mask = letterMask(letters)
        scalars = length == letters.count ? nil : key.unicodeScalars.map(\.value)
        distance = EditDistance(letters)
        distanceOfScalars = EditDistance(scalars ?? [])
    }

    /// Whether a name of so many bytes, with these letters, can be so few edits away at all.
    func mayLead(to count: UInt8, mask other: UInt32, atMost edits: Int) -> Bool {
        let bytes = min(edits, most) * (scalars == nil ? 1 : 2)
        return abs(Int(count) - letters.count) <= bytes
            && (other ^ mask).nonzeroBitCount <= 2 * bytes
    }

    /// Nil for more than so many, or than a name of this length may have.
    mutating func edits(to name: ArraySlice<UInt8>, atMost edits: Int) -> Int? {
        let edits = min(edits, most)
        guard scalars != nil else { return distance.to(name, atMost: edits) }
        // Two letters of two bytes each that are changed about are four bytes, each another.
        guard distance.to(name, atMost: 4 * edits) != nil else { return nil }
        let other = String(decoding: name, as: UTF8.self).unicodeScalars.map(\.value)
        return distanceOfScalars.to(other, atMost: edits)
    }
}
