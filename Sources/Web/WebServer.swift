internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
package import Publishing
internal import ServiceLifecycle

/// Serves a site over HTTP until it is told to stop; then the answers that have begun are finished.
package struct WebServer: Service {
    private let settings: WebSettings
    private let source: any SiteSource
    private let onListening: @Sendable (_ port: Int) async -> Void

    /// `onListening` is told the port once connections are accepted.
    package init(
        settings: WebSettings, source: any SiteSource,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.settings = settings
        self.source = source
        self.onListening = onListening
    }

    /// Returns after a graceful shutdown of the group of services it runs in. Throws
    /// `StartRefusal` where the address is taken, or the certificate or its key cannot be read.
    package func run() async throws {
        let desk = Desk(settings: settings, source: source)
        let onListening = self.onListening
        let application = Application(
            responder: DeskResponder(desk: desk), server: road(to: desk),
            configuration: configuration,
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: settings.logger)
        do {
            try await application.run()
        } catch {
            throw StartRefusal(error, settings) ?? error
        }
    }

    private func road(to desk: Desk) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            let plain = PlainRoad(desk: desk, headCaches: HeadCaches(), responder: responder)
            guard let files = desk.settings.tls else { return plain }
            return try SecureRoad(plain, files: files)
        }
    }

    /// Beyond the limit, connections wait in the system's queue.
    private var configuration: ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port), serverName: nil,
            availableConnectionsDelegate: .maximum(
                settings.limits.connections, logger: settings.logger))
    }
}
