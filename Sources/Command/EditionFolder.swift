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
        let seen = names.filter { !$0.hasPrefix(".") }.sorted()
            .prefix(max(0, Self.mostFiles - files.count))
        // A disk answers several questions sooner than one after the other.
        let found = concurrentMap(Array(seen)) { name in
            look(at: folder.appendingPathComponent(name), within: root)
        }
        for (name, found) in zip(seen, found) {
            guard files.count < Self.mostFiles else { return }
            let inside = prefix.isEmpty ? name : "\(prefix)/\(name)"
            switch found {
            case .folder(let url):
                collect(url, prefix: inside, root: root, depth: depth + 1, into: &files)
            case .entry(let entry):
                files[inside] = entry
            }
        }
    }

    private enum Found {
        case folder(URL)
        case entry(Manuscript.Entry)
    }

    private func look(at url: URL, within root: String) -> Found {
        let target = url.resolvingSymlinksInPath()
        guard (target.path + "/").hasPrefix(root) else { return .entry(.leadsOutside) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) else {
            return .entry(.unreadable("the link leads nowhere"))
        }
        guard isFolder.boolValue else { return .entry(entry(target)) }
        // Followed, a link to a folder above would never end.
        return target.path == url.path
            ? .folder(url)
            : .entry(.unreadable("it is a link to a folder, which is not followed"))
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
    case unreadable(String, why: String)

    var sentence: String {
        switch self {
        case .noFolder(let path): "there is no folder \(path)"
        case .unreadable(let path, let why): "\(path) cannot be read: \(why)"
        }
    }
}
