internal import Content

/// The text of a file: UTF-8, without byte order mark, with lines that end in a line feed alone.
/// So a copy with the line endings of another system is the same text.
struct SourceText: Sendable {
    let text: String
    /// The same in UTF-8: the file's own bytes, where nothing had to be changed in them.
    let bytes: [UInt8]

    /// Nil when the entry holds no text that could be read; the margin says why.
    init?(_ entry: Entry, _ margin: Margin) {
        switch entry {
        case .bytes(let bytes) where bytes.count <= Limits.fileBytes:
            let printable = printable(
                bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes, margin)
            guard let text = decoded(printable, margin) else { return nil }
            (self.text, self.bytes) = (text, printable)
        case .bytes, .tooLarge:
            margin.note(
                .fileTooLarge, line: 1,
                "The file has \(entry.byteCount) bytes; more than \(Limits.fileBytes) are not read.",
                remedy: "Split it, or make it smaller.")
            return nil
        case .leadsOutside:
            margin.note(
                .linkOutside, line: 1, "A symbolic link leads out of the edition's folder.",
                remedy: "Put the file itself here.")
            return nil
        case .unreadable(let reason):
            margin.note(
                .unreadableFile, line: 1, "The file cannot be read: \(reason).",
                remedy: "Check its permissions, or take it away.")
            return nil
        }
    }
}

private func decoded(_ bytes: [UInt8], _ margin: Margin) -> String? {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    margin.note(
        .notUTF8, line: lineOfFirstFault(bytes), "The file is not UTF-8 text.",
        remedy: "Save it in the encoding UTF-8.")
    return nil
}

/// Ends lines with a line feed alone, and puts a space for what no text needs: control characters,
/// overrides of direction, line separators, which would make cmark and libyaml count lines in different ways, and the
/// private use planes, which reading YAML borrows characters from.
private func printable(_ bytes: [UInt8], from first: Int = 1, _ margin: Margin) -> [UInt8] {
    guard bytes.contains(where: isSuspect) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    var line = first
    while index < bytes.count {
        let byte = bytes[index]
        if byte == 0x0D {
            result.append(0x0A)
            line += 1
            index += index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
            continue
        }
        if byte == 0x0A { line += 1 }
        let length = lengthOfUnprintable(in: bytes, at: index)
        if length > 0 {
            noteControlCharacter(line, margin)
            result.append(0x20)
        } else {
            result.append(byte)
        }
        index += max(1, length)
    }
    return result
}

private func lengthOfUnprintable(in bytes: [UInt8], at index: Int) -> Int {
    func next(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    switch bytes[index] {
    case 0x00..<0x09, 0x0B..<0x20, 0x7F: return 1
    case 0xC2 where (0x80..<0xA0).contains(next(1)): return 2
    case 0xE2 where next(1) == 0x80 && unprintableEnds.contains(next(2)): return 3
    case 0xF3 where next(1) >= 0xB0, 0xF4:
        return next(1) & 0xC0 == 0x80 && next(2) & 0xC0 == 0x80 && next(3) & 0xC0 == 0x80 ? 4 : 0
    default: return 0
    }
}

/// Of U+2028 and U+2029, which end lines, and of U+202D and U+202E, which show letters in another order than
/// they stand in: somebody would approve other words than they saw.
private let unprintableEnds: Set<UInt8> = [0xA8, 0xA9, 0xAD, 0xAE]

/// The same for a text whose file spells such a character: `\e` in YAML, `&#x202E;` in Markdown.
func printable(_ text: String, _ line: Int, _ margin: Margin) -> String {
    guard text.has(where: isSuspect) else { return text }
    let bytes = Array(text.utf8)
    let printed = printable(bytes, from: line, margin)
    return printed == bytes ? text : String(decoding: printed, as: UTF8.self)
}

/// Most texts hold none of these, and are what they are.
private func isSuspect(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x0A || byte == 0x7F || byte >= 0xC2
}

private func noteControlCharacter(_ line: Int, _ margin: Margin) {
    margin.note(
        .controlCharacter, line: line, "A character stands here that cannot be printed.",
        remedy: "Delete it; it may have come along with copied text.")
}

private func lineOfFirstFault(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    while true {
        switch decoder.decode(&iterator) {
        case .scalarValue(let scalar): if scalar == "\n" { line += 1 }
        case .emptyInput, .error: return line
        }
    }
}
