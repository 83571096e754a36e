import Glibc
import Testing

@testable import Web

extension OverSockets {
    @Suite("An operator's signal")
    struct SignalTests {
        @Test("SIGTERM stops the server, once the answer that has begun is given")
        func terminate() async throws {
            let source = Given()
            source.makeWait(.milliseconds(200))
            let heard = Letterbox()
            let server = WebServer(settings: .sample(), source: source) { port in
                heard.expect {
                    try await talk(to: port) { talk in try await talk.hear("/int/en/") }
                }
            }
            async let served: Void = server.serve()
            try await source.isAsked()
            kill(getpid(), SIGTERM)
            try await served
            #expect(try await heard.open().body == "home")
        }
    }
}
