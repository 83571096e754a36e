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

    /// Whether no more edits than so many, and than a name of this length may have, lead to another.
    ///
    /// - Parameter other: its `letterMask`, by which nearly all are told to be too far.
    mutating func leads(to name: ArraySlice<UInt8>, mask other: UInt32, atMost edits: Int) -> Bool {
        let edits = min(edits, most)
        let bytes = edits * (scalars == nil ? 1 : 2)
        guard abs(name.count - letters.count) <= bytes,
            (other ^ mask).nonzeroBitCount <= 2 * bytes
        else { return false }
        guard scalars != nil else { return distance.to(name, atMost: edits) != nil }
        // Two letters of two bytes each that are changed about are four bytes, each another.
        guard distance.to(name, atMost: 4 * edits) != nil else { return false }
        let other = String(decoding: name, as: UTF8.self).unicodeScalars.map(\.value)
        return distanceOfScalars.to(other, atMost: edits) != nil
    }
}
