package import Content

/// The words of the frame in one language: what stands around articles, and on the labels of
/// their parts. A language lacks nothing, because English fills its gaps.
package struct Phrases: Sendable {
    package let language: Language
    package let words: [String: String]

    package init(_ language: Language, words: [String: String] = [:]) {
        self.language = language
        self.words = english.merging(englishOfArticles) { frame, _ in frame }
            .merging(englishOfFrames) { frame, _ in frame }
            .merging(words) { _, translated in translated }
    }

    /// The words for a key. A key nobody knows is a mistake of the program, shown as itself.
    package subscript(key: String) -> String {
        words[key] ?? key
    }

    /// The words for a key, with `{0}`, `{1}` … replaced.
    package func callAsFunction(_ key: String, _ arguments: String...) -> String {
        arguments.enumerated().reduce(self[key]) { text, argument in
            text.replacing("{\(argument.offset)}", with: argument.element)
        }
    }
}
