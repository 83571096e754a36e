internal import CCurl
internal import Foundation
internal import Readership
internal import Synchronization

/// One connection to a mail server, through libcurl, which keeps it open from one letter to the next.
final class SMTPLane: MailLane {
    private let server: SMTPServer
    /// libcurl makes its caller wait, which none of Swift's few threads should.
    private let queue = DispatchQueue(label: "hoofbeat.smtp")
    /// Touched on the queue alone.
    private nonisolated(unsafe) var handle: UnsafeMutableRawPointer?

    /// Whether somebody waits for us to stop, and when a letter on its way is let go of.
    private let stopping = Mutex<DispatchTime?>(nil)
    /// As long as most servers take for a letter. One that was let go of goes once more, under its name.
    private static let grace = DispatchTimeInterval.seconds(10)

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(_ server: SMTPServer) { self.server = server }

    deinit { if let handle { curl_easy_cleanup(handle) } }

    func hand(_ mail: Mail) async throws(MailTrouble) {
        let result: Result<Void, MailTrouble> = await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                queue.async { answer.resume(returning: self.perform(mail)) }
            }
        } onCancel: {
            stopping.withLock { $0 = .now() + SMTPLane.grace }
        }
        try result.get()
    }

    func close() async {
        await withCheckedContinuation { answer in
            queue.async {
                if let handle = self.handle { curl_easy_cleanup(handle) }
                self.handle = nil
                answer.resume()
            }
        }
    }

    private func perform(_ mail: Mail) -> Result<Void, MailTrouble> {
        guard SMTPLane.isReady, let handle = handle ?? curl_easy_init() else {
            return .failure(.away("libcurl cannot be started"))
        }
        self.handle = handle
        let talk = Talk(Message(mail, from: server.sender).bytes) {
            self.stopping.withLock { $0.map { $0 < .now() } ?? false }
        }
        let recipients = curl_slist_append(nil, "<\(mail.to.text)>")
        defer { curl_slist_free_all(recipients) }
        prepare(handle, talk, recipients)
        let code = withExtendedLifetime(talk) { curl_easy_perform(handle) }
        guard code != CURLE_OK else { return .success(()) }
        if code == CURLE_ABORTED_BY_CALLBACK { hangUp(handle) }
        return .failure(talk.trouble(code, handle))
    }

    /// libcurl would say good-bye, and wait two minutes for an answer from a server that answers nothing.
    private func hangUp(_ handle: UnsafeMutableRawPointer) {
        var socket = curl_socket_t(CURL_SOCKET_BAD)
        guard hoofbeat_curl_socket(handle, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD else {
            return
        }
        shutdown(socket, Int32(SHUT_RDWR))
    }

    private func prepare(
        _ handle: UnsafeMutableRawPointer, _ talk: Talk,
        _ recipients: UnsafeMutablePointer<curl_slist>?
    ) {
        let texts: [(CURLoption, String?)] = [
            (CURLOPT_URL, server.address), (CURLOPT_MAIL_FROM, "<\(server.sender.address.text)>"),
            (CURLOPT_USERNAME, server.user), (CURLOPT_PASSWORD, server.password),
            (CURLOPT_CAINFO, server.authorities),
        ]
        for (option, text) in texts {
            if let text { hoofbeat_curl_set_text(handle, option, text) }
        }
        let encryption = server.mayBePlain ? CURLUSESSL_TRY : CURLUSESSL_ALL
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_USE_SSL, Int(encryption.rawValue)), (CURLOPT_UPLOAD, 1),
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_CONNECTTIMEOUT, 20), (CURLOPT_TIMEOUT, 120),
            (CURLOPT_VERBOSE, 1), (CURLOPT_NOPROGRESS, 0),
        ]
        for (option, number) in numbers { hoofbeat_curl_set_number(handle, option, number) }
        let pointer = Unmanaged.passUnretained(talk).toOpaque()
        hoofbeat_curl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
        hoofbeat_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(talk.bytes.count))
        hoofbeat_curl_set_pointer(handle, CURLOPT_READDATA, pointer)
        hoofbeat_curl_set_read(handle, read)
        hoofbeat_curl_set_pointer(handle, CURLOPT_DEBUGDATA, pointer)
        hoofbeat_curl_set_debug(handle, listen)
        hoofbeat_curl_set_pointer(handle, CURLOPT_XFERINFODATA, pointer)
        hoofbeat_curl_set_progress(handle, goOn)
    }
}

