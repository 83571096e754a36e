internal import Mustache

/// What a template is given: values by name, without empty texts, which Mustache counts as true.
///
/// A value is a text, a Bool, a context, or an array of texts or contexts. They stay in the order
/// in which they were set, so that contexts made in one way have one shape.
struct Context: MustacheParent, MustacheCustomRenderable, ExpressibleByDictionaryLiteral, Sendable {
    var values: [(name: String, value: any Sendable)] = []

    init(dictionaryLiteral elements: (String, (any Sendable)?)...) {
        values.reserveCapacity(elements.count)
        // A literal names each of them once.
        for (name, value) in elements {
            if let value = Context.present(value) { values.append((name, value)) }
        }
    }

    /// A handful of short names: looking through them is quicker than hashing.
    subscript(name: String) -> (any Sendable)? {
        get { values.first { $0.name == name }?.value }
        set {
            let value = Context.present(newValue)
            let index = values.firstIndex { $0.name == name }
            switch (index, value) {
            case (let index?, let value?): values[index].value = value
            case (let index?, nil): values.remove(at: index)
            case (nil, let value?): values.append((name, value))
            case (nil, nil): break
            }
        }
    }

    private static func present(_ value: (any Sendable)?) -> (any Sendable)? {
        if let text = value as? String, text.isEmpty { nil } else { value }
    }

    func child(named name: String) -> Any? { self[name] }

    /// A text that is not there may have the name of a whole context further out, which is no text.
    var renderText: String { "" }
    var isNull: Bool { false }
}
