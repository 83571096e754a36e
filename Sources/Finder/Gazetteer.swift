internal import CDeflate
internal import Content
internal import Foundation

/// Towns and their names in many languages, from a file of GeoNames figures (Gazetteer/README.md). Some
/// 8 MB in memory: the file as it is, and where each name stands.
final class Gazetteer: Sendable {
    /// A line each, the largest town first: name, country, region, latitude, longitude, people, number,
    /// other names, between tabs.
    private let text: [UInt8]
    private let lines: [UInt32]
    /// The names as they are compared, one after another.
    private let letters: [UInt8]
    /// Sorted by their letters.
    private let names: [Name]
    /// The first lines, of towns of 100,000 people and more.
    private let large: [(country: Country, position: DirectoryEntry.Position)]
    /// Where the names are by which those go on the map.
    private let mainNames: [Int]
    /// By the code of a state, its largest towns.
    private let states: [String: [Int]]

    private struct Name {
        var start: UInt32
        var length: UInt8
        /// Whether it is the one that is shown.
        var isMain: Bool
        var town: UInt32
        /// Which letters there are: one bit each.
        var mask: UInt32

        var range: Range<Int> { Int(start)..<(Int(start) + Int(length)) }

        /// The names that are shown first, and of those the largest town's.
        var rank: (Int, UInt32) { (isMain ? 0 : 1, town) }
    }

    struct Town: Hashable, Sendable {
        /// Counted from the largest.
        var number: Int
        /// Its number among GeoNames, which it keeps.
        var id: Int
        var name: String
        var country: Country
        /// A state of the United States; empty elsewhere.
        var region: String
        var position: DirectoryEntry.Position
        var people: Int
    }

    enum Refusal: Error, Hashable {
        case unreadable(path: String)
    }

