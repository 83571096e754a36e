package import Content
internal import Foundation

/// Reads an edition. Never fails and never traps: what cannot be read becomes a finding, and the
/// rest of the edition is there all the same.
///
/// - Parameter today: the day to compare review dates with; nil asks for no such warnings.
package func read(_ folder: Folder, today: Day?) -> Reading {
    read(folder) { _ in today }
}

/// The same at an instant, whose day is that of the edition's time zone.
package func read(_ folder: Folder, now: Instant) -> Reading {
    read(folder) { zone in Day(of: now, in: zone) }
}

private func read(_ folder: Folder, _ today: (TimeZone) -> Day?) -> Reading {
    if let excess = folder.excess { return Reading(edition: Edition(), findings: [excess]) }
    var reader = EditionReader(folder)
    reader.readConfiguration()
    reader.readSynonyms()
    let zone = reader.edition.configuration.flatMap { TimeZone(identifier: $0.timeZone) }
    let today = today(zone ?? .gmt)
    reader.readReferences()
    reader.readStudies(today)
    reader.readCharts()
    reader.readDirectories(today)
    reader.readItems(today)
    reader.readPictures()
    reader.resolve()
    return Reading(edition: reader.edition, findings: reader.findings.sorted())
}

extension Folder {
    /// Why the folder is not read at all.
    fileprivate var excess: Finding? {
        let bytes = files.values.reduce(0) { $0 + $1.byteCount }
        guard files.count > Limits.folderFiles || bytes > Limits.folderBytes else { return nil }
        return Finding(
            Rule.folderTooLarge.code, file: "edition.yaml", line: 1,
            message: "The folder holds \(files.count) files of \(bytes) bytes, and is not read.",
            remedy: "Point at an edition; one has at most \(Limits.folderFiles) files.")
    }
}
