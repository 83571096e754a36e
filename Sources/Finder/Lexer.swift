internal import Content

/// Cuts texts into words, and reduces each to the token under which it is found.
///
/// A token is letters and digits alone, whatever a text holds: no query can mean anything to the
/// database but words.
final class Lexer {
    private let stemmer: Stemmer
    /// Of words met before: most of a text is a few thousand words, again and again.
    private var known: [String: Token] = [:]
    private let mostKnown = 100_000

    init(_ language: Language) { stemmer = Stemmer(language) }

    struct Token: Hashable, Sendable {
        /// In one spelling, without case and accents.
        var word: String
        var stem: String
    }

    /// A word of a text, and where it stands there, in bytes of UTF-8.
    struct Word: Hashable, Sendable {
        var token: Token
        var range: Range<Int>
        /// Nothing but a hyphen, a slash or a point stands between it and the word before: Ga-68.
        var isJoined: Bool
    }

    func words(of text: String) -> [Word] {
        var words: [Word] = []
        scan(text) { words.append($0) }
        return words
    }

    func token(of word: String) -> Token {
        if let token = known[word] { return token }
        let folded = folded(word)
        let token = Token(word: folded, stem: stemmer.stem(folded))
        if known.count >= mostKnown { known.removeAll(keepingCapacity: true) }
        known[word] = token
        return token
    }

    /// A text's tokens between spaces; at the end words that a hyphen joins, as one.
    func tokens(_ text: String) -> String {
        var tokens = ""
        tokens.reserveCapacity(text.utf8.count + 16)
        var joined: [String] = []
        var last = ""
        scan(text) { word in
            tokens += word.token.stem
            tokens += " "
            if word.isJoined { joined.append(last + word.token.stem) }
            last = word.token.stem
        }
        return joined.isEmpty ? tokens : tokens + joined.joined(separator: " ")
    }

    /// Tells each word in its order.
    func scan(_ text: String, _ tell: (Word) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            var cursor = Cursor(bytes)
            while let range = cursor.nextWord() {
                let raw = Substring(decoding: bytes[range], as: UTF8.self)
                tell(Word(token: token(of: String(raw)), range: range, isJoined: cursor.isJoined))
            }
        }
    }
}

/// Finds the words in UTF-8: runs of letters, digits and marks. What is left of a word behind an
/// apostrophe belongs to none, and neither does a letter before one: doctor's is doctor, d'Hebron Hebron.
private struct Cursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    private var lastEnd = -1
    private(set) var isJoined = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func nextWord() -> Range<Int>? {
        var isAfterApostrophe = false
        while place < bytes.count {
            let letter = letter(at: place)
            guard letter.isOfWord else {
                isAfterApostrophe = letter.isApostrophe && place == lastEnd
                place += letter.length
                continue
            }
            let start = place
            place = end(of: start)
            let isRest = isAfterApostrophe && place - start <= 2
            let isElided = place - start == 1 && isApostrophe(at: place)
            if isRest || isElided {
                isAfterApostrophe = isElided
                lastEnd = isElided ? place : -1
                continue
            }
            isJoined =
                !isAfterApostrophe && lastEnd >= 0 && start == lastEnd + 1 && joins(bytes[lastEnd])
            lastEnd = place
            return start..<place
        }
        return nil
    }

    private func isApostrophe(at place: Int) -> Bool {
        place < bytes.count && letter(at: place).isApostrophe
    }

    private func end(of start: Int) -> Int {
        var end = start
        while end < bytes.count {
            let letter = letter(at: end)
            guard letter.isOfWord else { break }
            end += letter.length
        }
        return end
    }

    private func joins(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }

    private struct Letter {
        var isOfWord = false
        var isApostrophe = false
        var length = 1
    }

    private func letter(at place: Int) -> Letter {
        let byte = bytes[place]
        guard byte >= 0x80 else {
            return Letter(
                isOfWord: isAlphanumeric(byte), isApostrophe: byte == UInt8(ascii: "'"))
        }
        var decoder = Unicode.UTF8.ForwardParser()
        var rest = bytes[place..<min(place + 4, bytes.count)].makeIterator()
        guard case .valid(let encoded) = decoder.parseScalar(from: &rest) else {
            return Letter()
        }
        let scalar = Unicode.UTF8.decode(encoded)
        return Letter(
            isOfWord: isOfWord(scalar.properties.generalCategory),
            isApostrophe: scalar == "\u{2019}",
            length: encoded.count)
    }

    private func isOfWord(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
