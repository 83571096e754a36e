package import Content
package import Press
package import Publishing
internal import ServiceLifecycle

/// Looks every second whether the site shows something else, and has the search learn it. Nothing depends on it:
/// what is no longer shown is not found in any case, and who searches has the same learnt.
package struct SearchKeeper: Service {
    private let source: any SiteSource
    private let seeker: any Seeker
    private let now: @Sendable () -> Instant

    package init(
        _ seeker: any Seeker, of source: any SiteSource, now: @escaping @Sendable () -> Instant
    ) {
        (self.seeker, self.source, self.now) = (seeker, source, now)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
                if let site = source.readySite(at: now()) { seeker.prepare(for: site) }
            }
        }
    }
}
