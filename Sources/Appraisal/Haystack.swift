/// A paragraph in which phrases are looked for, in any case. By bytes: looking by characters would be a
/// third of the time that an appraisal takes.
struct Haystack: Sendable {
    let text: String
    private let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.lowercased().utf8)
    }

    /// - Parameter phrases: in lower case.
    func holds(anyOf phrases: [String]) -> Bool {
        phrases.contains { phrase in
            var phrase = phrase
            return phrase.withUTF8(holds)
        }
    }

    /// A loop over bytes in place: most of an appraisal's time goes by here.
    private func holds(_ phrase: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = phrase.first else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start <= bytes.count - phrase.count {
                if bytes[start] == first {
                    var length = 1
                    while length < phrase.count, bytes[start + length] == phrase[length] {
                        length += 1
                    }
                    if length == phrase.count { return true }
                }
                start += 1
            }
            return false
        }
    }
}

extension Haystack {
    /// Sentences with a share in percent. Ki-67 is given so in the reports that people hold, and an
    /// interval of 95 % is no share of them.
    var percents: [String] {
        guard holds(anyOf: signsOfPercent), !holds(anyOf: ["ki-67", "interval"]) else { return [] }
        return Sentences.of(text).map(\.text).filter { Haystack($0).holds(anyOf: signsOfPercent) }
    }
}

private let signsOfPercent = ["%", " per cent", " percent"]

extension String {
    /// The first of its sentences that is so; all of it where none is by itself.
    func sentence(where isSo: (String) -> Bool) -> String {
        Sentences.of(self).map(\.text).first(where: isSo) ?? self
    }
}
