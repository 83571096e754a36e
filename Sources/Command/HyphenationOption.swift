internal import Appraisal
internal import ArgumentParser
internal import Content
internal import Foundation

/// By what syllables are counted.
struct HyphenationOption: ParsableArguments {
    private static let usualPath = "/usr/share/hyphen/hyph_en_US.dic"

    @Option(
        help: ArgumentHelp(
            "Where English words may be broken, as Hunspell writes it.", valueName: "path"))
    var hyphenation = HyphenationOption.usualPath

    func dictionary() throws -> Hyphenation {
        guard let bytes = FileManager.default.contents(atPath: hyphenation) else {
            throw ScoreRefusal.noDictionary(hyphenation)
        }
        return Hyphenation(String(decoding: bytes, as: UTF8.self))
    }

    /// What is at hand without being named. Where there is none, texts are printed all the same, and
    /// nothing is said of their reading ease.
    static func usual() -> [Language: Hyphenation] {
        guard let bytes = FileManager.default.contents(atPath: usualPath) else { return [:] }
        return [.english: Hyphenation(String(decoding: bytes, as: UTF8.self))]
    }
}

enum ScoreRefusal: Error {
    case noDictionary(String)

    var sentence: String {
        switch self {
        case .noDictionary(let path):
            "there is no dictionary of hyphenation at \(path), by which syllables are counted "
                + "(Debian's package hyphen-en-us)"
        }
    }
}
