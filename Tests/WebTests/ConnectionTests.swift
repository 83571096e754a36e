import Press
import Testing

@testable import Web

extension OverSockets {
    @Suite("A connection ends when it should")
    struct ConnectionTests {
        static let last: [(String, String)] = [
            ("GET /int/en/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "home"),
            ("GET /int/en/ HTTP/1.1\r\nHost: h\r\nConnection: TE, Close\r\n\r\n", "home"),
            ("GET /int/en/?x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "home"),
            ("GET /nowhere HTTP/1.1\r\nHost: h\r\nconnection: CLOSE\r\n\r\n", "unknown /nowhere"),
            ("GET /int/en/ HTTP/1.0\r\n\r\n", "home"),
            ("GET /nowhere HTTP/1.0\r\n\r\n", "unknown /nowhere"),
            ("GET /int/en/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "home"),
            ("GET /int/en/large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", .large),
        ]

        @Test("after the last request, whatever is said later", arguments: last)
        func close(request: String, text: String) async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(request + "GET /int/en/plain HTTP/1.1\r\nHost: h\r\n\r\n")
                    let heard = try await talk.hear()
                    #expect(heard.body == text)
                    #expect(heard["connection"] == "close")
                    #expect(try await talk.hearToTheEnd() == "")
                }
            }
        }

        @Test(
            "after the answers, when the client has nothing more to say",
            arguments: ["/int/en/", "/nowhere", "/int/en/large"])
        func halfClose(path: String) async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.get(path)
                    try await talk.get(path)
                    talk.stopTalking()
                    let (first, second) = (try await talk.hear(), try await talk.hear())
                    #expect(!first.body.isEmpty)
                    #expect(first.body == second.body)
                    #expect(try await talk.hearToTheEnd() == "")
                }
            }
        }

        @Test("after what cannot be read, whose answer has its body whatever came before")
        func garbage() async throws {
            try await serving { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say("HEAD /int/en/ HTTP/1.1\r\nHost: h\r\n\r\nGARBAGE\r\n\r\n")
                    #expect(try await talk.hear(toHead: true).status == 200)
                    #expect(try await talk.hear().body.contains("could not be understood"))
                    #expect(try await talk.hearToTheEnd() == "")
                }
            }
        }

        @Test("for good: what waited is not begun for whoever has gone")
        func gone() async throws {
            let source = Given()
            source.makeWait(.milliseconds(50))
            try await serving(source) { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(
                        String(repeating: "GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n", count: 12))
                    try await source.isAsked()
                }
                try await Task.sleep(for: .milliseconds(300))
                // The one that was begun, and perhaps one more while nobody had noticed.
                #expect(source.timesAsked <= 3)
            }
        }

        @Test("in the middle of a request, with a refusal or without")
        func brokenOff() async throws {
            try await serving { port async throws in
                for request in [
                    "GET /int", "GET /int/en/ HTTP/1.1\r\nHost: h\r\n",
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc",
                ] {
                    try await talk(to: port) { talk async throws in
                        try await talk.say(request)
                        talk.stopTalking()
                        let heard = try await talk.hearToTheEnd()
                        #expect(heard.isEmpty || heard.hasPrefix("HTTP/1.1 400"))
                    }
                }
            }
        }

        static let unfinished: [(String, Int)] = [
            ("", 0), ("GET /int", 408), ("GET / HTTP/1.1\r\nHost: h\r\n", 408),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc", 408),
        ]

        @Test("when a request takes too long", arguments: unfinished)
        func slow(request: String, status: Int) async throws {
            try await serving {
                $0.limits.headMilliseconds = 300
                $0.limits.bodyMilliseconds = 300
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(request)
                    if status != 0 { #expect(try await talk.hear().status == status) }
                    #expect(try await talk.hearToTheEnd() == "")
                }
            }
        }

        @Test("when a head comes byte by byte for too long")
        func dribble() async throws {
            try await serving {
                $0.limits.headMilliseconds = 150
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say("GET / HTTP/1.1\r\n")
                    do {
                        for _ in 0..<100 {
                            try await talk.say("X: y\r\n")
                            try await Task.sleep(for: .milliseconds(10))
                        }
                    } catch {
                        // The server has hung up.
                    }
                    #expect(try await talk.hearToTheEnd().hasPrefix("HTTP/1.1 408"))
                }
            }
        }

        @Test("when nothing is asked for a while, and not before")
        func idle() async throws {
            try await serving {
                $0.limits.idleMilliseconds = 1000
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    for path in ["/int/en/", "/nowhere", "/int/en/"] {
                        #expect(try await talk.hear(path).status >= 200)
                        try await Task.sleep(for: .milliseconds(400))
                    }
                    #expect(try await talk.hearToTheEnd() == "")
                }
            }
        }

        @Test("when the client takes nothing of its answers")
        func stall() async throws {
            try await serving {
                $0.limits.stallMilliseconds = 200
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    let request = "GET /int/en/large HTTP/1.1\r\nHost: h\r\n\r\n"
                    try await talk.say(String(repeating: request, count: 1000))
                    try await Task.sleep(for: .milliseconds(1000))
                    let heard = try await talk.hearToTheEndOrFailure()
                    #expect(heard < 1000 * String.large.utf8.count)
                }
            }
        }

        @Test("a slow answer is not an idle connection")
        func slowAnswer() async throws {
            let source = Given()
            source.makeWait(.milliseconds(1000))
            try await serving(source) {
                $0.limits.idleMilliseconds = 300
                $0.limits.headMilliseconds = 300
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    let heard = try await talk.hear("/int/en/")
                    #expect(heard.body == "home")
                }
            }
        }

        @Test("more connections than allowed wait for their turn")
        func crowd() async throws {
            try await serving {
                $0.limits.connections = 2
            } _: { port async throws in
                let late = Letterbox()
                try await talk(to: port) { first async throws in
                    #expect(try await first.hear("/int/en/").status == 200)
                    try await talk(to: port) { second async throws in
                        #expect(try await second.hear("/int/en/").status == 200)
                        late.expect {
                            try await talk(to: port) { talk in try await talk.hear("/int/en/") }
                        }
                        try await Task.sleep(for: .milliseconds(300))
                        #expect(!late.hasCome)
                    }
                }
                #expect(try await late.open().status == 200)
            }
        }
    }
}

