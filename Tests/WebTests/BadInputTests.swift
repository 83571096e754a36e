import Testing

@testable import Web

private let host = "Host: nets.example\r\n"
private let post = "POST / HTTP/1.1\r\n\(host)"

extension OverSockets {
    @Suite("Bad input is refused, and harms nobody")
    struct BadInputTests {
        static let long = String(repeating: "a", count: 9000)

        /// What is said, and the status that is heard before the connection ends.
        static let ending: [(String, Int)] = [
            ("GET /\(long) HTTP/1.1\r\n\(host)\r\n", 414),
            ("GET /" + String(repeating: "a", count: 60_000), 414),
            ("GET /int/en/ HTTP/1.1\r\n\(host)X: " + String(repeating: "b", count: 40_000), 431),
            (
                "GET / HTTP/1.1\r\n\(host)"
                    + String(repeating: "X: \(String(repeating: "y", count: 3000))\r\n", count: 14)
                    + "\r\n", 431
            ),
            ("GET / HTTP/1.1\r\n\(host)" + String(repeating: "X: y\r\n", count: 200) + "\r\n", 431),
            ("GET /int/en/ HTTP/1.1\r\n\r\n", 400),
            ("GET /int/en/ HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
            ("GET /int/en/ HTTP/1.1\r\nHost: a/<x>\r\n\r\n", 400),
            ("GET /int/en/ HTTP/1.1\r\nHost: me@evil.example\r\n\r\n", 400),
            // The line has 8193 bytes, its target some fewer.
            ("GET /" + String(repeating: "a", count: 8193 - 14) + " HTTP/1.1\r\n\(host)\r\n", 414),
            ("GET /int/en/ HTTP/1.1\r\n\(host)\(host)\r\n", 400),
            ("GET /int/en/ HTTP/1.0\r\n\(host)\(host)\r\n", 400),
            ("GET /int/en/ HTTP/2.0\r\n\(host)\r\n", 505),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
            ("GET /int/en/ HTTP/9.9\r\n\(host)\r\n", 505),
            ("FOO / HTTP/1.1\r\n\(host)\r\n", 405),
            ("get / HTTP/1.1\r\n\(host)\r\n", 405),
            ("GET ftp://evil.example/ HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET int/en/ HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET /\u{1} HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET / HTTP/1.1\r\nBad Header: x\r\n\(host)\r\n", 400),
            ("GET / HTTP/1.1\r\n\(host): x\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\(host)X: a\u{0}b\r\n\r\n", 400),
            ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}", 405),
            (
                "\(post)Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                400
            ),
            (
                "\(post)Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                400
            ),
            ("\(post)Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
            ("\(post)Content-Length: -3\r\n\r\nabcd", 400),
            ("\(post)Transfer-Encoding: gzip\r\n\r\nabcd", 501),
            ("\(post)Transfer-Encoding:\r\n\r\nabcd", 501),
            ("\(post)Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
            ("\(post)Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
            ("\(post)Content-Length: 65537\r\n\r\n", 413),
            ("\(post)Content-Length: 999999999999999999\r\n\r\n", 413),
            ("\(post)Content-Length: 9223372036854775808\r\n\r\n", 413),
            (
                "\(post)Transfer-Encoding: chunked\r\n\r\n3;a="
                    + String(repeating: "b", count: 600_000),
                413
            ),
            ("\(post)Content-Length: 99999999999999999999999\r\n\r\n", 400),
            (
                "\(post)Content-Length: 70000\r\nExpect: 100-continue\r\n\r\n",
                413
            ),
            (
                "\(post)Transfer-Encoding: chunked\r\n\r\n"
                    + String(
                        repeating: "1000\r\n\(String(repeating: "c", count: 4096))\r\n", count: 17),
                413
            ),
            ("GET / HTTP/1.1\r\n\(host)Expect: a-miracle\r\n\r\n", 417),
            ("CONNECT example.org:443 HTTP/1.1\r\n\(host)\r\n", 405),
            ("GET /healthz HTTP/1.1\r\n\(host)Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n", 200),
        ]

        @Test("with one answer, and the end of the connection", arguments: ending)
        func refused(request: String, status: Int) async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(request)
                    let heard = try await talk.hear()
                    #expect(heard.status == status)
                    #expect(heard["connection"] == "close")
                    #expect(heard["content-security-policy"] != nil)
                    #expect(heard["cache-control"] == "no-store")
                    #expect(heard["date"] != nil)
                    #expect(try await talk.hearToTheEnd() == "")
                }
                try await talk(to: port) { talk async throws in
                    let heard = try await talk.hear("/int/en/")
                    #expect(heard.body == "home")
                }
            }
        }

