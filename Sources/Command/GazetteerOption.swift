internal import ArgumentParser
internal import Foundation

/// The towns that readers name when they look for a hospital near them.
struct GazetteerOption: ParsableArguments {
    @Option(
        name: .customLong("gazetteer"),
        help: ArgumentHelp(
            "The towns that readers may name (default: \(Self.usual), where it is there).",
            valueName: "path"))
    var given: String?

    private static let usual = "Gazetteer/towns.tsv.gz"

    func validate() throws {
        if let given, !FileManager.default.isReadableFile(atPath: given) {
            throw ValidationError("--gazetteer: \(given) cannot be read.")
        }
    }

    /// Nil where there is none: then a hospital is found by its country alone.
    var path: String? {
        given ?? (FileManager.default.isReadableFile(atPath: Self.usual) ? Self.usual : nil)
    }
}
