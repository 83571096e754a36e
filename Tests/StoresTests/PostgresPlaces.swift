import Foundation
import Publishing
import Readership
import Synchronization
import Testing

@testable import Stores

struct PostgreSQL: StoreFactory {
    var testDescription: String { "PostgreSQL" }

    func newPlace() throws -> any JournalPlace { try PostgresPlace() }
}

/// A schema of its own, with room for one journal.
final class PostgresPlace: JournalPlace {
    let url: String
    private let server: PostgresServer
    private let schema: String

    private static let made = Mutex(0)

    init(on server: PostgresServer? = nil) throws {
        self.server = try server ?? PostgresServer.shared.get()
        let number = PostgresPlace.made.withLock { made in
            made += 1
            return made
        }
        schema = "place\(number)"
        url = self.server.url(schema: schema)
        try self.server.run("CREATE SCHEMA \(schema)")
    }

    deinit {
        do { try server.run("DROP SCHEMA \(schema) CASCADE") } catch {
            Issue.record(error, "a test's schema cannot be removed")
        }
    }

    var address: PostgresAddress { get throws { try PostgresAddress(url) } }

    func open() throws -> any JournalStore { try journal() }

    func journal() throws -> PostgresJournal { try PostgresJournal(address) }

    func openDatabase() throws -> any SQLDatabase { try journal().database }

    func tamper(_ sql: String) throws {
        try PostgresConnection(address, isReading: false).execute(sql)
    }
}

/// A PostgreSQL that the tests start, and that goes with them.
final class PostgresServer: Sendable {
    /// One for all that does not stop it.
    static let shared = Result { try PostgresServer() }

    private let folder: URL
    private let running = Mutex<Running?>(nil)

    private struct Running: @unchecked Sendable {
        let process: Process
        let input: Pipe
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("hoofbeat-postgres-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try start()
    }

    deinit {
        do {
            try stop()
            try FileManager.default.removeItem(at: folder)
        } catch {
            Issue.record(error, "a test's server cannot be removed")
        }
    }

    func url(schema: String) -> String {
        "postgres:///postgres?host=\(folder.path)&user=postgres&options=-csearch_path%3D\(schema)"
    }

    func run(_ sql: String) throws {
        let address = try PostgresAddress(url(schema: "public"))
        try PostgresConnection(address, isReading: false).execute(sql)
    }

    func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Support/postgres")
        process.arguments = [folder.path]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        try #require(
            said == "ready\n", "PostgreSQL does not start: `scripts/install --tests` installs it")
        running.withLock { $0 = Running(process: process, input: input) }
    }

    /// - Parameter mode: `immediate` is as if it had been killed.
    func stop(mode: String = "immediate") throws {
        let running = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let running else { return }
        try running.input.fileHandleForWriting.write(contentsOf: Data("\(mode)\n".utf8))
        running.process.waitUntilExit()
    }
}