extension OverSockets {
    @Suite("Stopping")
    struct StoppingTests {
        @Test("finishes the answer that has begun")
        func finish() async throws {
            let source = Given()
            source.makeWait(.milliseconds(1000))
            let heard = Letterbox()
            try await serving(source) { port async throws in
                heard.expect {
                    try await talk(to: port) { try await $0.hear("/int/en/") }
                }
                // The server is stopped while the request is inside.
                try await source.isAsked()
            }
            let answer = try await heard.open()
            #expect(answer.body == "home")
            #expect(answer["connection"] == "close")
        }

        @Test("finishes sending a large answer to a slow client")
        func finishSending() async throws {
            let heard = Letterbox()
            let words = String(repeating: String.large, count: 80)
            let page = Given(
                .sample(more: ["/int/en/huge": .page(.saying(words, isCompressed: false))]))
            try await serving(page) { port async throws in
                heard.expect {
                    try await talk(to: port) { talk async throws in
                        try await talk.get("/int/en/huge")
                        try await Task.sleep(for: .milliseconds(500))
                        return try await talk.hear()
                    }
                }
                while try await bytePathAnswers(of: port) == 0 {
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            #expect(try await heard.open().body == words)
        }

        @Test("does not wait for connections that ask for nothing")
        func idle() async throws {
            let clock = ContinuousClock()
            let heard = Letterbox()
            let start = clock.now
            try await serving { port async throws in
                let (answers, answer) = AsyncStream.makeStream(of: Void.self)
                heard.expect {
                    try await talk(to: port) { talk async throws in
                        let heard = try await talk.hear("/int/en/")
                        answer.finish()
                        #expect(try await talk.hearToTheEnd() == "")
                        return heard
                    }
                }
                for await _ in answers {}
            }
            #expect(clock.now - start < .seconds(5))
            #expect(try await heard.open().status == 200)
        }
    }
}
