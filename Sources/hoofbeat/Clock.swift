internal import Content
internal import Foundation

/// The one clock. A test that cannot wait for Monday sets it ahead, by seconds. It is never set back: what
/// has lapsed stays so.
func clock() -> @Sendable () -> Instant {
    let ahead = ProcessInfo.processInfo.environment["HOOFBEAT_CLOCK_AHEAD"].flatMap { Double($0) }
    let seconds = max(0, ahead ?? 0)
    return {
        let now = Date().timeIntervalSince1970 + seconds
        return Instant(milliseconds: Int64((now * 1000).rounded(.down)))
    }
}
