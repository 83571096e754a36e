import Foundation

/// As many seeds as asked for, other ones each time; or the one that `HOOFBEAT_SEED` names, to play
/// a failure again.
func seeds(_ count: Int) -> [UInt64] {
    if let named = number("HOOFBEAT_SEED") { return [UInt64(named)] }
    return (0..<count).map { _ in UInt64.random(in: 0..<1_000_000) }
}

/// How often tests that wait for luck try it: `usual`, or more if `HOOFBEAT_ROUNDS` says so.
func rounds(usual: Int) -> Int { max(usual, number("HOOFBEAT_ROUNDS") ?? 0) }

private func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
}
