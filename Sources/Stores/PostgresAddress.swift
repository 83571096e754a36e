internal import CPostgres
internal import Publishing

/// Which PostgreSQL database: a URL as libpq reads it, with `sslmode` and all else that it knows
/// (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING).
package struct PostgresAddress: Sendable {
    let url: String
    /// The same for messages: nothing of a password is in it.
    let description: String
    private let password: String?

    /// Whether a name is meant as one, rather than as a file's path.
    package static func isOne(_ name: String) -> Bool {
        name.hasPrefix("postgres://") || name.hasPrefix("postgresql://")
    }

    /// - Throws: `StoreFault.unreadableAddress`, which repeats nothing of it: libpq's own words would.
    package init(_ url: String) throws {
        guard !PostgresAddress.holdsStrayCharacters(url),
            let parts = PQconninfoParse(url, nil)
        else { throw StoreFault.unreadableAddress }
        defer { PQconninfoFree(parts) }
        var values: [String: String] = [:]
        var part = parts
        while let keyword = part.pointee.keyword {
            if let value = part.pointee.val {
                values[String(cString: keyword)] = String(cString: value)
            }
            part += 1
        }
        // What is taken for a port may be half of a password with a slash in it.
        guard values["port", default: ""].allSatisfy({ $0.isNumber || $0 == "," }) else {
            throw StoreFault.unreadableAddress
        }
        self.url = url
        password = values["password"]
        description = PostgresAddress.shown(values)
    }

    private static func shown(_ values: [String: String]) -> String {
        let user = values["user"].map { "\($0)@" } ?? ""
        let port = values["port"].map { ":\($0)" } ?? ""
        return "postgres://\(user)\(values["host"] ?? "")\(port)/\(values["dbname"] ?? "")"
    }

    /// An `@` behind the first slash is of a password that should have been written `%2F`.
    private static func holdsStrayCharacters(_ url: String) -> Bool {
        guard let start = url.firstRange(of: "://") else { return true }
        return url[start.upperBound...].drop { $0 != "/" }.prefix { $0 != "?" }.contains("@")
    }

    /// A message of libpq or of the server, on one line and without the password.
    func cleaned(_ message: String) -> String {
        var text = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let password, !password.isEmpty { text = text.replacing(password, with: "…") }
        return text
    }
}
