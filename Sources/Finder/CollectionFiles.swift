package import Content
internal import Foundation

/// Whether two paths lead to one file that is there.
func isSameFile(_ first: String, _ second: String) -> Bool {
    var (a, b) = (stat(), stat())
    return stat(first, &a) == 0 && stat(second, &b) == 0 && a.st_dev == b.st_dev
        && a.st_ino == b.st_ino
}

extension TextCollection {
    /// Asks every query of a file, and writes the run to another.
    ///
    /// - Returns: how long each took, in seconds.
    /// - Throws: `CollectionRefusal`; then nothing is left at `run`, and what was there stays.
    package static func query(
        _ index: String, _ queries: String, run: String, _ language: Language, limit: Int,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> [Double] {
        for file in [index, queries] where isSameFile(file, run) {
            throw CollectionRefusal.overwriting(file)
        }
        let collection = try TextCollection(index, language)
        let part = run + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil),
            let file = FileHandle(forWritingAtPath: part)
        else { throw CollectionRefusal.unwritable(run) }
        do {
            let seconds = try collection.run(queries, limit: limit) {
                try file.write(contentsOf: Data($0.utf8))
            } progress: {
                progress($0, $1)
            }
            try file.close()
            guard rename(part, run) == 0 else { throw CollectionRefusal.unwritable(run) }
            return seconds
        } catch {
            unlink(part)
            throw error
        }
    }
}
