internal import Content
internal import Foundation
internal import Manuscript

/// An edition's folder on disk, read whole into values. Files are opened one by one and never
/// through a link that leads outside; what cannot be read becomes a finding, not a failure.
struct EditionFolder {
    let path: String

    private static let mostFiles = 20_001

    func read() throws(FolderRefusal) -> Folder {
        let root = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw .noFolder(path) }
        var files: [String: Manuscript.Entry] = [:]
        collect(root, prefix: "", root: root.path + "/", depth: 0, into: &files)
        return Folder(files: files)
    }

    /// A number that changes when any file does, for a preview that watches the folder.
    func fingerprint() -> Int {
        var hasher = Hasher()
        let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey]
        let files = FileManager.default.enumerator(
            at: URL(fileURLWithPath: path), includingPropertiesForKeys: keys)
        while let file = files?.nextObject() as? URL {
            hasher.combine(file.path)
            do {
                let values = try file.resourceValues(forKeys: Set(keys))
                hasher.combine(values.contentModificationDate)
                hasher.combine(values.fileSize)
            } catch {
                // It went between listing and looking, which is a change, too.
                hasher.combine("gone")
            }
        }
        return hasher.finalize()
    }

    private func collect(
        _ folder: URL, prefix: String, root: String, depth: Int,
        into files: inout [String: Manuscript.Entry]
    ) {
        guard depth < 12 else {
            files[prefix] = .unreadable("it lies more than 12 folders deep")
            return
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            files[prefix.isEmpty ? "." : prefix] = .unreadable("\(error.localizedDescription)")
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            guard files.count < Self.mostFiles else { return }
            let url = folder.appendingPathComponent(name)
            let inside = prefix.isEmpty ? name : "\(prefix)/\(name)"
            let target = url.resolvingSymlinksInPath()
            guard (target.path + "/").hasPrefix(root) else {
                files[inside] = .leadsOutside
                continue
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) else {
                files[inside] = .unreadable("the link leads nowhere")
                continue
            }
            if isFolder.boolValue, target.path != url.path {
                // Followed, a link to a folder above would never end.
                files[inside] = .unreadable("it is a link to a folder, which is not followed")
            } else if isFolder.boolValue {
                collect(url, prefix: inside, root: root, depth: depth + 1, into: &files)
            } else {
                files[inside] = entry(target)
            }
        }
    }

    private func entry(_ file: URL) -> Manuscript.Entry {
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                return .unreadable("it is not a file")
            }
            let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            guard size <= Limits.fileBytes else { return .tooLarge(bytes: size) }
            return .bytes([UInt8](try Data(contentsOf: file)))
        } catch {
            return .unreadable(error.localizedDescription)
        }
    }
}

enum FolderRefusal: Error {
    case noFolder(String)
    case unreadableFile(String)

    var sentence: String {
        switch self {
        case .noFolder(let path): "there is no folder \(path)"
        case .unreadableFile(let path): "\(path) cannot be read as text in UTF-8"
        }
    }
}
