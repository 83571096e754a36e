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

    mutating func edits(to name: ArraySlice<UInt8>, mask other: UInt32) -> Int? {
        let bytes = scalars == nil ? most : 2 * most
        guard abs(name.count - letters.count) <= bytes,
            (other ^ mask).nonzeroBitCount <= 2 * bytes,
            let edits = distance.to(name, atMost: bytes)
        else { return nil }
        guard scalars != nil else { return edits }
        let other = String(decoding: name, as: UTF8.self).unicodeScalars.map(\.value)
        return distanceOfScalars.to(other, atMost: most)
    }
}
