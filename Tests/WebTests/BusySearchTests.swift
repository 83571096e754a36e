import Cast
import Content
import Press
import Publishing
import Rendering
import Testing

@testable import Web

/// Where more search than can be answered, for as long as the test lasts.
private struct Full: Seeker, Turnstile {
    let isFull: Bool

    func pass<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value { throw SeekRefusal.busy }

    func search(
        _ query: SearchQuery, on site: Site, for audience: Audience
    ) async throws -> SearchSheet.State { throw SeekRefusal.busy }

    func prepare(for site: Site) {}

    func suggest(
        _ beginning: String, on site: Site, for audience: Audience
    ) async throws -> [Suggestion] { throw SeekRefusal.busy }
}

private func site() throws -> Site {
    var chronicle = Chronicle { Digest(of: "\($0)") }
    let now = Instant.noon("2026-01-01")
    chronicle.configure(.of(.int(.showWithNotice), .gb(rule: .enforced)), at: now)
    chronicle.revise(.prrt, [.int: "lutetium", .gb: "lutetium"], at: now)
    let settings = PressSettings(templates: try Templates(), origin: "https://nets.example")
    return try #require(
        press(chronicle.history, chronicle.articles, settings, at: .sampleNow)
    ).site
}

/// A server at which more search than it can answer.
func busySearch(
    isFull: Bool = true, _ change: (inout WebSettings) -> Void = { _ in },
    _ body: (_ port: Int) async throws -> Void
) async throws {
    try await serving(
        Given(site()),
        { settings in
            settings.seeker = Full(isFull: isFull)
            settings.turnstile = Full(isFull: isFull)
            change(&settings)
        }, body)
}

extension OverSockets {
    @Suite("A search too many")
    struct BusySearchTests {
        // By the gate, and where the place was taken only behind it.
        @Test("is told so, with when and how to go on", arguments: [true, false])
        func told(isFull: Bool) async throws {
            try await busySearch(isFull: isFull) { port async throws in
                try await talk(to: port) { talk async throws in
                    let page = try await talk.hear("/int/en/search?q=walking")
                    #expect(page.status == 503)
                    #expect(page["retry-after"] == "2")
                    #expect(page["cache-control"] == "private, no-store")
                    #expect(page.body.contains("Very many people are searching"))
                    #expect(page.body.contains("<a href=\"\">Search for the same words again</a>"))
                    let none = try await talk.hear("/int/en/suggest?q=wal")
                    #expect(none.status == 503)
                    #expect(none.body == "[]")
                    #expect(none["retry-after"] == "2")
                }
            }
        }

        @Test("has a head alone for HEAD")
        func head() async throws {
            try await busySearch { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(
                        "HEAD /int/en/search?q=a HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try await talk.hear(toHead: true).status == 503)
                    // Had there been a body, it would be read as the start of this answer.
                    #expect(try await talk.hear("/int/en/treatments/prrt").status == 200)
                }
            }
        }

        @Test("is the only thing that is refused")
        func others() async throws {
            try await busySearch {
                $0.countryHeader = "cf-ipcountry"
                $0.trustedProxies = [CIDR("127.0.0.0/8")!]
            } _: { port async throws in
                try await talk(to: port) { talk async throws in
                    for (path, status) in [
                        ("/int/en/treatments/prrt", 200), ("/int/en/search", 200),
                        ("/int/en/search?q=", 200),
                        ("/int/en/treatments/prrt?q=a", 200), ("/int/en/nowhere?q=a", 404),
                        ("/int/en/search?q=%ZZ", 503), ("/int/xx/search?q=a", 404),
                        ("/int/en/search?q=%20+", 200), ("/int/en/nowhere?utm_source=x", 404),
                    ] {
                        #expect(try await talk.hear(path).status == status, "\(path)")
                    }
                    let outside = try await talk.hear("/gb/en/search?q=a", ["CF-IPCountry: FR"])
                    #expect(outside.status == 451)
                    let inside = try await talk.hear("/gb/en/search?q=a", ["CF-IPCountry: GB"])
                    #expect(inside.status == 503)
                }
            }
        }

        @Test("has its answer in its turn, whatever stands before and behind it")
        func order() async throws {
            let asked = [
                ("/int/en/search?q=a", 503), ("/int/en/search", 200), ("/int/en/search?q=b", 503),
                ("/int/en/search?q=c", 503), ("/nowhere", 404), ("/int/en/search?q=d", 503),
                ("/int/en/treatments/prrt", 200), ("/int/en/search?q=e", 503),
            ]
            try await busySearch { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(
                        asked.map { "GET \($0.0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
                    for (path, status) in asked {
                        #expect(try await talk.hear().status == status, "\(path)")
                    }
                }
            }
        }

        @Test("does not disturb the request behind it, whose body comes later")
        func bodyBehind() async throws {
            let form = "near=" + String(repeating: "a", count: 12_000)
            let head =
                "POST /int/en/clinics HTTP/1.1\r\nHost: h\r\nContent-Length: \(form.utf8.count)\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
            try await busySearch { port async throws in
                for more in ["", "Expect: 100-continue\r\n"] {
                    try await talk(to: port) { talk async throws in
                        try await talk.say(
                            "GET /int/en/search?q=a HTTP/1.1\r\nHost: h\r\n\r\n" + head + more
                                + "\r\n")
                        try await Task.sleep(for: .milliseconds(20))
                        try await talk.say(form)
                        #expect(try await talk.hear().status == 503)
                        if !more.isEmpty { #expect(try await talk.hear().status == 100) }
                        // Nobody lists hospitals here, so nobody takes the form.
                        #expect(try await talk.hear().status == 404)
                        #expect(try await talk.hear("/int/en/search").status == 200)
                    }
                }
            }
        }

        @Test(
            "has its answer before the connection ends",
            arguments: [
                "GET /int/en/search?q=a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET /int/en/search?q=a HTTP/1.0\r\n\r\n",
            ])
        func last(request: String) async throws {
            try await busySearch { port async throws in
                try await talk(to: port) { talk async throws in
                    try await talk.say(request)
                    let heard = try await talk.hear()
                    #expect(heard.status == 503)
                    #expect(heard["connection"] == "close")
                    #expect(try await talk.hearToTheEnd() == "")
                }
                try await talk(to: port) { talk async throws in
                    try await talk.say(
                        "GET /int/en/search?q=a HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\n\r\n")
                    #expect(try await talk.hear().status == 503)
                    #expect(try await talk.hear().status == 400)
                }
                try await talk(to: port) { talk async throws in
                    try await talk.get("/int/en/search?q=a")
                    talk.stopTalking()
                    #expect(try await talk.hear().status == 503)
                    #expect(try await talk.hearToTheEnd() == "")
                }
            }
        }
    }
}
