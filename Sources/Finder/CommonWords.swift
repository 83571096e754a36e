internal import Foundation

/// Words of a language that everybody knows, by their stems: who writes one did not misspell another.
///
/// Only a number of each is kept, of 32 bits. One word in tens of thousands is taken for a common one by
/// mistake, and is then not mended.
struct CommonWords: Sendable {
    /// Ascending.
    private let numbers: [UInt32]

    static let none = CommonWords(numbers: [])

    private init(numbers: [UInt32]) { self.numbers = numbers }

    /// - Parameter list: one word a line.
    init(_ list: some Sequence<Substring>, _ lexer: Lexer) {
        var numbers = list.compactMap { word -> UInt32? in
            guard !word.hasSuffix("'s"), let token = lexer.words(of: String(word)).first?.token
            else { return nil }
            return CommonWords.number(of: token.stem)
        }
        numbers.sort()
        self.numbers = numbers
    }

    /// Those of a file with one word a line, as systems have it under /usr/share/dict; none where there is no
    /// such file.
    init(path: String?, _ lexer: Lexer) {
        guard let path, let bytes = FileManager.default.contents(atPath: path) else {
            self = .none
            return
        }
        self.init(
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline), lexer)
    }

    func hold(_ token: Lexer.Token) -> Bool {
        let number = CommonWords.number(of: token.stem)
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number
    }

    /// By the hash of Fowler, Noll and Vo (FNV-1a, 32 bits).
    private static func number(of stem: String) -> UInt32 {
        stem.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
