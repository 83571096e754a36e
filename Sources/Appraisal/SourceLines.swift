package import Content

extension Item {
    /// The line of its file on which some words begin. Markup keeps no lines, so the words are looked
    /// for in the text it was read from, without marks, citations and the targets of links. The item's
    /// own line where they do not stand there as they are printed (`{emergency}`, say).
    package func line(of words: String) -> Int {
        let sought = SourceWords(Array(words.utf8)).words.prefix(8)
        let found = SourceWords(source)
        guard let start = found.start(of: sought) ?? found.start(of: sought.prefix(4)) else {
            return place.line
        }
        return place.line + found.breaks[start]
    }
}

/// The words of a text in Markdown or YAML.
private struct SourceWords {
    private(set) var words: [[UInt8]] = []
    /// How many lines end before each.
    private(set) var breaks: [Int] = []

    init(_ source: [UInt8]) {
        var (word, line, index) = ([UInt8](), 0, 0)
        while index < source.count {
            let byte = source[index]
            if isOfWord(byte) {
                word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            } else {
                close(&word, line)
                if byte == UInt8(ascii: "\n") { line += 1 }
                if let end = endOfTarget(source, index) { index = end }
            }
            index += 1
        }
        close(&word, line)
    }

    func start(of sought: ArraySlice<[UInt8]>) -> Int? {
        guard !sought.isEmpty, words.count >= sought.count else { return nil }
        return (0...(words.count - sought.count)).first {
            words[$0..<($0 + sought.count)].elementsEqual(sought)
        }
    }

    private mutating func close(_ word: inout [UInt8], _ line: Int) {
        guard !word.isEmpty else { return }
        words.append(word)
        breaks.append(line)
        word = []
    }
}

private func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
    default: false
    }
}

/// The end of a citation (`[@key]`) or of a link's target (`](…)`) that begins there.
private func endOfTarget(_ source: [UInt8], _ index: Int) -> Int? {
    let pair = source[index...].prefix(2)
    let closing: UInt8
    switch String(decoding: pair, as: UTF8.self) {
    case "[@": closing = UInt8(ascii: "]")
    case "](": closing = UInt8(ascii: ")")
    default: return nil
    }
    // Neither goes on for long; a bracket left open must not hide the rest.
    return source[index...].prefix(500).dropFirst(2).firstIndex(of: closing)
}
