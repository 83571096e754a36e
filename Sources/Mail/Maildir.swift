internal import Content
package import Foundation
package import Readership
internal import Synchronization

/// Lays letters into a folder as a mail server would (the Maildir of qmail): so a mail program can read
/// them, or another program send them on, and a site works on one machine without a server.
package struct Maildir: MailCarrier {
    private let folder: URL
    private let sender: Sender

    package init(_ folder: URL, from sender: Sender) {
        (self.folder, self.sender) = (folder, sender)
    }

    package func lane() -> any MailLane { MaildirLane(folder: folder, sender: sender) }
}

private struct MaildirLane: MailLane {
    let folder: URL
    let sender: Sender

    /// Under the letter's own name: one that is handed over again takes its own place.
    func hand(_ mail: Mail) async throws(MailTrouble) {
        let temporary = folder.appendingPathComponent("tmp/\(mail.name.text)")
        let place = folder.appendingPathComponent("new/\(mail.name.text)")
        do {
            try makeFolders()
            try write(Message(mail, from: sender).bytes, to: temporary)
            guard rename(temporary.path, place.path) == 0 else { throw DiskTrouble(errno) }
            try synchronise(folder.appendingPathComponent("new"))
        } catch {
            throw .away("the folder for mail cannot be written: \(error)")
        }
    }

    func close() async {}

    /// Nobody else on the machine may read what is sent.
    private func makeFolders() throws {
        for name in ["tmp", "new", "cur"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(name), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
    }

    private func write(_ bytes: [UInt8], to file: URL) throws {
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DiskTrouble(errno) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(bytes))
        try handle.synchronize()
        try handle.close()
    }

    /// Else a power cut might take the name away, and the letter with it.
    private func synchronise(_ folder: URL) throws {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskTrouble(errno) }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DiskTrouble(errno) }
    }
}

/// What the disk said, in the system's words.
private struct DiskTrouble: Error, CustomStringConvertible {
    let code: Int32

    init(_ code: Int32) { self.code = code }

    var description: String { String(cString: strerror(code)) }
}
