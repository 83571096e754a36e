internal import CPostgres
internal import Publishing

/// The values of a statement as libpq takes them: numbers and texts as text, from which the server makes
/// what the column is; bytes as they are.
struct PostgresParameters {
    private var storage: [UInt8] = []
    /// Where each begins; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    var count: Int { starts.count }

    /// - Throws: `StoreFault.broken` for a text with a zero in it, which PostgreSQL cannot keep.
    init(_ values: [SQLValue]) throws {
        for value in values {
            switch value {
            case .null: add(nil, format: 0)
            case .integer(let number): add(Array(String(number).utf8), format: 0)
            case .text(let text):
                let bytes = Array(text.utf8)
                guard !bytes.contains(0) else { throw StoreFault.broken(.valuesFit) }
                add(bytes, format: 0)
            case .bytes(let bytes): add(bytes, format: 1)
            }
        }
        // A text ends with a zero, and no value at all has an address, too.
        storage.append(0)
    }

    private mutating func add(_ bytes: [UInt8]?, format: Int32) {
        starts.append(bytes.map { _ in storage.count })
        lengths.append(Int32(bytes?.count ?? 0))
        formats.append(format)
        guard let bytes else { return }
        storage += bytes
        storage.append(0)
    }

    func withPointers<Result>(
        _ body: (
            _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        storage.withUnsafeBytes { bytes in
            let pointers = starts.map { start in
                start.flatMap { start in
                    bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
                }
            }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

/// What the server answered: rows, in its binary format, or a failure.
final class PostgresResult {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    var isFailure: Bool {
        ![PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result))
    }

    /// All that was sent before the end of a pipeline has been answered.
    var endsPipeline: Bool { PQresultStatus(result) == PGRES_PIPELINE_SYNC }

    /// The connection is at its end: the server stops, it waited for us for too long, or somebody told it
    /// to. What has no code is not from the server at all: libpq cannot reach it any more.
    var saysGoodbye: Bool {
        guard let state = field("C") else { return true }
        return ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state)
    }

    /// `COMMIT`, `INSERT 0 1` and the like: what was done.
    var command: String { String(cString: PQcmdStatus(result)) }

    var changedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    var count: Int32 { PQntuples(result) }

    /// The first column of the first row, of a statement without values.
    var text: String? {
        guard count > 0, PQgetisnull(result, 0, 0) == 0 else { return nil }
        return PQgetvalue(result, 0, 0).map { String(cString: $0) }
    }

    /// A row of a prepared statement.
    func row(_ number: Int32) throws -> SQLRow {
        SQLRow(try (0..<PQnfields(result)).map { try value(number, $0) })
    }

    private func value(_ row: Int32, _ column: Int32) throws -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column)
        else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: start, count: Int(PQgetlength(result, row, column)))
        switch PQftype(result, column) {
        case PostgresType.bytes: return .bytes(Array(bytes))
        case PostgresType.text, PostgresType.varchar, PostgresType.name:
            return .text(String(decoding: bytes, as: UTF8.self))
        case PostgresType.bool, PostgresType.int2, PostgresType.int4, PostgresType.int8:
            return .integer(number(bytes))
        case PostgresType.void: return .null
        default: throw UnreadableColumn(Int(column), "of a type that our tables have")
        }
    }

    /// In the order of the network, in as many bytes as the type has.
    private func number(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let isNegative = bytes.count > 1 && bytes[0] & 0x80 != 0
        return bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    }
}

/// The numbers of the server's own types, which never change (`pg_type.dat`).
private enum PostgresType {
    static let bool: Oid = 16
    static let bytes: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
    static let void: Oid = 2278
}

extension PostgresResult {
    /// What went wrong, in the words of the port. Of the server's report only the first sentence is
    /// taken: what follows it may show values of a row.
    func trouble(_ address: PostgresAddress, isBroken: Bool) -> any Error {
        let message = address.cleaned(field("M") ?? String(cString: PQresultErrorMessage(result)))
        guard !isBroken else {
            return StoreFault.away(database: address.description, reason: message)
        }
        let state = field("C") ?? ""
        switch state {
        case PostgresSchema.ruleState:
            return StoreFault.broken(StoreFault.Rule(rawValue: message) ?? .valuesFit)
        case "23505": return StoreFault.broken(PostgresSchema.rule(ofUnique: field("n")))
        // Class 23: a value against a constraint; 22: one that its type does not have.
        case _ where state.hasPrefix("23") || state.hasPrefix("22"):
            return StoreFault.broken(.valuesFit)
        case "53100": return StoreFault.full
        case "55P03", "40001", "40P01", "57014": return StoreFault.busy
        case "25006": return StoreFault.readOnly
        case "58030": return StoreFault.disk(path: address.description)
        case "XX001", "XX002":
            return StoreRefusal.damaged(path: address.description, detail: message)
        default: return StoreFault.refused(database: address.description, reason: message)
        }
    }

    /// A field of the report, by its letter
    /// (https://www.postgresql.org/docs/15/protocol-error-fields.html).
    private func field(_ letter: Character) -> String? {
        guard let code = letter.asciiValue else { return nil }
        return PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
    }
}
