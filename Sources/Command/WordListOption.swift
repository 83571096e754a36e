internal import ArgumentParser
internal import Content
internal import Foundation

/// The words that everybody knows, which a search does not take for misspelt ones.
struct WordListOption: ParsableArguments {
    @Option(
        name: .customLong("words"),
        help: ArgumentHelp(
            "English words, one in each line, that a search does not take for misspelt ones (default: "
                + "\(Self.usual), where it is there).", valueName: "path"))
    var given: String?

    private static let usual = "/usr/share/dict/british-english-small"

    func validate() throws {
        if let given, !FileManager.default.isReadableFile(atPath: given) {
            throw ValidationError("--words: \(given) cannot be read.")
        }
    }

    /// By language; empty where there is none: then the edition's own words are all that a search knows.
    var paths: [Language: String] {
        guard let english = Language("en"),
            given != nil || FileManager.default.isReadableFile(atPath: Self.usual)
        else { return [:] }
        return [english: given ?? Self.usual]
    }
}