        static let going: [(String, Int)] = [
            ("GET /int/../x HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET //evil.example/ HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET /%00 HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET /%c0%ae%c0%ae/ HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET /a\\b HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET http://evil.example/int/en/ HTTP/1.1\r\n\(host)\r\n", 200),
            ("GET http://evil.example/int/en/old HTTP/1.1\r\n\(host)\r\n", 301),
            ("GET http://evil.example HTTP/1.1\r\n\(host)\r\n", 303),
            ("GET * HTTP/1.1\r\n\(host)\r\n", 400),
            ("OPTIONS * HTTP/1.1\r\n\(host)\r\n", 405),
            ("TRACE / HTTP/1.1\r\n\(host)\r\n", 405),
            ("PROPFIND / HTTP/1.1\r\n\(host)\r\n", 405),
            ("POST /int/en/ HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc", 405),
            (
                "\(post)Content-Length: 65536\r\n\r\n"
                    + String(repeating: "d", count: 65_536), 405
            ),
            (
                "\(post)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n",
                405
            ),
            ("GET /int/en/ HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc", 200),
            ("GET /int/en/ HTTP/1.1\r\n\(host)Range: bytes=0-1\r\n\r\n", 200),
            ("GET /int/en/ HTTP/1.1\r\nHost:\r\n\r\n", 200),
            ("\r\nGET /int/en/ HTTP/1.1\r\n\(host)\r\n", 200),
        ]

        @Test("with an answer, and the connection goes on", arguments: going)
        func answered(request: String, status: Int) async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(request)
                    let heard = try await talk.hear()
                    #expect(heard.status == status)
                    #expect(heard["connection"] == nil)
                    #expect(heard["location"]?.contains("evil") != true)
                    #expect(try await talk.hear("/int/en/").body == "home")
                }
            }
        }

        @Test("random bytes never get more than a refusal", arguments: 0..<20)
        func noise(seed: UInt64) async throws {
            var random = Dice(seed: seed)
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    var bytes = Array("GET /int/en/ HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n".utf8)
                    for _ in 0..<(1 + random.roll(6)) {
                        bytes[random.roll(bytes.count)] = UInt8(random.roll(256))
                    }
                    try await talk.say(bytes)
                    talk.stopTalking()
                    let heard = try await talk.hearToTheEnd()
                    #expect(!heard.hasPrefix("HTTP/1.1 500"), "seed \(seed)")
                    #expect(heard.isEmpty || heard.hasPrefix("HTTP/1.1 "), "seed \(seed)")
                }
                #expect(try await bytePathAnswers(of: port) >= 0)
            }
        }

        @Test("a refusal waits for the answers before it")
        func refusalInTurn() async throws {
            let source = Given()
            source.makeSlow(.milliseconds(50))
            try await serving(source) { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(
                        "GET /nowhere HTTP/1.1\r\n\(host)\r\n"
                            + "GET /int/en/ HTTP/1.1\r\n\r\n"
                            + "GET /int/en/ HTTP/1.1\r\n\(host)\r\n"
                    )
                    let first = try await talk.hear()
                    #expect(first.body == "unknown /nowhere")
                    #expect(first["connection"] == nil)
                    let second = try await talk.hear()
                    #expect(second.status == 400)
                    #expect(second["connection"] == "close")
                    #expect(try await talk.hearToTheEnd() == "")
                }
            }
        }

        @Test("a body is asked for before it is sent")
        func expect() async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(
                        "\(post)Content-Length: 3\r\nExpect: 100-Continue\r\n\r\n"
                    )
                    #expect(try await talk.hear().status == 100)
                    try await talk.say("abc")
                    #expect(try await talk.hear().status == 405)
                    #expect(try await talk.hear("/int/en/").status == 200)
                }
            }
        }
    }
}

/// A small generator with a seed that can be printed (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &self) }
}
