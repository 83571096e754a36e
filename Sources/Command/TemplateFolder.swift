internal import Foundation
internal import Rendering

/// The built-in templates, with the files of a folder in their place.
func loadTemplates(_ folder: String?) throws -> Templates {
    guard let folder else { return try Templates() }
    var overrides: [String: String] = [:]
    let url = URL(fileURLWithPath: folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
        throw FolderRefusal.noFolder(folder)
    }
    for name in names where [".mustache", ".css", ".svg"].contains(where: name.hasSuffix) {
        let file = url.appendingPathComponent(name)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw FolderRefusal.unreadableFile(file.path)
        }
        overrides[name] = text
    }
    return try Templates(overrides: overrides)
}
