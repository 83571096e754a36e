/// Two lower-case digits for each byte.
package func hexadecimal(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { output in
        for (index, byte) in bytes.enumerated() {
            output.initializeElement(at: 2 * index, to: digits[Int(byte >> 4)])
            output.initializeElement(at: 2 * index + 1, to: digits[Int(byte & 15)])
        }
        return 2 * bytes.count
    }
}

private let digits = Array("0123456789abcdef".utf8)

/// The bytes of lower- or upper-case digits; nil for anything else.
package func bytes(ofHexadecimal text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.compactMap { digit -> UInt8? in
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
