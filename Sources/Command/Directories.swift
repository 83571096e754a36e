internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript

/// The hospitals and groups of an edition, as a table for a spreadsheet and back.
struct Directories: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract:
            "Takes hospitals or groups to a spreadsheet and back, and says what to look into.",
        subcommands: [
            ExportDirectory.self, ImportDirectory.self, DiffDirectory.self, CheckDirectory.self,
        ])
}

extension DirectoryEntry.Directory: ExpressibleByArgument {}

struct DirectoryOptions: ParsableArguments {
    @Argument(help: "clinics, or groups.") var directory: DirectoryEntry.Directory
    @Option(help: ArgumentHelp("The edition.", valueName: "folder")) var edition = "Editions/nets"

    var url: URL {
        URL(fileURLWithPath: edition).appendingPathComponent("\(directory.rawValue).yaml")
    }

    func text() throws -> String {
        guard let bytes = FileManager.default.contents(atPath: url.path),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw DirectoryRefusal.unreadable("\(url.path) is no text that can be read") }
        return text.replacing("\r\n", with: "\n")
    }

    var today: Day { Day(of: Outside.get().now(), in: .gmt) }

    /// Notes on standard error what somebody should look into. That nobody confirmed an entry is counted
    /// alone: of most entries nobody has.
    func noteFindings(of table: DirectoryTable) {
        let findings = table.findings(in: directory, today: today)
        let others = findings.filter { !$0.isOfUnconfirmedEntry }
        for finding in others { note(finding.lines) }
        note(
            counted(findings.count, "warning")
                + "; of entries that nobody has confirmed: \(findings.count - others.count), which "
                + "`hoofbeat directory check \(directory.rawValue)` lists")
    }

    /// Refuses a text for the directory's file with which the edition would have errors that it has not.
    func require(_ text: String) throws {
        var folder = try EditionFolder(path: edition).read()
        let before = Set(errors(in: folder).map(\.message))
        folder.files[url.lastPathComponent] = .bytes(Array(text.utf8))
        let new = errors(in: folder).filter { !before.contains($0.message) }
        guard new.isEmpty else { throw TableRefusal.errors(new.map(\.lines)) }
    }

    private func errors(in folder: Folder) -> [Finding] {
        read(folder, today: today).findings.filter { $0.severity == .error }
    }
}

struct ExportDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Prints a directory as a table (CSV).",
        discussion: help(
            """
            A row for each entry; what the table has no column for, such as a second town, stays in the \
            file. `source` holds keys of references with spaces between, `offers` \
            what is offered and its reference: prrt @ leuven-2011; surgery @ leuven-2011.

            Example:
              hoofbeat directory export clinics > clinics.csv
            """))

    @OptionGroup var options: DirectoryOptions

    func run() async throws {
        try await reporting {
            let table = try DirectoryTable(options.text(), options.directory)
            let rows = table.rows.map { row in
                [row.id] + DirectoryTable.columns.map { row[$0] }
            }
            let text = CSV.text([["id"] + DirectoryTable.columns] + rows)
            FileHandle.standardOutput.write(Data(text.utf8))
            options.noteFindings(of: table)
        }
    }
}

struct ImportDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Writes what a table changes into a directory's file.",
        discussion: help(
            """
            Only what differs is written; comments, and whatever is no column of the table, stay. An \
            entry that the table lacks stays, too: take it out of the file by hand, or withdraw it. A \
            table that holds something wrong is refused whole, and nothing is written.

            Example:
              hoofbeat directory import clinics clinics.csv
            """))

    @OptionGroup var options: DirectoryOptions
    @Argument(help: "The table (CSV).") var file: String

    func run() async throws {
        try await reporting {
            let merged = try merge(file, options)
            try options.require(merged.text)
            try Data(merged.text.utf8).write(to: options.url, options: .atomic)
            for change in merged.changes { print(change) }
            print(
                "\(counted(merged.changes.count, "change")) written to \(options.url.relativePath)."
            )
            options.noteFindings(of: try DirectoryTable(merged.text, options.directory))
        }
    }
}

