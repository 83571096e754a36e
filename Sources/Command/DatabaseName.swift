internal import Foundation

/// What names a database: a path, or the URL of a PostgreSQL database.
enum DatabaseName {
    /// For a URL with a password in it: everybody on the machine can read the words of a command.
    static let variable = "HOOFBEAT_DATABASE"

    /// What the environment says; nil when it says nothing.
    static var given: String? {
        let text = ProcessInfo.processInfo.environment[variable] ?? ""
        return text.isEmpty ? nil : text
    }

    static let passwordAdvice =
        "A password on the command line can be read by everybody on the machine: give the whole "
        + "address in the variable \(variable), or the password in ~/.pgpass or PGPASSWORD."

    static let kinds = "A database is a file, or an address that begins with postgres://."

    static func isServer(_ name: String) -> Bool {
        name.hasPrefix("postgres://") || name.hasPrefix("postgresql://")
    }

    static func isKnown(_ name: String) -> Bool { isServer(name) || !name.contains("://") }

    /// Before the last `@` of who is asked for, or among the settings at the end; `sslpassword` is one
    /// too.
    static func holdsPassword(_ name: String) -> Bool {
        guard let start = name.firstRange(of: "://") else { return false }
        let parts = name[start.upperBound...].split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let user = parts[0].split(separator: "@", omittingEmptySubsequences: false).dropLast()
        if user.joined(separator: "@").contains(":") { return true }
        return parts.dropFirst().joined().split(separator: "&").contains { setting in
            let keyword = setting.prefix { $0 != "=" }
            return (String(keyword).removingPercentEncoding ?? "").hasSuffix("password")
        }
    }
}