/// What is said about one letter.
private final class Talk {
    let bytes: [UInt8]
    private var position = 0
    /// The first word of what we said last, and the first of what was answered: never an address, nor
    /// a password.
    private var command = ""
    private var answer = ""
    private var hasLeft = false

    /// Whether there is no time left for it.
    let isOver: () -> Bool

    init(_ bytes: [UInt8], isOver: @escaping () -> Bool) {
        (self.bytes, self.isOver) = (bytes, isOver)
    }

    func read(into buffer: UnsafeMutablePointer<CChar>, atMost count: Int) -> Int {
        let size = min(count, bytes.count - position)
        bytes.withUnsafeBytes { source in
            UnsafeMutableRawPointer(buffer).copyMemory(
                from: source.baseAddress! + position, byteCount: size)
        }
        position += size
        return size
    }

    /// A good-bye is no command that a letter could fail at, and neither is what is answered to it.
    func hear(_ type: curl_infotype, _ text: UnsafeBufferPointer<UInt8>) {
        guard !hasLeft else { return }
        switch type {
        case CURLINFO_HEADER_OUT:
            let word = String(decoding: text.prefix(4), as: UTF8.self)
            if word == "QUIT" { hasLeft = true } else { command = word }
        case CURLINFO_HEADER_IN: answer = String(decoding: text.prefix(7), as: UTF8.self)
        default: break
        }
    }

    /// What a letter that was not taken says of its address, of itself, or of the server.
    func trouble(_ code: CURLcode, _ handle: UnsafeMutableRawPointer) -> MailTrouble {
        var status = 0
        hoofbeat_curl_response_code(handle, &status)
        let words = String(cString: curl_easy_strerror(code))
        guard (400..<600).contains(status), status != 421 else { return .away(words) }
        let isOfAddress = command == "RCPT"
        let isForGood = status >= 500
        // What is wrong with the address or its mailbox has its own codes (RFC 3463); a server without them
        // says it in answer to the address.
        let isGone = answer.hasSuffix("5.1") || answer.hasSuffix("5.2")
        let isRefused =
            isOfAddress && [550, 551, 553, 556].contains(status) && !answer.hasSuffix("5.7")
        if isForGood, isGone || isRefused { return .addressGone }
        let isOfLetter = isOfAddress || position > 0 || command == "DATA"
        let told = "the mail server answered \(status) to \(command)"
        return isOfLetter ? .notTaken(told) : .away(told)
    }
}

private func read(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ talk: UnsafeMutableRawPointer?
) -> Int {
    guard let buffer, let talk else { return 0 }
    return Unmanaged<Talk>.fromOpaque(talk).takeUnretainedValue()
        .read(into: buffer, atMost: size * count)
}

/// Asked about once in a second; anything but 0 ends it.
private func goOn(
    _ talk: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
    guard let talk else { return 0 }
    return Unmanaged<Talk>.fromOpaque(talk).takeUnretainedValue().isOver() ? 1 : 0
}

private func listen(
    _ handle: UnsafeMutableRawPointer?, _ type: curl_infotype,
    _ text: UnsafeMutablePointer<CChar>?, _ size: Int, _ talk: UnsafeMutableRawPointer?
) -> Int32 {
    guard let text, let talk else { return 0 }
    text.withMemoryRebound(to: UInt8.self, capacity: size) { bytes in
        Unmanaged<Talk>.fromOpaque(talk).takeUnretainedValue()
            .hear(type, UnsafeBufferPointer(start: bytes, count: size))
    }
    return 0
}
