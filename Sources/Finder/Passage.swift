internal import Content
internal import Rendering

/// Picks out of a text what fits a query best, and marks the words of it.
struct PassageMaker {
    let query: ReadQuery
    let lexer: Lexer
    let concepts: Concepts
    private let wanted: Set<String>
    private let wantedConcepts: Set<String>

    /// In bytes: some three lines.
    static let most = 280

    init(_ query: ReadQuery, _ lexer: Lexer, _ concepts: Concepts) {
        self.query = query
        self.lexer = lexer
        self.concepts = concepts
        wanted = Set(query.telling.map { query.words[$0].stem })
        wantedConcepts = Set(query.concepts.map(\.concept))
    }

    /// The line of a text that says most of what was looked for, or that part of it.
    func passage(of text: String) -> [SearchSheet.Piece] {
        var best: (line: Substring, marks: [Range<Int>], worth: Int)?
        for line in text.split(separator: "\n").prefix(60) {
            let (marks, worth) = marks(in: String(line))
            if worth > best?.worth ?? -1 { best = (line, marks, worth) }
        }
        guard let best else { return [] }
        return pieces(Array(best.line.utf8), best.marks)
    }

    /// Where a line says what was looked for, in bytes; and how many different things.
    private func marks(in line: String) -> (marks: [Range<Int>], worth: Int) {
        let words = lexer.words(of: line)
        let stems = words.map(\.token.stem)
        var isMarked = stems.map { wanted.contains($0) }
        var different = Set(stems).intersection(wanted).count
        for found in concepts.found(in: stems) where wantedConcepts.contains(found.concept) {
            different += 1
            for place in found.range { isMarked[place] = true }
        }
        return (words.indices.filter { isMarked[$0] }.map { words[$0].range }, different)
    }

    private func pieces(_ line: [UInt8], _ marks: [Range<Int>]) -> [SearchSheet.Piece] {
        let window = window(line, marks)
        var pieces: [SearchSheet.Piece] = []
        func add(_ range: Range<Int>, isMarked: Bool) {
            guard !range.isEmpty else { return }
            pieces.append(
                SearchSheet.Piece(
                    String(decoding: line[range], as: UTF8.self), isMarked: isMarked))
        }
        if window.lowerBound > 0 { pieces.append(SearchSheet.Piece("… ")) }
        var place = window.lowerBound
        for mark in marks where mark.lowerBound >= place && mark.upperBound <= window.upperBound {
            add(place..<mark.lowerBound, isMarked: false)
            add(mark, isMarked: true)
            place = mark.upperBound
        }
        add(place..<window.upperBound, isMarked: false)
        if window.upperBound < line.count { pieces.append(SearchSheet.Piece(" …")) }
        return pieces
    }

    /// The part of a line that is shown: it begins and ends between words, and holds most of the marks.
    private func window(_ line: [UInt8], _ marks: [Range<Int>]) -> Range<Int> {
        guard line.count > PassageMaker.most else { return 0..<line.count }
        let starts = marks.map(\.lowerBound)
        let best = starts.max { left, right in
            marks.held(from: left) < marks.held(from: right)
        }
        var start = max(0, (best ?? 0) - 40)
        if start > 0, let space = line[start...].firstIndex(of: UInt8(ascii: " ")) {
            start = space + 1
        }
        var end = min(line.count, start + PassageMaker.most)
        if end < line.count, let space = line[start..<end].lastIndex(of: UInt8(ascii: " ")) {
            end = space
        }
        return start..<end
    }
}

extension [Range<Int>] {
    /// How many of these stand in a window that begins a little before `start`.
    fileprivate func held(from start: Int) -> Int {
        count { $0.lowerBound >= start && $0.upperBound <= start + PassageMaker.most - 40 }
    }
}
