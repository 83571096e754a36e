internal import Foundation

/// Which file lies at a path: two are the same when they are one file of one disk.
struct FileIdentity: Equatable {
    private let device: Int?
    private let number: Int?

    /// Both nil when nothing lies there.
    init(of path: String) throws {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard FileManager.default.fileExists(atPath: file) else {
            (device, number) = (nil, nil)
            return
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        device = (attributes[.systemNumber] as? NSNumber)?.intValue
        number = (attributes[.systemFileNumber] as? NSNumber)?.intValue
    }
}
