import Cast
import Content
import Press
import Testing

@testable import Web

/// How many answers the byte path has given, as `/metrics` says.
func bytePathAnswers(of port: Int) async throws -> Int {
    let metrics = try await talk(to: port) { talk async throws in
        try await talk.get("/metrics")
        return try await talk.hear().body
    }
    let line = metrics.split(separator: "\n").first { $0.hasPrefix("hoofbeat_byte_path_answers") }
    return line.flatMap { Int($0.split(separator: " ")[1]) } ?? -1
}

extension OverSockets {
    @Suite("The byte path")
    struct BytePathTests {
        @Test("answers a printed page, and says all that the desk says")
        func sameAsDesk() async throws {
            let cases: [[String]] = [
                [], ["Accept-Encoding: gzip"], ["Accept-Encoding: gzip, deflate, br"],
                ["Accept-Encoding: br;q=0.1", "Accept-Encoding: gzip"], ["If-None-Match: *"],
                ["If-None-Match: \"tag-of-home\""],
                ["If-None-Match: \"x\"", "If-None-Match: \"tag-of-home\""],
                ["Accept-Encoding: br", "If-None-Match: W/\"tag-of-home-br\""],
            ]
            let paths = [
                "/int/en/", "/int/en/plain", "/int/en/unlisted", "/gb/en/", "/style-1.css",
            ]
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    for path in paths {
                        for headers in cases {
                            // A query is for the desk to ignore.
                            let fast = try await talk.hear(path, headers)
                            let slow = try await talk.hear(path + "?x", headers)
                            #expect(fast.status == slow.status)
                            #expect(fast.fields == slow.fields)
                            #expect(fast.body == slow.body)
                        }
                    }
                }
                #expect(try await bytePathAnswers(of: port) == paths.count * cases.count)
            }
        }

        @Test("leaves everything else to the desk")
        func left() async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    for (path, status) in [
                        ("/", 303), ("/int/en/old", 301), ("/nowhere", 404), ("/choice", 200),
                    ] {
                        #expect(try await talk.hear(path).status == status)
                    }
                }
                #expect(try await bytePathAnswers(of: port) == 0)
            }
        }

        @Test("sends a head alone for HEAD")
        func head() async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say("HEAD /int/en/ HTTP/1.1\r\nHost: h\r\n\r\n")
                    let head = try await talk.hear(toHead: true)
                    #expect(head["content-length"] == "4")
                    // Had there been a body, it would be read as the start of this answer.
                    #expect(try await talk.hear("/int/en/").body == "home")
                }
                #expect(try await bytePathAnswers(of: port) == 2)
            }
        }

        @Test("sends a date, and a large page whole")
        func large() async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    let heard = try await talk.hear("/int/en/large")
                    #expect(heard["date"] == "Tue, 24 Nov 2026 12:00:00 GMT")
                    #expect(heard.body == .large)
                }
            }
        }

        @Test("turns away whoever the trusted proxy says is elsewhere, and believes nobody else")
        func country() async throws {
            let header = "CF-IPCountry: FR"
            try await serving {
                $0.countryHeader = "cf-ipcountry"
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    let heard = try await talk.hear("/gb/en/", [header])
                    #expect(heard.status == 200)
                }
            }
            try await serving {
                $0.countryHeader = "cf-ipcountry"
                $0.trustedProxies = [CIDR("127.0.0.0/8")!]
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    #expect(try await talk.hear("/gb/en/", [header]).status == 451)
                    #expect(try await talk.hear("/gb/en/?x", [header]).status == 451)
                    #expect(try await talk.hear("/gb/en/", [header, header]).status == 200)
                    #expect(try await talk.hear("/gb/en/", ["CF-IPCountry: gb"]).status == 200)
                    let secure = try await talk.hear("/int/en/", ["X-Forwarded-Proto: https"])
                    #expect(secure["strict-transport-security"] != nil)
                    #expect(try await talk.hear("/int/en/")["strict-transport-security"] == nil)
                }
            }
        }

        @Test("sends the new page as soon as there is one, and the new lifetime")
        func change() async throws {
            let source = Given()
            try await serving(source) { port async throws in
                try await talk(to: port) { talk async throws in
                    #expect(try await talk.hear("/int/en/").body == "home")
                    source.give(
                        .sample(
                            nextChange: Instant.sampleNow.advanced(byMilliseconds: 5500),
                            sequence: 8,
                            more: ["/int/en/": .page(.saying("new home"))]))
                    let heard = try await talk.hear("/int/en/")
                    #expect(heard.body == "new home")
                    #expect(heard["cache-control"]?.contains("max-age=4,") == true)
                    source.give(.sample(more: ["/int/en/": .withdrawn(.saying("gone"))]))
                    #expect(try await talk.hear("/int/en/").status == 410)
                }
            }
        }

        @Test("does not answer while nobody can say what may be shown")
        func blind() async throws {
            let source = Given()
            try await serving(source) { port async throws in
                try await talk(to: port) { talk async throws in
                    #expect(try await talk.hear("/int/en/").status == 200)
                    source.goBlind(.saying("blind"))
                    let heard = try await talk.hear("/int/en/")
                    #expect(heard.status == 503)
                    #expect(heard.body == "blind")
                }
            }
        }

        @Test("does not answer from a site whose next change has come")
        func stale() async throws {
            let source = Given(.sample(nextChange: .sampleNow))
            try await serving(source) { port async throws in
                try await talk(to: port) { talk async throws in
                    let heard = try await talk.hear("/int/en/")
                    #expect(heard["cache-control"] == "no-store")
                }
                #expect(try await bytePathAnswers(of: port) == 0)
            }
        }
    }
}

