internal import Content
internal import Foundation
internal import Policy

extension Configuration {
    /// The zone in which its days begin, and in which editors read times.
    var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}

extension Instant {
    /// `2027-02-01 00:00 Europe/Brussels`, to the minute.
    func written(in zone: TimeZone) -> String {
        let day = Day(of: self, in: zone)
        let minutes = (milliseconds - day.start(in: zone).milliseconds) / 60_000
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        let digits = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(day) \(digits(hour)):\(digits(minute)) \(zone.identifier)"
    }
}

extension Policy.Refusal {
    func words(in zone: TimeZone) -> String {
        switch self {
        case .unknown: "unknown"
        case .lapsed(let since): since.map { "lapsed \($0.written(in: zone))" } ?? "not approved"
        case .withdrawn(let at, _): "withdrawn \(at.written(in: zone))"
        case .moved(let target): "moved to \(target)"
        case .erased(let at, _): "erased \(at.written(in: zone))"
        }
    }
}
