package import Content

/// An edition's folder, as values: what a shell has read from the disk.
package struct Folder: Sendable {
    /// By path within the folder, with `/` between its parts: `en/treatments/prrt.md`.
    package var files: [String: Entry]

    package init(files: [String: Entry] = [:]) { self.files = files }
}

/// One file, or why there is none.
package enum Entry: Sendable {
    case bytes([UInt8])
    /// Larger than the shell cared to load.
    case tooLarge(bytes: Int)
    /// A symbolic link that leads out of the folder.
    case leadsOutside
    /// The reason, in the system's words.
    case unreadable(String)

    var byteCount: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .tooLarge(let bytes): bytes
        case .leadsOutside, .unreadable: 0
        }
    }
}

/// What reading gives: content, as far as it could be understood, and everything to mend.
package struct Reading: Sendable {
    package var edition: Edition
    /// In the order of file, line and code; no two are equal.
    package var findings: [Finding]

    package init(edition: Edition, findings: [Finding]) {
        (self.edition, self.findings) = (edition, findings)
    }
}

/// What keeps reading within bounded time and memory, whatever a folder holds.
package enum Limits {
    /// Of one file. A larger text is a mistake, not a page, and need not be loaded.
    package static let fileBytes = 1 << 20
    static let folderFiles = 20_000
    static let folderBytes = 256 << 20
    /// Levels of lists, quotes and emphasis in a text, and of maps and lists in YAML.
    static let depth = 32
    /// Without an empty line. cmark takes quadratic time within one paragraph for some inputs, such
    /// as a thousand `<?`; this bounds it to a tenth of a second.
    static let passageBytes = 16 << 10
    /// More are not written down; they come to light when these are mended.
    static let findingsInFile = 500
}
