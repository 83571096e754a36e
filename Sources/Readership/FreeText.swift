internal import Content

/// What a reader writes in their own words, looked over before anything of it is kept.
package enum FreeText {
    package enum Refusal: Error, Hashable, Sendable {
        case tooLong(count: Int, limit: Int)
        /// It holds something by which the reader, or somebody else, could be found.
        case identifies(Identifier)
    }

    /// The text as it may be kept: without control characters and signs that cannot be seen, and
    /// without white space around it. Nil when nothing is left.
    package static func read(_ typed: String, atMost limit: Int) throws(Refusal) -> String? {
        let text = cleaned(typed)
        guard !text.isEmpty else { return nil }
        let count = text.unicodeScalars.count
        guard count <= limit else { throw .tooLong(count: count, limit: limit) }
        if let identifier = Identifier(in: text) { throw .identifies(identifier) }
        return text
    }

    private static func cleaned(_ typed: String) -> String {
        guard !typed.isEmpty else { return "" }
        let lines = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var scalars = String.UnicodeScalarView()
        for scalar in lines.unicodeScalars where scalar == "\n" || !scalar.isUnseen {
            scalars.append(scalar == "\t" ? " " : scalar)
        }
        let text = String(scalars)
        let isSeen: (Character) -> Bool = { letter in
            !letter.isWhitespace && !letter.unicodeScalars.allSatisfy(\.isBlank)
        }
        guard let first = text.firstIndex(where: isSeen), let last = text.lastIndex(where: isSeen)
        else { return "" }
        return String(text[first...last])
    }
}

extension Unicode.Scalar {
    /// Takes no room on the screen and says nothing: controls, zero-width signs, marks of direction.
    /// The joiners within words of some scripts and within emoji stay.
    fileprivate var isUnseen: Bool {
        switch value {
        case 0x09: false
        case 0xAD, 0x180E, 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF: true
        default: isUnprintable
        }
    }

    /// Alone it shows nothing: joiners, selectors of a form, fillers, the empty pattern of braille, marks that
    /// stand on a letter, and what no font has.
    fileprivate var isBlank: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .privateUse, .unassigned: true
        default:
            properties.isDefaultIgnorableCodePoint || properties.isWhitespace || value == 0x2800
        }
    }
}
