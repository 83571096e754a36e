package import Foundation

/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The core is given instants; it never asks a clock for one. Integers, rather than `Date`, so
/// that two instants written to the journal and read back are equal, always.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static let distantPast = Instant(milliseconds: .min)
    package static let distantFuture = Instant(milliseconds: .max)

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        Instant(milliseconds: self.milliseconds + milliseconds)
    }

    /// Whole seconds from `self` until `later`, rounded down.
    package func wholeSeconds(until later: Instant) -> Int64 {
        let (difference, overflow) = later.milliseconds.subtractingReportingOverflow(milliseconds)
        return overflow ? .max : Int64((Double(difference) / 1000).rounded(.down))
    }
}

extension Instant {
    /// Reads `2026-11-24T09:30:00Z`, with an optional fraction of three digits and an optional
    /// offset such as `+01:00` (RFC 3339). Nil for anything else, a lower-case `z` included.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(bytes[11..<13]), hour < 24,
            let minute = number(bytes[14..<16]), minute < 60,
            let second = number(bytes[17..<19]), second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            guard rest.count >= 4, let digits = number(rest.dropFirst().prefix(3)) else {
                return nil
            }
            fraction = digits
            rest = rest.dropFirst(4)
        }
        guard let offsetMinutes = Instant.offsetMinutes(rest) else { return nil }
        let seconds = day.ordinal * 86_400 + hour * 3600 + minute * 60 + second
        self.init(milliseconds: Int64((seconds - offsetMinutes * 60) * 1000 + fraction))
    }

    private static func offsetMinutes(_ text: ArraySlice<UInt8>) -> Int? {
        if text.elementsEqual("Z".utf8) { return 0 }
        let bytes = Array(text)
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            let hours = number(bytes[1..<3]), hours < 24,
            let minutes = number(bytes[4..<6]), minutes < 60
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    /// `2026-11-24T09:30:00.000Z`: always in UTC, always with milliseconds, so that texts sort as
    /// the instants do.
    package var rfc3339: String {
        let day = Day(ordinal: Int((Double(milliseconds) / 86_400_000).rounded(.down)))
        let within = Int(milliseconds - Int64(day.ordinal) * 86_400_000)
        let (seconds, fraction) = within.quotientAndRemainder(dividingBy: 1000)
        return "\(day)T\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):"
            + "\(padded(seconds % 60)).\(padded(fraction, to: 3))Z"
    }
}

/// A calendar day, which becomes an interval of instants only in a time zone.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Reads `2026-11-24`; nil for any other form and for days that do not exist.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Days since 1970-01-01, after Howard Hinnant's `civil_from_days`.
    package init(ordinal: Int) {
        let shifted = ordinal + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01, after Howard Hinnant's `days_from_civil`.
    package var ordinal: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package var description: String {
        "\(padded(year, to: 4))-\(padded(month))-\(padded(day))"
    }

    package static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// The day `months` calendar months later; the last day of that month where it is shorter.
    package func adding(months: Int) -> Day {
        let total = year * 12 + (month - 1) + months
        let (newYear, newMonth) = (total / 12, total % 12 + 1)
        let newDay = min(day, Day.length(ofMonth: newMonth, year: newYear))
        return Day(year: newYear, month: newMonth, day: newDay)
    }

    private init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day {
    /// The first instant of the day in a time zone: midnight, or the end of a gap over midnight.
    package func start(in zone: TimeZone) -> Instant {
        let utcMidnight = Double(ordinal) * 86_400
        // The offset in force depends on the instant we are looking for: the one of the day before
        // or of the day after. Where the clock skips midnight, or a whole day, the next moment counts.
        let candidates = [-86_400.0, 86_400].map { shift in
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: utcMidnight + shift))
            return Instant(milliseconds: Int64((utcMidnight - Double(offset)) * 1000))
        }.sorted()
        return candidates.first { Day(of: $0, in: zone) >= self } ?? candidates[1]
    }

    /// The day that holds `instant` in a time zone.
    package init(of instant: Instant, in zone: TimeZone) {
        let seconds = Double(instant.milliseconds) / 1000
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
        self.init(ordinal: Int(((seconds + Double(offset)) / 86_400).rounded(.down)))
    }
}

private func number(_ digits: some Collection<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
        guard digit >= 48, digit <= 57 else { return nil }
        value = value * 10 + Int(digit - 48)
    }
    return digits.isEmpty ? nil : value
}

private func padded(_ number: Int, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
