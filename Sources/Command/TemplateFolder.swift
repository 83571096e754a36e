internal import Foundation
internal import Rendering

/// The built-in templates, with the files of a folder in their place.
func loadTemplates(_ folder: String?) throws -> Templates {
    guard let folder else { return try Templates() }
    var overrides: [String: String] = [:]
    let url = URL(fileURLWithPath: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path)
    where [".mustache", ".css", ".svg"].contains(where: name.hasSuffix) {
        overrides[name] = try String(
            contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }
    return try Templates(overrides: overrides)
}
