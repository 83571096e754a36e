internal import Foundation

/// Reads a file line by line, a piece at a time.
struct LineReader {
    let path: String
    let bytes: Int
    private(set) var bytesRead = 0
    private let handle: FileHandle
    private var rest = Data()
    private var number = 0
    private var isAtEnd = false

    struct Line {
        var path: String
        /// From 1.
        var number: Int
        var bytes: Data
    }

    init(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path)
        else {
            throw CollectionRefusal.unreadable(path)
        }
        self.path = path
        self.handle = handle
        bytes = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
    }

    private static let piece = 1 << 20
    private static let mostBytes = 64 << 20

    /// The next line that is not empty; nil at the end.
    mutating func next() throws -> Line? {
        while true {
            if let length = rest.lengthOfLine {
                let line = rest.prefix(length)
                rest = rest.dropFirst(length + 1)
                if let line = counted(line) { return line }
            } else if isAtEnd {
                let line = rest
                rest = Data()
                return line.isEmpty ? nil : counted(line)
            } else {
                try readOn()
            }
        }
    }

    private mutating func counted(_ line: Data) -> Line? {
        number += 1
        return line.isEmpty ? nil : Line(path: path, number: number, bytes: Data(line))
    }

    private mutating func readOn() throws {
        guard let more = try handle.read(upToCount: LineReader.piece), !more.isEmpty else {
            isAtEnd = true
            return
        }
        bytesRead += more.count
        rest = Data(rest) + more
        guard rest.count <= LineReader.mostBytes else {
            throw CollectionRefusal.badLine(
                path: path, line: number + 1, why: "it is longer than 64 MB")
        }
    }
}

extension Data {
    /// Of the first line without its end; nil where it does not end here. (By the C library: searching a
    /// `Data` takes ten times as long.)
    fileprivate var lengthOfLine: Int? {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let end = memchr(start, 0x0A, bytes.count) else {
                return nil
            }
            return UnsafeRawPointer(end) - start
        }
    }
}
