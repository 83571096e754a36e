internal import Foundation
internal import Rendering

/// The built-in templates, with the files of a folder in their place.
func loadTemplates(_ folder: String?) throws -> Templates {
    guard let folder else { return try Templates() }
    var overrides: [String: String] = [:]
    let url = URL(fileURLWithPath: folder)
    guard FileManager.default.fileExists(atPath: url.path) else {
        throw FolderRefusal.noFolder(folder)
    }
    for name in try reading(url, { try FileManager.default.contentsOfDirectory(atPath: $0.path) })
    where [".mustache", ".css", ".svg"].contains(where: name.hasSuffix) {
        let file = url.appendingPathComponent(name)
        guard
            let text = String(
                validating: try reading(file) { try Data(contentsOf: $0) }, as: UTF8.self)
        else {
            throw FolderRefusal.unreadable(file.path, why: "it is not text in UTF-8")
        }
        overrides[name] = text
    }
    return try Templates(overrides: overrides)
}

private func reading<Value>(_ url: URL, _ read: (URL) throws -> Value) throws -> Value {
    do {
        return try read(url)
    } catch {
        throw FolderRefusal.unreadable(url.path, why: error.localizedDescription)
    }
}
