internal import CPostgres
internal import Foundation
internal import Publishing

/// One connection to PostgreSQL, through libpq. One thread uses it at a time: the pool gives it to one
/// at a time, and so it may go from thread to thread.
final class PostgresConnection: @unchecked Sendable {
    let address: PostgresAddress
    private let connection: OpaquePointer
    /// The names of the statements that are prepared here, by their SQL.
    private var prepared: [String: String] = [:]
    /// The server has said that it goes, which libpq notices only at the next statement.
    private var isLeft = false
    /// It has not said a word for longer than anything takes.
    private(set) var isSilent = false
    /// Whether it may have to wait for others to write.
    var mayWait = true
    /// For how long it may be silent: longer than it lets anybody wait for a lock.
    private var patienceSeconds: Double { mayWait ? PostgresPool.waitSeconds + 3 : 4 }
    /// When the server was started: another time, another server.
    private(set) var serverStarted = ""

    /// - Throws: `StoreFault.away` when there is none; `refused` when it is no server for us.
    init(_ address: PostgresAddress, isReading: Bool) throws {
        self.address = address
        guard let connection = PostgresConnection.connect(address) else {
            throw StoreFault.away(database: address.description, reason: "there is no memory")
        }
        self.connection = connection
        // What failed is thrown, and what the server remarks besides is nothing for standard error.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        guard PQstatus(connection) == CONNECTION_OK else {
            throw StoreFault.away(database: address.description, reason: reason)
        }
        // We wait for the server ourselves, so as to know for how long.
        PQsetnonblocking(connection, 1)
        try refuseUnsuitable()
        serverStarted = try execute(PostgresConnection.settings(isReading: isReading)).text ?? ""
    }

    deinit { PQfinish(connection) }

    var isBroken: Bool { isLeft || PQstatus(connection) != CONNECTION_OK }

    /// Whether nothing is begun: it may be given to the next.
    var isIdle: Bool { PQtransactionStatus(connection) == PQTRANS_IDLE }

    /// Of the socket, to wait for news.
    var descriptor: Int32 { PQsocket(connection) }

    /// Runs statements that have no values, and gives the rows of the last.
    ///
    /// - Parameter isLong: whether they may take minutes, as changes of the tables do.
    @discardableResult
    func execute(_ sql: String, isLong: Bool = false) throws -> PostgresResult {
        guard PQsendQuery(connection, sql) == 1 else { throw lost }
        return try answer(isLong: isLong)
    }

    /// Runs a statement, prepared at its first time.
    func execute(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
        let parameters = try PostgresParameters(values)
        let name = try prepare(sql)
        let isSent = parameters.withPointers { pointers, lengths, formats in
            PQsendQueryPrepared(
                connection, name, Int32(values.count), pointers, lengths, formats, 1)
        }
        guard isSent == 1 else { throw lost }
        return try answer()
    }

    /// So many answers fit into what the system keeps for a connection: more might leave us and the server
    /// waiting for each other, both with nowhere to write.
    static let mostAhead = 100

    /// Runs a statement with each of these values, and waits for the answers at the end
    /// (https://www.postgresql.org/docs/15/libpq-pipeline-mode.html).
    func executeEach(_ sql: String, _ values: ArraySlice<[SQLValue]>) throws {
        let (name, parameters) = (try prepare(sql), try values.map { try PostgresParameters($0) })
        guard PQenterPipelineMode(connection) == 1 else { throw lost }
        defer { PQexitPipelineMode(connection) }
        for one in parameters {
            let isSent = one.withPointers { pointers, lengths, formats in
                PQsendQueryPrepared(
                    connection, name, Int32(one.count), pointers, lengths, formats, 1)
            }
            guard isSent == 1 else { throw lost }
        }
        guard PQpipelineSync(connection) == 1 else { throw lost }
        try takeAnswers()
    }

    /// Those up to the end of the pipeline; behind one that failed there are others that were not tried.
    private func takeAnswers() throws {
        var trouble: (any Error)?
        while true {
            guard let result = try nextResult() else {
                // The end of one answer; or there is nobody who could give another.
                if isBroken { throw trouble ?? lost }
                continue
            }
            let answer = PostgresResult(result)
            if answer.endsPipeline { break }
            do { try check(answer) } catch { trouble = trouble ?? error }
        }
        if let trouble { throw trouble }
    }

    /// Ends a transaction in which something failed. What the server says to that helps nobody: whoever
    /// takes the connection back looks at how it is.
    func rollBack() {
        guard !isBroken, !isIdle else { return }
        _ = try? execute("ROLLBACK")
    }

    /// Whether somebody has told of something since the last time, on a channel that is listened to.
    func takeNotices() throws -> Bool {
        guard PQconsumeInput(connection) == 1 else { throw lost }
        var isTold = false
        while let notice = PQnotifies(connection) {
            PQfreemem(notice)
            isTold = true
        }
        return isTold
    }

    /// What is prepared stays so: no program has more than some dozens of statements.
    private func prepare(_ sql: String) throws -> String {
        if let name = prepared[sql] { return name }
        let name = "s\(prepared.count)"
        // No types are named, so that the server takes those of the columns.
        guard PQsendPrepare(connection, name, sql, 0, nil) == 1 else { throw lost }
        try answer()
        prepared[sql] = name
        return name
    }

    /// The last result of what was sent; behind one that failed there is none.
    @discardableResult
    private func answer(isLong: Bool = false) throws -> PostgresResult {
        var last: PostgresResult?
        var trouble: (any Error)?
        while let result = try nextResult(isLong: isLong) {
            let answer = PostgresResult(result)
            do { try check(answer) } catch { trouble = trouble ?? error }
            last = answer
        }
        if let trouble { throw trouble }
        guard let last else { throw lost }
        return last
    }

    private func nextResult(isLong: Bool = false) throws -> OpaquePointer? {
        try waitForWord(atMost: isLong ? 3600 : patienceSeconds)
        return PQgetResult(connection)
    }

    /// Sends what is still to be sent, and returns when there is a result, or the connection is lost, which
    /// libpq then gives as a result.
    ///
    /// - Throws: `StoreFault.away` when nothing is heard for so long. A server that hangs keeps its
    ///   connections open, so nothing else would ever end the waiting.
    private func waitForWord(atMost seconds: Double) throws {
        var isUnsent = PQflush(connection)
        while isUnsent == 1 || isUnsent == 0 && PQisBusy(connection) == 1 {
            let events = Int32(POLLIN) | (isUnsent == 1 ? Int32(POLLOUT) : 0)
            var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let count = poll(&waiting, 1, Int32(seconds * 1000))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                (isSilent, isLeft) = (true, true)
                throw StoreFault.away(
                    database: address.description,
                    reason: "it has not answered for \(Int(seconds)) seconds")
            }
            if Int32(waiting.revents) & ~Int32(POLLOUT) != 0, PQconsumeInput(connection) != 1 {
                return
            }
            if isUnsent == 1 { isUnsent = PQflush(connection) }
        }
    }

    private func check(_ answer: PostgresResult) throws {
        guard answer.isFailure else { return }
        isLeft = isLeft || answer.saysGoodbye
        throw answer.trouble(address, isBroken: isBroken)
    }

    private var lost: StoreFault {
        StoreFault.away(database: address.description, reason: reason)
    }

    private var reason: String {
        address.cleaned(PQerrorMessage(connection).map { String(cString: $0) } ?? "")
    }
}

