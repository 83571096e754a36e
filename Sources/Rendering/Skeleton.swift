internal import Content

/// What a template prints for all contexts of one shape: fixed text, and slots for the texts.
///
/// A template without logic asks of a text only whether it is there, of a list only how long it
/// is. So two contexts that differ in their texts alone print the same but for these, and the
/// template need be run only once for both. (Printing ten thousand pages takes a fifth less.)
struct Skeleton: Sendable {
    /// What is fixed, all of it in one: thousands of short strings take several times their length.
    private let fixed: String
    private let slots: [Slot]

    private struct Slot: Sendable {
        /// How many bytes of what is fixed stand before it.
        let offset: Int
        let text: Int32
        let isEscaped: Bool
    }

    /// - Parameter printed: what the template printed for a context of marks.
    init(_ printed: String) {
        var fixed: [UInt8] = []
        var slots: [Slot] = []
        var rest = printed[...]
        while let start = rest.utf8.firstIndex(of: Mark.start),
            let end = rest.utf8[start...].firstIndex(of: Mark.end)
        {
            fixed += rest[..<start].utf8
            let mark = rest[rest.utf8.index(after: start)..<end]
            let number = mark.drop { !$0.isNumber }
            guard let text = Int32(number) else { preconditionFailure("marks hold a number") }
            // A mark holds a sign that would have been escaped.
            let isEscaped = mark.utf8.first == UInt8(ascii: "&")
            slots.append(Slot(offset: fixed.count, text: text, isEscaped: isEscaped))
            rest = rest[rest.utf8.index(after: end)...]
        }
        fixed += rest.utf8
        self.fixed = String(decoding: fixed, as: UTF8.self)
        self.slots = slots
    }

    func filled(with texts: [String]) -> String {
        var result = ""
        result.reserveCapacity(texts.reduce(fixed.utf8.count + 256) { $0 + $1.utf8.count })
        var rest = fixed[...]
        var done = 0
        for slot in slots {
            let place = rest.utf8.index(rest.startIndex, offsetBy: slot.offset - done)
            let text = texts[Int(slot.text)]
            result += rest[..<place]
            result += slot.isEscaped ? escaped(text) : text
            (rest, done) = (rest[place...], slot.offset)
        }
        return result + rest
    }

    /// Stands for a text: its number between two control characters that no text holds.
    fileprivate enum Mark {
        static let start: UInt8 = 1
        static let end: UInt8 = 2

        static func text(_ number: Int) -> String { "\u{1}<\(number)\u{2}" }
    }

    /// Whether templates of these sources can be run on marks: they neither look into a text nor
    /// change it, as the library's transforms do, nor choose a partial by it.
    static func suit(_ sources: some Collection<String>) -> Bool {
        sources.allSatisfy { source in
            !source.utf8.contains(Mark.start) && tags(of: source).allSatisfy(suits)
        }
    }

    /// The insides of a template's tags. (By hand: an expression in a function is parsed anew each
    /// time it is called, which took a fifth of a start.)
    private static func tags(of source: String) -> [Substring] {
        source.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().map { rest in
            rest.firstRange(of: "}}").map { rest[..<$0.lowerBound] } ?? rest
        }
    }

    /// One tag, without its braces: no partial by name, no other delimiters, no transform of texts.
    private static func suits(_ tag: Substring) -> Bool {
        let words = tag.filter { !$0.isWhitespace }
        if words.hasPrefix("!") { return true }
        return !words.hasPrefix("=") && !words.hasPrefix(">*")
            && words.split(separator: "(", omittingEmptySubsequences: false).dropLast()
                .allSatisfy { transforms.contains($0.split { !$0.isLetter }.last ?? "") }
    }

    /// Those that do not look into a text.
    private static let transforms: Set<Substring> = ["first", "last", "empty", "even", "odd"]
}

extension Context {
    /// Everything about a context but its texts, as bytes.
    typealias Shape = [UInt8]

    /// Its texts, and what is left besides them.
    func take(_ texts: inout [String], _ shape: inout Shape) {
        for (name, value) in values {
            shape += name.utf8
            switch value {
            case let text as String:
                shape.append(UInt8(ascii: "="))
                texts.append(text)
            case let flag as Bool: shape.append(UInt8(ascii: flag ? "+" : "-"))
            case let inner as Context:
                shape.append(UInt8(ascii: ":"))
                inner.take(&texts, &shape)
            case let list as [Context]:
                shape += "[\(list.count)]".utf8
                for inner in list { inner.take(&texts, &shape) }
            case let list as [String]:
                shape += "(\(list.count))".utf8
                texts += list
            default: preconditionFailure("a context holds nothing else: \(value)")
            }
        }
        shape.append(UInt8(ascii: "."))
    }

    /// The context with each text replaced by its mark, in the order in which `take` takes them.
    var marked: Context {
        var count = 0
        return marked(&count)
    }

    private func marked(_ count: inout Int) -> Context {
        var marked = self
        for index in values.indices {
            marked.values[index].value = mark(values[index].value, &count)
        }
        return marked
    }

    private func mark(_ value: any Sendable, _ count: inout Int) -> any Sendable {
        func next() -> String {
            defer { count += 1 }
            return Skeleton.Mark.text(count)
        }
        switch value {
        case is String: return next()
        case let inner as Context: return inner.marked(&count)
        case let list as [Context]: return list.map { $0.marked(&count) }
        case let list as [String]: return list.map { _ in next() }
        default: return value
        }
    }
}
