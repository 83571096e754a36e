import Glibc
import ServiceLifecycle
import Testing
import UnixSignals

@testable import Web

extension OverSockets {
    @Suite("An operator's signal")
    struct SignalTests {
        @Test("SIGTERM stops the server, once the answer that has begun is given")
        func terminate() async throws {
            let source = Given()
            source.makeWait(.milliseconds(500))
            let heard = Letterbox()
            let settings = WebSettings.sample()
            let server = WebServer(settings: settings, source: source) { port in
                heard.expect {
                    try await talk(to: port) { talk in try await talk.hear("/int/en/") }
                }
            }
            let group = ServiceGroup(
                services: [server], gracefulShutdownSignals: [.sigterm], logger: settings.logger)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await source.isAsked()
                kill(getpid(), SIGTERM)
                try await tasks.waitForAll()
            }
            let answer = try await heard.open()
            #expect(answer.body == "home")
            #expect(answer["connection"] == "close")
        }
    }
}
