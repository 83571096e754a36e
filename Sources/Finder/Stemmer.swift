internal import CStemmer
internal import Content

/// What the forms of a word have in common, by the Snowball algorithm of a language
/// (https://snowballstem.org). A language without one keeps its words as they are.
final class Stemmer {
    private let stemmer: OpaquePointer?

    init(_ language: Language) {
        stemmer = sb_stemmer_new(language.tag, "UTF_8")
    }

    deinit {
        if let stemmer { sb_stemmer_delete(stemmer) }
    }

    /// Whether its language has an algorithm.
    var isAtHand: Bool { stemmer != nil }

    func stem(_ word: String) -> String {
        guard let stemmer else { return word }
        var word = word
        return word.withUTF8 { bytes in
            guard let stem = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else {
                return String(decoding: bytes, as: UTF8.self)
            }
            let length = Int(sb_stemmer_length(stemmer))
            return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
        }
    }
}
