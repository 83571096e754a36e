extension JSON {
    /// - Throws: where the bytes are anything but one value, with white space around it.
    package init(reading bytes: ArraySlice<UInt8>) throws(Refusal) {
        let read = bytes.withUnsafeBufferPointer { bytes in
            var reader = JSONReader(bytes: bytes)
            return Result { () throws(Refusal) in try reader.whole() }
        }
        self = try read.get()
    }
}

/// Reads values from bytes, one after another.
private struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    /// Nothing that is kept is deeper than a handful; bytes made to exhaust the stack are.
    private static let greatestDepth = 64

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func whole() throws(JSON.Refusal) -> JSON {
        let value = try value(depth: 0)
        guard next() == nil else { throw malformed }
        return value
    }

    private var malformed: JSON.Refusal { .malformed(offset: offset) }

    private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The first byte that is no white space.
    private mutating func next() -> UInt8? {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
        return byte
    }

    private mutating func take(_ expected: UInt8) throws(JSON.Refusal) {
        guard next() == expected else { throw malformed }
        offset += 1
    }

    private mutating func takes(_ expected: UInt8) -> Bool {
        guard next() == expected else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSON.Refusal) -> JSON {
        guard depth < Self.greatestDepth else { throw malformed }
        switch next() {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .list(try elements(depth: depth))
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func elements(depth: Int) throws(JSON.Refusal) -> [JSON] {
        offset += 1
        var elements: [JSON] = []
        if takes(UInt8(ascii: "]")) { return elements }
        repeat { elements.append(try value(depth: depth + 1)) } while takes(UInt8(ascii: ","))
        try take(UInt8(ascii: "]"))
        return elements
    }

    private mutating func members(depth: Int) throws(JSON.Refusal) -> [JSON.Member] {
        offset += 1
        var members: [JSON.Member] = []
        if takes(UInt8(ascii: "}")) { return members }
        repeat {
            guard next() == UInt8(ascii: "\"") else { throw malformed }
            let name = try text()
            guard !members.contains(where: { $0.name == name }) else { throw malformed }
            try take(UInt8(ascii: ":"))
            members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
        } while takes(UInt8(ascii: ","))
        try take(UInt8(ascii: "}"))
        return members
    }

    private mutating func word(
        _ word: StaticString, _ value: JSON
    ) throws(JSON.Refusal) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard byte == word.utf8Start[index] else { throw malformed }
            offset += 1
        }
        return value
    }

    // MARK: Numbers

    private mutating func number() throws(JSON.Refusal) -> JSON {
        let start = offset
        if byte == UInt8(ascii: "-") { offset += 1 }
        let whole = offset
        try digits()
        guard offset == whole + 1 || bytes[whole] != UInt8(ascii: "0") else { throw malformed }
        var isWhole = true
        if byte == UInt8(ascii: ".") {
            offset += 1
            try digits()
            isWhole = false
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            offset += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { offset += 1 }
            try digits()
            isWhole = false
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let number = Int64(text) { return .integer(number) }
        guard let number = Double(text), number.isFinite else { throw malformed }
        return .real(number)
    }

    private mutating func digits() throws(JSON.Refusal) {
        let start = offset
        while let byte, (0x30...0x39).contains(byte) { offset += 1 }
        guard offset > start else { throw malformed }
    }

    // MARK: Texts

    private mutating func text() throws(JSON.Refusal) -> String {
        offset += 1
        let start = offset
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            offset += 1
        }
        guard byte == UInt8(ascii: "\"") else { return try escapedText(from: start) }
        offset += 1
        return try string(bytes[start..<(offset - 1)])
    }

    private func string(_ bytes: some Collection<UInt8>) throws(JSON.Refusal) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw malformed }
        return text
    }

    private mutating func escapedText(from start: Int) throws(JSON.Refusal) -> String {
        var text = Array(bytes[start..<offset])
        while let byte, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw malformed }
            offset += 1
            if byte == UInt8(ascii: "\\") { try unescape(into: &text) } else { text.append(byte) }
        }
        guard byte != nil else { throw malformed }
        offset += 1
        return try string(text)
    }

    private mutating func unescape(into text: inout [UInt8]) throws(JSON.Refusal) {
        guard let byte else { throw malformed }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += String(try scalar()).utf8
        default: throw malformed
        }
    }

    /// Of four digits; of two times four where it lies beyond them (RFC 8259 §7).
    private mutating func scalar() throws(JSON.Refusal) -> Unicode.Scalar {
        let first = try fourDigits()
        guard UTF16.isLeadSurrogate(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw malformed }
            return scalar
        }
        guard byte == UInt8(ascii: "\\") else { throw malformed }
        offset += 1
        guard byte == UInt8(ascii: "u") else { throw malformed }
        offset += 1
        let second = try fourDigits()
        guard UTF16.isTrailSurrogate(second),
            let scalar = Unicode.Scalar(
                0x1_0000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
        else { throw malformed }
        return scalar
    }

    private mutating func fourDigits() throws(JSON.Refusal) -> UInt16 {
        var number: UInt16 = 0
        for _ in 0..<4 {
            guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed
            }
            number = number << 4 | UInt16(digit)
            offset += 1
        }
        return number
    }
}
