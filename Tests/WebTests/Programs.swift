import Foundation

@testable import Web

/// What a program writes to its standard output.
func run(_ program: String, _ arguments: [String]) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // On a thread of its own, since those of the tests are few and the server needs them.
    return await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            continuation.resume(returning: String(decoding: data, as: UTF8.self))
        }
    }
}

/// A certificate for `localhost` that nobody else has signed, and its key, for as long as a test.
func withCertificate<Result>(
    _ body: (WebSettings.TLSFiles) async throws -> Result
) async throws -> Result {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("hoofbeat-\(UUID().uuidString)")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    let (certificate, key) = (folder.path + "/certificate.pem", folder.path + "/key.pem")
    _ = try await run(
        "openssl",
        [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", certificate,
        ])
    let result: Result
    do {
        result = try await body(WebSettings.TLSFiles(certificate: certificate, key: key))
    } catch {
        try files.removeItem(at: folder)
        throw error
    }
    try files.removeItem(at: folder)
    return result
}

func isInstalled(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}
