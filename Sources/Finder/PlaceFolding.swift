/// Names of places as they are compared: letters and digits of their words in small letters without
/// accents, one space between words.
///
/// It remembers what it made of each letter: a gazetteer has a million of them, of a few hundred kinds.
struct PlaceFolding {
    private var known: [Unicode.Scalar: [UInt8]] = [:]

    /// - Parameter name: in UTF-8.
    mutating func key(of name: some Sequence<UInt8>) -> [UInt8] {
        var key: [UInt8] = []
        var isBetween = false
        var decoder = UTF8()
        var bytes = name.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&bytes) {
            if scalar.isASCII {
                let byte = UInt8(scalar.value)
                let isLetter = (byte | 0x20) &- 0x61 < 26
                guard isLetter || byte &- 0x30 < 10 else {
                    isBetween = !key.isEmpty
                    continue
                }
                add([isLetter ? byte | 0x20 : byte])
            } else if let letters = letters(of: scalar) {
                if !letters.isEmpty { add(letters) }
            } else {
                isBetween = !key.isEmpty
            }
        }
        return key

        func add(_ letters: [UInt8]) {
            if isBetween { key.append(UInt8(ascii: " ")) }
            isBetween = false
            key += letters
        }
    }

    /// Nothing for an accent that stands alone; nil for what stands between words.
    private mutating func letters(of scalar: Unicode.Scalar) -> [UInt8]? {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .modifierLetter: return []
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            if let letters = known[scalar] { return letters }
            let letters = Array(withoutAccents(String(scalar)).utf8)
            known[scalar] = letters
            return letters
        default: return nil
        }
    }
}

func placeKey(_ name: String) -> String {
    var folding = PlaceFolding()
    return String(decoding: folding.key(of: name.utf8), as: UTF8.self)
}