extension PostgresConnection {
    /// What the URL does not say is such that a server or a network that has died is noticed within
    /// seconds. The password is taken from the URL, from PGPASSWORD or from ~/.pgpass, by libpq.
    private static func connect(_ address: PostgresAddress) -> OpaquePointer? {
        let settings = [
            ("connect_timeout", "3"), ("tcp_user_timeout", "5000"), ("keepalives_idle", "5"),
            ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("fallback_application_name", "hoofbeat"), ("dbname", address.url),
            ("client_encoding", "UTF8"),
        ]
        return withCStrings(settings.map(\.0)) { keywords in
            withCStrings(settings.map(\.1)) { values in PQconnectdbParams(keywords, values, 1) }
        }
    }

    private func refuseUnsuitable() throws {
        let version = PQserverVersion(connection)
        let encoding = PQparameterStatus(connection, "server_encoding").map { String(cString: $0) }
        let reason =
            version < 150_000
            ? "it is PostgreSQL \(version / 10_000), and 15 or a newer one is needed"
            : encoding != "UTF8" ? "its encoding is not UTF8" : nil
        guard let reason else { return }
        throw StoreFault.refused(database: address.description, reason: reason)
    }

    /// What is acknowledged is on the disk; nobody waits for long, and a node that has gone lets
    /// others write.
    private static func settings(isReading: Bool) -> String {
        """
        SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') = 'off';
        SET lock_timeout = '5s';
        SET idle_in_transaction_session_timeout = '30s';
        SET default_transaction_read_only = \(isReading ? "on" : "off");
        SELECT pg_postmaster_start_time()
        """
    }
}

/// Lends an array of C strings, with a nil at its end.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for string in strings {
        offsets.append(bytes.count)
        bytes += string.utf8CString
    }
    return bytes.withUnsafeBufferPointer { buffer in
        var pointers = offsets.map { offset in buffer.baseAddress.map { $0 + offset } }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { pointers in
            guard let base = pointers.baseAddress else { preconditionFailure("it holds a nil") }
            return body(base)
        }
    }
}