struct DiffDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Says what a table would change, and writes nothing.",
        discussion: help(
            """
            Exit code 1 when it would change anything.

            Example:
              hoofbeat directory diff clinics clinics.csv
            """))

    @OptionGroup var options: DirectoryOptions
    @Argument(help: "The table (CSV).") var file: String

    func run() async throws {
        try await reporting {
            let merged = try merge(file, options)
            for change in merged.changes { print(change) }
            for id in merged.absent { print("\(id): not in the table; it would stay") }
            guard merged.changes.isEmpty else { throw ExitCode(1) }
            print("Nothing would change.")
        }
    }
}

struct CheckDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says where a place is missing, what may stand twice, and what nobody confirmed.",
        discussion: help(
            """
            Exit code 1 when there is anything to look into.

            Example:
              hoofbeat directory check clinics
            """))

    @OptionGroup var options: DirectoryOptions

    func run() async throws {
        try await reporting {
            let table = try DirectoryTable(options.text(), options.directory)
            let findings = table.findings(in: options.directory, today: options.today)
            for finding in findings { print(finding.lines) }
            print(counted(findings.count, "warning"))
            guard findings.isEmpty else { throw ExitCode(1) }
        }
    }
}

/// What a table makes of a directory's file.
private func merge(
    _ path: String, _ options: DirectoryOptions
) throws -> (text: String, changes: [String], absent: [String]) {
    guard let bytes = FileManager.default.contents(atPath: path) else {
        throw TableRefusal.unreadable(path)
    }
    guard let csv = String(validating: bytes, as: UTF8.self) else {
        throw TableRefusal.notUTF8(path)
    }
    let table = try table(of: csv)
    if let row = table.rows.first(where: { Day($0["confirmed"]).map { $0 > options.today } == true }
    ) {
        throw DirectoryRefusal.wrong(
            row: row.id, column: "confirmed", "\(row["confirmed"]) has not come yet")
    }
    let text = try options.text()
    let merged = try table.merged(into: text, options.directory)
    let ids = Set(table.rows.map(\.id))
    let absent = try DirectoryTable(text, options.directory).rows.map(\.id)
        .filter { !ids.contains($0) }
    return (merged.text, merged.changes, absent)
}

/// A column that the table lacks is left as it is.
private func table(of csv: String) throws -> DirectoryTable {
    let rows = try CSV.rows(csv)
    guard let names = rows.first?.map({ $0.lowercased() }), let place = names.firstIndex(of: "id")
    else {
        throw TableRefusal.noID
    }
    let known = Set(DirectoryTable.columns)
    if let unknown = names.first(where: { $0 != "id" && !known.contains($0) }) {
        throw TableRefusal.unknownColumn(unknown)
    }
    guard Set(names).count == names.count else { throw TableRefusal.twice }
    return DirectoryTable(
        rows: rows.dropFirst().map { row in
            var cells = Dictionary(uniqueKeysWithValues: zip(names, row))
            cells["id"] = nil
            return DirectoryTable.Row(id: row[place], cells: cells)
        })
}

enum TableRefusal: Error {
    case unreadable(String)
    case notUTF8(String)
    /// Each with its lines.
    case errors([String])
    case noID
    case unknownColumn(String)
    case twice

    var sentence: String {
        switch self {
        case .unreadable(let path): "there is no file \(path) that can be read"
        case .notUTF8(let path):
            "\(path) is no text in UTF-8: save it from the spreadsheet as “CSV UTF-8”"
        case .errors(let errors):
            "nothing was written, since the edition would have errors:\n"
                + errors.joined(separator: "\n")
        case .noID: "the table has no column `id`"
        case .unknownColumn(let name):
            "there is no column “\(name)”; there are id, "
                + DirectoryTable.columns.joined(separator: ", ")
        case .twice: "two columns of the table have one name"
        }
    }
}
