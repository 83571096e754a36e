internal import Foundation

/// Which file lies at a path: two are the same when they are one file of one disk.
struct FileIdentity: Equatable {
    private let device: UInt?
    private let number: UInt?

    /// Both nil when nothing lies there, or nothing that can be reached. By `stat(2)`, which follows symbolic
    /// links: each transaction asks.
    init(of path: String) {
        var found = stat()
        let isThere = stat(path, &found) == 0
        device = isThere ? UInt(found.st_dev) : nil
        number = isThere ? UInt(found.st_ino) : nil
    }
}
