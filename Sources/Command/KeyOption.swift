internal import ArgumentParser
internal import Content
internal import Foundation
internal import Readership

/// The operator's key: what guards whatever readers give us.
struct KeyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file with the operator's key, 64 hexadecimal digits. Without it, what HOOFBEAT_KEY says; "
                + "else a file beside the database, made where there is none; beside PostgreSQL there is "
                + "no room for one.",
            valueName: "path"))
    var keyFile: String?

    static let variable = "HOOFBEAT_KEY"

    /// - Parameter isMade: whether a key is made where there is none.
    /// - Returns: the key, and where it was made just now; nil where it was there.
    func key(
        beside database: String, isMade: Bool = true
    ) throws -> (key: OperatorKey, made: String?) {
        if let keyFile { return (try key(in: keyFile), nil) }
        if let text = ProcessInfo.processInfo.environment[KeyOption.variable] {
            guard let key = OperatorKey(hexadecimal: text) else {
                throw KeyRefusal.notAKey("the variable \(KeyOption.variable)")
            }
            return (key, nil)
        }
        guard !DatabaseName.isServer(database) else { throw KeyRefusal.unnamed }
        let path = database + ".key"
        let isThere = FileManager.default.fileExists(atPath: path)
        guard isThere || isMade else { throw KeyRefusal.absent(path) }
        if !isThere { try makeKey(at: path) }
        return (try key(in: path), isThere ? nil : path)
    }

    /// Takes a key away that was made just now and is not wanted.
    static func remove(_ made: String) throws {
        try FileManager.default.removeItem(atPath: made)
    }

    private func key(in path: String) throws -> OperatorKey {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw KeyRefusal.unreadable(path)
        }
        guard let key = OperatorKey(hexadecimal: String(decoding: data, as: UTF8.self)) else {
            throw KeyRefusal.notAKey(path)
        }
        return key
    }

    /// Nobody else may read it, from the first byte on; whoever comes first makes it; and a power cut leaves
    /// a whole one or none, since it gets its name when it is on the disk.
    private func makeKey(at path: String) throws {
        let chance = Outside.get().chance
        let part = "\(path).\(hexadecimal(chance(8)))"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw KeyRefusal.unwritable(path) }
        defer { unlink(part) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data((hexadecimal(chance(32)) + "\n").utf8))
        try file.synchronize()
        guard link(part, path) == 0 || errno == EEXIST else { throw KeyRefusal.unwritable(path) }
        synchronizeFolder(of: path)
    }

    /// Where a system cannot do this, it keeps the name all the same.
    private func synchronizeFolder(of path: String) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

enum KeyRefusal: Error {
    case unreadable(String)
    case unwritable(String)
    /// The one with which addresses were kept is needed, and no new one.
    case absent(String)
    /// Somebody follows, and the key with which their addresses were kept has gone.
    case lost(String)
    /// Somebody follows, and this is not the key with which their addresses were kept.
    case foreign
    case notAKey(String)
    /// There is no file beside a database server.
    case unnamed

    var sentence: String {
        switch self {
        case .unreadable(let path): "the operator's key cannot be read: \(path)"
        case .unwritable(let path): "the operator's key cannot be made: \(path)"
        case .absent(let path):
            "the operator's key is not there: \(path). Give the one that `hoofbeat serve` has, with "
                + "--key-file or in the variable \(KeyOption.variable)"
        case .lost(let path):
            "somebody follows, and the operator's key with which their addresses were kept is not there: "
                + "\(path). Put it back, or give it with --key-file or in the variable "
                + KeyOption.variable
        case .foreign:
            "this is not the operator's key with which the addresses of those who follow were kept. Every "
                + "machine that serves a database needs the same one"
        case .notAKey(let place):
            "\(place) does not hold a key: 64 hexadecimal digits, as `openssl rand -hex 32` writes them"
        case .unnamed:
            "a PostgreSQL database needs the operator's key, the same for every machine that serves it: "
                + "give it with --key-file or in the variable \(KeyOption.variable). "
                + "`openssl rand -hex 32` makes one"
        }
    }
}
