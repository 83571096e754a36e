internal import Content

/// `Tue, 24 Nov 2026 09:30:00 GMT` (RFC 9110 §5.6.7).
func httpDate(_ instant: Instant) -> String {
    let seconds = Int((Double(instant.milliseconds) / 1000).rounded(.down))
    let ordinal = Int((Double(seconds) / 86_400).rounded(.down))
    let day = Day(ordinal: ordinal)
    let time = seconds - ordinal * 86_400
    // 1970-01-01 was a Thursday.
    let weekday = weekdays[((ordinal + 4) % 7 + 7) % 7]
    return "\(weekday), \(twoDigits(day.day)) \(months[day.month - 1]) \(day.year) "
        + "\(twoDigits(time / 3600)):\(twoDigits(time / 60 % 60)):\(twoDigits(time % 60)) GMT"
}

private let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
private let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
