internal import Foundation
internal import Synchronization

/// What a person sees on a terminal: colours where there is one, plain text where there is not.
struct Terminal: Sendable {
    enum Style: String {
        case bold = "1"
        case faint = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    private let hasColours: Bool

    static let output = Terminal(isatty(STDOUT_FILENO) == 1)
    static let error = Terminal(isatty(STDERR_FILENO) == 1)

    /// Colours are left out where `NO_COLOR` is set (https://no-color.org).
    private init(_ isTerminal: Bool) {
        hasColours = isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    func styled(_ text: String, _ style: Style) -> String {
        hasColours ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Rows with their columns aligned.
    static func table(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.compactMap { $0.indices.contains(column) ? $0[column].count : nil }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell.padding(toLength: widths[column], withPad: " ", startingAt: 0)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

extension Terminal {
    /// Texts in columns of equal width, their words wrapped.
    static func sideBySide(_ texts: [String], width: Int = 100) -> String {
        let room = max(20, (width - 3 * (texts.count - 1)) / max(1, texts.count))
        let columns = texts.map { wrapped($0, to: room) }
        let rows = (0..<(columns.map(\.count).max() ?? 0)).map { line in
            columns.enumerated().map { index, column in
                let words = column.indices.contains(line) ? column[line] : ""
                // The first column keeps its room, so that one table stands below the other.
                return index == 0
                    ? words + String(repeating: " ", count: max(0, room - words.count))
                    : "| \(words)"
            }
        }
        return table(rows)
    }

    /// Lines of at most so many characters, broken between words; a longer word has its own.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
            var lines = [""]
            for word in paragraph.split(separator: " ") {
                let last = lines[lines.count - 1]
                if last.isEmpty {
                    lines[lines.count - 1] = String(word)
                } else if last.count + 1 + word.count <= width {
                    lines[lines.count - 1] = "\(last) \(word)"
                } else {
                    lines.append(String(word))
                }
            }
            return lines
        }
    }
}

/// Writes to standard error, where what is not a result belongs.
func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// A bar on standard error, shown on a terminal only, and only where the work is long.
final class ProgressBar: Sendable {
    private let title: String
    private let shown = Mutex(-1)
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(_ title: String) { self.title = title }

    func update(_ done: Int, of total: Int) {
        guard isTerminal, total >= 500 else { return }
        let percent = done * 100 / total
        let isNews = shown.withLock { last in
            defer { last = max(last, percent) }
            return percent > last
        }
        guard isNews else { return }
        let filled = String(repeating: "█", count: percent / 4)
        let empty = String(repeating: "░", count: 25 - percent / 4)
        let end = done == total ? "\n" : ""
        FileHandle.standardError.write(Data("\r\(title) \(filled)\(empty) \(percent) %\(end)".utf8))
    }
}