    init(path: String) throws {
        guard let packed = FileManager.default.contents(atPath: path),
            let text = unpacked(Array(packed))
        else { throw Refusal.unreadable(path: path) }
        self.text = text
        var (lines, letters, names): ([UInt32], [UInt8], [Name]) = ([], [], [])
        var folding = PlaceFolding()
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            if text[start] != UInt8(ascii: "#") {
                for (number, key) in Gazetteer.keys(of: text[start..<end], &folding).enumerated() {
                    names.append(
                        Name(
                            start: UInt32(letters.count), length: UInt8(key.count),
                            isMain: number == 0, town: UInt32(lines.count),
                            mask: letterMask(key)))
                    letters += key
                }
                lines.append(UInt32(start))
            }
            start = end + 1
        }
        names.sort { left, right in
            let order = compared(letters[left.range], letters[right.range])
            return order == 0 ? left.town < right.town : order < 0
        }
        (self.lines, self.letters, self.names) = (lines, letters, names)
        states = Gazetteer.states(lines, text)
        let large = Array(
            lines.indices.lazy.compactMap { Gazetteer.town($0, lines, text) }
                .prefix { $0.people >= 100_000 })
        self.large = large.map { ($0.country, $0.position) }
        mainNames = names.indices.filter { names[$0].isMain && names[$0].town < large.count }
    }

    /// The name, then the other names, as they are compared; without those too long to be typed.
    private static func keys(of line: ArraySlice<UInt8>, _ folding: inout PlaceFolding) -> [[UInt8]]
    {
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard fields.count == fieldCount else { return [] }
        let others = fields[fieldCount - 1].split(separator: UInt8(ascii: "|"))
        return ([fields[0]] + others).map { folding.key(of: $0) }.filter {
            (1...100).contains($0.count)
        }
    }

    private static let fieldCount = 8

    /// The first six towns of each state, which are its largest.
    private static func states(_ lines: [UInt32], _ text: [UInt8]) -> [String: [Int]] {
        var states: [String: [Int]] = [:]
        for (number, start) in lines.enumerated() {
            let fields = text[Int(start)...].split(
                separator: UInt8(ascii: "\t"), maxSplits: 3, omittingEmptySubsequences: false)
            guard fields.count > 3, !fields[2].isEmpty else { continue }
            let state = String(decoding: fields[2], as: UTF8.self)
            if states[state]?.count ?? 0 < 6 { states[state, default: []].append(number) }
        }
        return states
    }

    // MARK: Asking

    /// Towns of a name, and the large ones whose name begins with it; how well each fits, the best first.
    func towns(called key: String) -> [(town: Town, fit: Double)] {
        let wanted = Array(key.utf8)
        var fits: [Int: Double] = [:]
        for name in names[firstIndex(from: wanted)...] {
            let letters = letters[name.range]
            guard letters.starts(with: wanted) else { break }
            let isWhole = letters.count == wanted.count
            guard isWhole || letters[letters.startIndex + wanted.count] == UInt8(ascii: " ") else {
                continue
            }
            // Another name than the one on the map may be meant, but seldom is.
            let share = isWhole ? (name.isMain ? 1 : 0.1) : (name.isMain ? 0.4 : 0)
            fits[Int(name.town)] = max(fits[Int(name.town)] ?? 0, share)
        }
        return fits.compactMap { number, share in
            town(number).flatMap { town in
                share > 0 && (share != 0.4 || town.people >= 50_000)
                    ? (town, share * Double(max(1, town.people))) : nil
            }
        }.sorted { ($1.fit, $0.town.number) < ($0.fit, $1.town.number) }
    }

    /// The largest towns of a state, by its name; none where it is the name of none.
    func towns(ofState key: String) -> [Town] {
        (CountryNames.states[key].flatMap { states[$0] } ?? []).compactMap(town)
    }

    func largestTown(of country: Country) -> Town? {
        let code = Array(country.code.utf8)
        let number = lines.indices.first { number in
            let line = text[Int(lines[number])...]
            guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { return false }
            return line[(tab + 1)...].starts(with: code)
        }
        return number.flatMap(town)
    }

    /// The name that the fewest edits lead to, two at most; of several that of the largest town. A name that
    /// begins with another letter has no other slip, and is looked for among large towns alone.
    func nearest(to key: String) -> (name: String, edits: Int)? {
        let wanted = Array(key.utf8)
        guard var slip = Slip(key), let first = wanted.first else { return nil }
        let alike = firstIndex(from: [first])..<firstIndex(from: [first + 1])
        let others = mainNames.lazy.filter { !alike.contains($0) }
        let (near, other) = (
            nearest(alike, &slip, atMost: 1), nearest(others, &slip, atMost: 1)
        )
        if let other, near.map({ isFarLarger(other, $0) }) ?? true {
            return (word(of: other), 1)
        }
        // Single slips are by far the most, and names that may be two edits away are many to look at.
        return near.map { (word(of: $0), 1) }
            ?? nearest(alike, &slip, atMost: 2).map { (word(of: $0), 2) }
    }

    /// The likeliest of some names, by their places in `names`, that so few edits lead to.
    private func nearest(_ places: some Sequence<Int>, _ slip: inout Slip, atMost most: Int)
        -> Name?
    {
        var best: Name?
        for place in places {
            let name = names[place]
            if let best, best.rank <= name.rank { continue }
            if slip.leads(to: letters[name.range], mask: name.mask, atMost: most) { best = name }
        }
        return best
    }

    private func word(of name: Name) -> String {
        String(decoding: letters[name.range], as: UTF8.self)
    }

    private func isFarLarger(_ left: Name, _ right: Name) -> Bool {
        guard let left = town(Int(left.town)), let right = town(Int(right.town)) else {
            return false
        }
        return left.people > 20 * right.people
    }

    /// Countries in the order of how near a large town of theirs is, the nearest first; without those that
    /// have none.
    func countries(near position: DirectoryEntry.Position) -> [Country] {
        var nearest: [Country: Double] = [:]
        for town in large {
            let distance = position.kilometres(to: town.position)
            nearest[town.country] = min(distance, nearest[town.country] ?? .infinity)
        }
        return nearest.sorted { ($0.value, $0.key.code) < ($1.value, $1.key.code) }.map(\.key)
    }

    /// The nearest town of 100,000 people and more in the same country, another than this; nil when there
    /// is none within 200 km.
    func largeTown(near town: Town) -> Town? {
        var best: (number: Int, distance: Double)?
        for (number, large) in large.enumerated()
        where number != town.number && large.country == town.country {
            let distance = town.position.kilometres(to: large.position)
            if distance < best?.distance ?? 200 { best = (number, distance) }
        }
        return best.flatMap { self.town($0.number) }
    }

    private func town(_ number: Int) -> Town? { Gazetteer.town(number, lines, text) }

    private static func town(_ number: Int, _ lines: [UInt32], _ text: [UInt8]) -> Town? {
        let start = Int(lines[number])
        let fields = text[start...].prefix { $0 != UInt8(ascii: "\n") }
            .split(
                separator: UInt8(ascii: "\t"), maxSplits: fieldCount - 1,
                omittingEmptySubsequences: false
            )
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == fieldCount, let country = Country(fields[1]),
            let latitude = Double(fields[3]),
            let longitude = Double(fields[4]), let people = Int(fields[5]), let id = Int(fields[6]),
            let position = DirectoryEntry.Position(latitude: latitude, longitude: longitude)
        else { return nil }
        return Town(
            number: number, id: id, name: fields[0], country: country, region: fields[2],
            position: position, people: people)
    }

    /// Of the first name that is not before some letters.
    private func firstIndex(from wanted: [UInt8]) -> Int {
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if compared(letters[names[middle].range], wanted[...]) < 0 {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

/// Below 0 when the first comes before the second.
private func compared(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
            let length = min(left.count, right.count)
            let order = length == 0 ? 0 : memcmp(left.baseAddress!, right.baseAddress!, length)
            return order == 0 ? left.count - right.count : Int(order)
        }
    }
}

/// The bytes of a gzip file of at most 64 MB; nil when it is none.
private func unpacked(_ packed: [UInt8]) -> [UInt8]? {
    guard packed.count > 18, let decompressor = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard size < 64 << 20 else { return nil }
    var (bytes, count) = ([UInt8](repeating: 0, count: size), 0)
    let result = libdeflate_gzip_decompress(
        decompressor, packed, packed.count, &bytes, bytes.count, &count)
    return result == LIBDEFLATE_SUCCESS && count == size ? bytes : nil
}
