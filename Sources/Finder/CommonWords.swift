internal import Foundation

/// Words of a language that everybody knows, by their stems: who writes one did not misspell another.
struct CommonWords: Sendable {
    private let stems: Set<String>

    static let none = CommonWords(stems: [])

    private init(stems: Set<String>) { self.stems = stems }

    /// Those of a file with one word a line, as systems have it under /usr/share/dict; none where there is no
    /// such file.
    init(path: String?, _ lexer: Lexer) {
        guard let path, let bytes = FileManager.default.contents(atPath: path) else {
            self = .none
            return
        }
        let words = lexer.words(of: String(decoding: bytes, as: UTF8.self))
        stems = Set(words.map(\.token.stem))
    }

    func hold(_ token: Lexer.Token) -> Bool { stems.contains(token.stem) }
}
