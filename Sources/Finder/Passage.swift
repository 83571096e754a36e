internal import Rendering

/// Picks out of a text what fits a query best, and marks the words of it.
struct PassageMaker {
    private let stems: Set<UInt32>
    private let concepts: Set<UInt32>

    /// In bytes: some three lines.
    static let most = 280

    init(_ query: ReadQuery, _ numbering: Numbering) {
        stems = Set(query.telling.compactMap { numbering.numbers[query.words[$0].stem] })
        concepts = Set(query.concepts.compactMap { numbering.numbers[$0.concept] })
    }

    /// The line of a text that says most of what was looked for, or that part of it; its first line, where
    /// none says anything.
    func passage(of known: KnownText) -> [SearchSheet.Piece] {
        let bytes = Array(known.text.utf8)
        let marks = marks(in: known)
        var best: (line: Range<Int>, marks: ArraySlice<Mark>, worth: Int)?
        var rest = marks[...]
        for line in bytes.lines {
            let inside = rest.prefix { $0.range.upperBound <= line.upperBound }
            rest = rest.dropFirst(inside.count)
            let worth = Set(inside.map(\.meaning)).count
            if worth > best?.worth ?? -1 { best = (line, inside, worth) }
        }
        return best.map { pieces(bytes, $0.line, $0.marks.map(\.range)) } ?? []
    }

    private struct Mark {
        var range: Range<Int>
        /// What it says of what was looked for: two words for one thing say one thing.
        var meaning: UInt32
    }

    private func marks(in known: KnownText) -> [Mark] {
        var meanings: [Int: UInt32] = [:]
        for (number, word) in known.words.enumerated() where stems.contains(word.stem) {
            meanings[number] = word.stem
        }
        for named in known.concepts where concepts.contains(named.concept) {
            for number in named.firstWord..<named.endWord { meanings[Int(number)] = named.concept }
        }
        return meanings.sorted { $0.key < $1.key }.map { number, meaning in
            let word = known.words[number]
            return Mark(range: Int(word.start)..<Int(word.end), meaning: meaning)
        }
    }

    private func pieces(
        _ bytes: [UInt8], _ line: Range<Int>, _ marks: [Range<Int>]
    ) -> [SearchSheet.Piece] {
        let window = window(bytes, line, marks)
        var pieces: [SearchSheet.Piece] = []
        func add(_ range: Range<Int>, isMarked: Bool) {
            guard !range.isEmpty else { return }
            pieces.append(
                SearchSheet.Piece(
                    String(decoding: bytes[range], as: UTF8.self), isMarked: isMarked))
        }
        if window.lowerBound > line.lowerBound { pieces.append(SearchSheet.Piece("… ")) }
        var place = window.lowerBound
        for mark in marks where mark.lowerBound >= place && mark.upperBound <= window.upperBound {
            add(place..<mark.lowerBound, isMarked: false)
            add(mark, isMarked: true)
            place = mark.upperBound
        }
        add(place..<window.upperBound, isMarked: false)
        if window.upperBound < line.upperBound { pieces.append(SearchSheet.Piece(" …")) }
        return pieces
    }

    /// The part of a line that is shown: it begins and ends between words, and holds most of the marks.
    private func window(
        _ bytes: [UInt8], _ line: Range<Int>, _ marks: [Range<Int>]
    ) -> Range<Int> {
        guard line.count > PassageMaker.most else { return line }
        let best = marks.map(\.lowerBound).max { marks.held(from: $0) < marks.held(from: $1) }
        var start = max(line.lowerBound, (best ?? line.lowerBound) - 40)
        let space = UInt8(ascii: " ")
        if start > line.lowerBound, let gap = bytes[start..<line.upperBound].firstIndex(of: space) {
            start = gap + 1
        }
        var end = min(line.upperBound, start + PassageMaker.most)
        if end < line.upperBound, let gap = bytes[start..<end].lastIndex(of: space) { end = gap }
        return start..<end
    }
}

extension [UInt8] {
    fileprivate var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        while start < count {
            let end = self[start...].firstIndex(of: UInt8(ascii: "\n")) ?? count
            lines.append(start..<end)
            start = end + 1
        }
        return lines
    }
}

extension [Range<Int>] {
    /// How many of these stand in a window that begins a little before `start`.
    fileprivate func held(from start: Int) -> Int {
        count { $0.lowerBound >= start && $0.upperBound <= start + PassageMaker.most - 40 }
    }
}