extension OverSockets {
    @Suite("Requests in a row on one connection")
    struct PipeliningTests {
        @Test("are answered in their order, a slow one first")
        func slowFirst() async throws {
            let source = Given()
            source.makeSlow(.milliseconds(100))
            try await serving(source) { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(
                        ["/nowhere", "/int/en/", "/int/en/plain", "/elsewhere", "/int/en/"].map {
                            "GET \($0) HTTP/1.1\r\nHost: h\r\n\r\n"
                        }.joined())
                    for text in ["unknown /nowhere", "home", "plain", "unknown /elsewhere", "home"]
                    {
                        #expect(try await talk.hear().body == text)
                    }
                    #expect(try await talk.hear("/int/en/").body == "home")
                }
            }
        }

        @Test("are all answered, many at once")
        func many() async throws {
            let paths = (0..<2000).map { $0 % 7 == 3 ? "/nowhere-\($0)" : "/int/en/plain" }
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    let requests = paths.map { "GET \($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
                    try await talk.say(requests)
                    for path in paths {
                        let text = path.hasPrefix("/no") ? "unknown \(path)" : "plain"
                        #expect(try await talk.hear().body == text)
                    }
                }
            }
        }

        @Test("may come byte by byte")
        func dribble() async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    for byte in "GET /int/en/ HTTP/1.1\r\nHost: h\r\n\r\n".utf8 {
                        try await talk.say([byte])
                        try await Task.sleep(for: .milliseconds(1))
                    }
                    #expect(try await talk.hear().body == "home")
                }
            }
        }

        /// What can be asked, and the start and the body of its answer.
        private static let script: [(request: String, status: Int, body: String)] = [
            ("GET /int/en/ HTTP/1.1\r\nHost: h\r\n\r\n", 200, "home"),
            ("GET /int/en/plain?x HTTP/1.1\r\nHost: h\r\n\r\n", 200, "plain"),
            ("GET /int/en/ HTTP/1.1\r\nHost: h\r\nIf-None-Match: *\r\n\r\n", 304, ""),
            ("GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n", 404, "unknown /nowhere"),
            ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", 303, ""),
            ("GET /int/en/large HTTP/1.1\r\nHost: h\r\n\r\n", 200, .large),
            ("GET /int/en/ HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nxy", 200, "home"),
            (
                "GET /int/en/ HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n0\r\n\r\n", 200, "home"
            ),
        ]

        @Test("are answered alike however they are cut into packets", arguments: 0..<8)
        func cut(seed: UInt64) async throws {
            var random = Dice(seed: seed)
            let turns = (0..<60).map { _ in Self.script[random.roll(Self.script.count)] }
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    var bytes = Array(turns.map(\.request).joined().utf8)[...]
                    while !bytes.isEmpty {
                        let packet = bytes.prefix(1 + random.roll(400))
                        try await talk.say(Array(packet))
                        bytes = bytes.dropFirst(packet.count)
                        if random.roll(8) == 0 { try await Task.sleep(for: .milliseconds(1)) }
                    }
                    for turn in turns {
                        let heard = try await talk.hear()
                        #expect(heard.status == turn.status, "seed \(seed)")
                        #expect(heard.body == turn.body, "seed \(seed)")
                    }
                }
            }
        }

        @Test("stop being answered when nobody listens, and go on when somebody does")
        func backPressure() async throws {
            let count = 1500
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    let request = "GET /int/en/large HTTP/1.1\r\nHost: h\r\n\r\n"
                    try await talk.say(String(repeating: request, count: count))
                    try await Task.sleep(for: .milliseconds(500))
                    // Far more is asked for than the sockets can hold.
                    #expect(try await bytePathAnswers(of: port) < count / 2)
                    for _ in 0..<count {
                        #expect(try await talk.hear().body.utf8.count == String.large.utf8.count)
                    }
                }
                #expect(try await bytePathAnswers(of: port) == count)
            }
        }
    }
}

extension Talk {
    /// Asks for a path, and listens.
    mutating func hear(_ path: String, _ headers: [String] = []) async throws -> Heard {
        let lines = (["GET \(path) HTTP/1.1", "Host: nets.example"] + headers)
        try await say(lines.map { $0 + "\r\n" }.joined() + "\r\n")
        return try await hear()
    }
}
