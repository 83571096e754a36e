internal import Content

extension String {
    /// Without white space at either end.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return first == startIndex && index(after: last) == endIndex
            ? self : String(self[first...last])
    }

    /// Whether nobody would see anything of it.
    var isUnseen: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isUnprintable }
    }

    /// Whether one of its bytes is so. Over the bytes in place, which takes a tenth of the time that
    /// `utf8.contains` does.
    func has(where isSo: (UInt8) -> Bool) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.contains(where: isSo) }
            ?? utf8.contains(where: isSo)
    }
}
