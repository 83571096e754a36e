internal import Content
internal import Mustache
internal import Synchronization

private let ending = ".mustache"

/// The templates of the frame and its style sheet, as values. An operator can give files of the
/// same names instead; what they do not give stays as it is.
package struct Templates: Sendable {
    /// The text of each template, by its name without the ending.
    private let sources: [String: String]
    package let styleSheet: String
    /// What makes the forms answer in place; they work without it.
    package let script: String
    /// The mark in the window's tab.
    package let icon: String

    /// Why a template cannot be used.
    package struct Refusal: Error, Hashable, Sendable {
        package let name: String
        package let detail: String
    }

    /// - Parameter overrides: the text of a file by its name, such as `article.mustache` or
    ///   `site.css`. A name nobody knows is refused, since it would have no effect.
    package init(overrides: [String: String] = [:]) throws(Refusal) {
        var files = builtInTemplates
        for (file, text) in overrides {
            guard files[file] != nil else {
                throw Refusal(name: file, detail: "there is no template of this name")
            }
            if file.hasSuffix(ending) { try Templates.parse(text, file) }
            files[file] = text
        }
        styleSheet = files.removeValue(forKey: "site.css") ?? ""
        script = files.removeValue(forKey: "site.js") ?? ""
        icon = files.removeValue(forKey: "icon.svg") ?? ""
        sources = Dictionary(
            uniqueKeysWithValues: files.map { (String($0.dropLast(ending.count)), $1) })
    }

    private static func parse(_ text: String, _ file: String) throws(Refusal) {
        do {
            _ = try MustacheTemplate(string: text)
        } catch let error as MustacheTemplate.ParserError {
            throw Refusal(name: file, detail: "line \(error.context.lineNumber): \(error.error)")
        } catch {
            throw Refusal(name: file, detail: "\(error)")
        }
    }

    /// The templates with the words of one language set into them.
    func set(in phrases: Phrases) -> TypeSet {
        TypeSet(sources.mapValues { spoken($0, phrases) }, words: phrases.words)
    }

    /// A word such as `{{t.menu}}` is the same on every page, so it is not looked up on each. A key
    /// nobody knows stays as it is, and prints nothing.
    private func spoken(_ source: String, _ phrases: Phrases) -> String {
        let pieces = source.split(separator: "{{t.", omittingEmptySubsequences: false)
        return pieces.dropFirst().reduce(into: String(pieces[0])) { spoken, piece in
            guard let end = piece.firstRange(of: "}}"),
                let words = phrases.words[String(piece[..<end.lowerBound])], !words.contains("{{")
            else {
                spoken += "{{t.\(piece)"
                return
            }
            spoken += escaped(words) + piece[end.upperBound...]
        }
    }
}

/// The templates in one language, ready to print.
struct TypeSet: Sendable {
    private let library: MustacheLibrary
    private let words: [String: String]
    private let skeletons: Skeletons?

    fileprivate init(_ sources: [String: String], words: [String: String]) {
        _ = escapesByBytes
        var library = MustacheLibrary()
        for (name, text) in sources {
            do {
                try library.register("{{% CONTENT_TYPE:HOOFBEAT}}" + text, named: name)
            } catch {
                preconditionFailure("each was read when it was given: \(error)")
            }
        }
        (self.library, self.words) = (library, words)
        skeletons = Skeleton.suit(sources.values) ? Skeletons() : nil
    }

    func render(_ name: String, _ context: Context) -> String {
        guard let skeletons else { return run(name, context) }
        var (texts, shape) = ([String](), Context.Shape(name.utf8))
        context.take(&texts, &shape)
        return skeletons.of(shape) { Skeleton(run(name, context.marked)) }.filled(with: texts)
    }

    private func run(_ name: String, _ context: Context) -> String {
        // An override may use a phrase where the built-in templates do not, so all are at hand.
        var context = context
        context["t"] = words
        guard let text = library.render(context, withTemplate: name) else {
            preconditionFailure("the \(name) template is built in")
        }
        return text
    }
}

/// The skeletons made so far, of shapes that were met before: most shapes are those of one page, which
/// is not printed again until it changes. Whether one is found or made anew, the same is printed.
private final class Skeletons: Sendable {
    private struct Memory: Sendable {
        var known: [Context.Shape: Skeleton] = [:]
        /// The hash values of shapes that were met. Two with the same are kept a little early.
        var met: Set<Int> = []
    }

    private let memory = Mutex(Memory())
    private let limit = 1_000

    func of(_ shape: Context.Shape, make: () -> Skeleton) -> Skeleton {
        if let skeleton = memory.withLock({ $0.known[shape] }) { return skeleton }
        let skeleton = make()
        memory.withLock { memory in
            if memory.met.count == limit { memory = Memory() }
            guard !memory.met.insert(shape.hashValue).inserted else { return }
            memory.known[shape] = skeleton
        }
        return skeleton
    }
}

/// The library's own escaping goes character by character, which takes longer than all the rest
/// of printing. (A static value, since the library keeps one table of content types.)
private let escapesByBytes: Void = MustacheContentTypes.register(
    EscapedByBytes(), named: "HOOFBEAT")

private struct EscapedByBytes: MustacheContentType {
    func escapeText(_ text: String) -> String { escaped(text) }
}
