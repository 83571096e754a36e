import Foundation
import Testing

@testable import Web

extension OverSockets {
    @Suite(
        "Over TLS",
        .enabled(if: isInstalled("openssl") && isInstalled("curl"), "needs openssl and curl"))
    struct TLSTests {
        /// The head and the body that curl gets, and the version of HTTP.
        private func curl(
            _ port: Int, _ path: String, _ options: [String]
        ) async throws -> (heard: Heard, version: String) {
            let output = try await run(
                "curl",
                [
                    "--silent", "--insecure", "--max-time", "10", "--include", "--raw",
                    "--path-as-is", "--write-out", "\nversion %{http_version}",
                    "https://localhost:\(port)\(path)",
                ] + options)
            let head = output.firstRange(of: "\r\n\r\n").map { String(output[..<$0.lowerBound]) }
            let rest = output.firstRange(of: "\r\n\r\n").map { output[$0.upperBound...] } ?? ""
            let end = rest.range(of: "\nversion ", options: .backwards)
            var heard = Heard(head: head ?? "HTTP/0 0 nothing")
            heard.body = String(rest[..<(end?.lowerBound ?? rest.endIndex)])
            return (heard, end.map { String(rest[$0.upperBound...]) } ?? "none")
        }

        static let requests: [(String, [String], Int)] = [
            ("/int/en/", [], 200), ("/int/en/?x", [], 200), ("/int/en/large", [], 200),
            ("/int/en/", ["--header", "Accept-Encoding: br"], 200), ("/int/en/", ["--head"], 200),
            ("/int/en/?x", ["--head"], 200), ("/int/en/large", ["--head"], 200),
            ("/nowhere", [], 404),
            ("/", [], 303), ("/int/en/old", [], 301), ("/int/en/../x", [], 400),
            ("/int/en/", ["--header", "If-None-Match: \"tag-of-home\""], 304),
            ("/int/en/?x", ["--header", "If-None-Match: \"tag-of-home\""], 304),
            ("/int/en/", ["--data", "a=b"], 405), ("/int/en/", ["--request", "OPTIONS"], 405),
        ]

        @Test("HTTP/1.1 and HTTP/2 say the same", arguments: requests)
        func versions(path: String, options: [String], status: Int) async throws {
            try await withCertificate { files in
                try await serving {
                    $0.tls = files
                } _: { port async throws in
                    let (one, first) = try await curl(port, path, options + ["--http1.1"])
                    let (two, second) = try await curl(port, path, options + ["--http2"])
                    #expect(first == "1.1")
                    #expect(second == "2")
                    #expect(one.status == status)
                    #expect(two.status == status)
                    #expect(one.fields == two.fields)
                    #expect(one.body == two.body)
                    #expect(one["strict-transport-security"] != nil)
                    #expect(one["content-security-policy"]?.contains("upgrade-insecure") == true)
                }
            }
        }

        @Test("the byte path answers HTTP/1.1 and HTTP/2", arguments: ["--http1.1", "--http2"])
        func bytePath(version: String) async throws {
            try await withCertificate { files in
                try await serving {
                    $0.tls = files
                } _: { port async throws in
                    #expect(try await curl(port, "/int/en/", [version]).heard.body == "home")
                    #expect(try await curl(port, "/int/en/", [version, "--head"]).heard.body == "")
                    // These are not for it.
                    #expect(try await curl(port, "/int/en/?x", [version]).heard.body == "home")
                    _ = try await curl(port, "/int/en/", [version, "--data", "a=b"])
                    let metrics = try await curl(port, "/metrics", []).heard.body
                    #expect(metrics.contains("\nhoofbeat_byte_path_answers_total 2\n"))
                }
            }
        }

        @Test("a search too many is told so", arguments: ["--http1.1", "--http2"])
        func busy(version: String) async throws {
            try await withCertificate { files in
                try await busySearch {
                    $0.tls = files
                } _: { port async throws in
                    let (heard, _) = try await curl(port, "/int/en/search?q=a", [version])
                    #expect(heard.status == 503)
                    #expect(heard["retry-after"] == "2")
                    #expect(heard.body.contains("Very many people"))
                }
            }
        }

        @Test("many streams of one HTTP/2 connection are answered at once")
        func streams() async throws {
            try await withCertificate { files in
                try await serving {
                    $0.tls = files
                } _: { port async throws in
                    let output = try await run(
                        "curl",
                        [
                            "--silent", "--insecure", "--max-time", "20", "--http2", "--parallel",
                            "--parallel-max", "50",
                        ] + (1...100).map { _ in "https://localhost:\(port)/int/en/" })
                    #expect(output.components(separatedBy: "home").count - 1 == 100)
                }
            }
        }

        @Test("a body that is too large is refused", arguments: ["--http1.1", "--http2"])
        func large(version: String) async throws {
            let body = String(repeating: "a", count: 100_000)
            try await withCertificate { files in
                try await serving {
                    $0.tls = files
                } _: { port async throws in
                    for more in [[], ["--header", "Transfer-Encoding: chunked"]] {
                        let options = [version, "--header", "Expect:", "--data", body] + more
                        #expect(try await curl(port, "/int/en/", options).heard.status == 413)
                    }
                }
            }
        }

        @Test("the last answer is whole", arguments: ["/int/en/large", "/int/en/large?x"])
        func close(path: String) async throws {
            try await withCertificate { files in
                try await serving {
                    $0.tls = files
                } _: { port async throws in
                    let options = ["--http1.1", "--header", "Connection: close"]
                    let (heard, _) = try await curl(port, path, options)
                    #expect(heard["connection"] == "close")
                    #expect(heard.body == .large)
                }
            }
        }

        @Test(
            "versions before 1.2 are not spoken",
            arguments: [("1.1", false), ("1.2", true), ("1.3", true)])
        func minimum(version: String, isSpoken: Bool) async throws {
            try await withCertificate { files in
                try await serving {
                    $0.tls = files
                } _: { port async throws in
                    let options = ["--tls-max", version, "--ciphers", "DEFAULT@SECLEVEL=0"]
                    let (heard, _) = try await curl(port, "/healthz", options)
                    #expect((heard.status == 200) == isSpoken)
                }
            }
        }

        @Test("whoever says nothing, or something else, is let go")
        func silent() async throws {
            try await withCertificate { files in
                try await serving {
                    $0.tls = files
                    $0.limits.headMilliseconds = 100
                } _: { port async throws in
                    for text in ["", "GET / HTTP/1.1\r\nHost: h\r\n\r\n"] {
                        try await talk(to: port) { talk async throws in
                            try await talk.say(text)
                            // At most an alert, which is a few bytes.
                            #expect(try await talk.hearToTheEndOrFailure() < 20)
                        }
                    }
                }
            }
        }

        @Test("a key that cannot be read stops the server at once")
        func noKey() async throws {
            let files = WebSettings.TLSFiles(certificate: "/nowhere.pem", key: "/nowhere.pem")
            let refusal = await #expect(throws: StartRefusal.self) {
                try await serving {
                    $0.tls = files
                } _: { _ in
                }
            }
            #expect("\(refusal!)".hasPrefix("/nowhere.pem cannot be read as a certificate"))
        }
    }
}
