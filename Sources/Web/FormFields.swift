internal import Content
internal import NIOCore

/// What a form sent: each field once, as it was typed.
struct FormFields: Sendable {
    private let values: [String: String]

    enum Refusal: Error {
        /// Another type than `application/x-www-form-urlencoded`.
        case otherType
        /// Bytes that are not UTF-8, a field twice, or a per cent sign that means nothing.
        case unreadable
    }

    /// https://url.spec.whatwg.org/#urlencoded-parsing
    init(_ body: ByteBuffer?, contentType: String?) throws(Refusal) {
        guard let contentType, FormFields.isForm(contentType) else { throw .otherType }
        let bytes = body?.readableBytesView ?? ByteBuffer().readableBytesView
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .unreadable }
        try self.init(text)
    }

    /// The fields of a body. (By hand: the framework's decoder, made for nested types, takes a tenth of all the
    /// time that a rating takes.)
    init(_ text: String) throws(Refusal) {
        var values: [String: String] = [:]
        for (name, value) in FormFields.pairs(of: text) {
            guard let name = FormFields.decoded(name), let value = FormFields.decoded(value),
                values.updateValue(value, forKey: name) == nil
            else { throw .unreadable }
        }
        self.values = values
    }

    /// The fields of an address. People cut and paste these, and other sites add to them: of a field that comes
    /// twice the first counts, and a per cent sign that means nothing stands for itself.
    init(query: String) {
        var values: [String: String] = [:]
        for (name, value) in FormFields.pairs(of: query) {
            guard let name = FormFields.decoded(name, isLenient: true),
                let value = FormFields.decoded(value, isLenient: true), values[name] == nil
            else { continue }
            values[name] = value
        }
        self.values = values
    }

    private static func pairs(
        of text: String
    ) -> [(name: Substring.UTF8View, value: Substring.UTF8View)] {
        text.utf8.split(separator: UInt8(ascii: "&")).map { field in
            let name = field.prefix { $0 != UInt8(ascii: "=") }
            return (name, field[name.endIndex...].dropFirst())
        }
    }

    private static func isForm(_ contentType: String) -> Bool {
        let form = "application/x-www-form-urlencoded"
        return contentType == form
            || contentType.split(separator: ";").first.map { $0.trimmed.lowercased() } == form
    }

    /// Nil for a per cent sign that means nothing, and for bytes that are no text.
    private static func decoded(
        _ coded: Substring.UTF8View, isLenient: Bool = false
    ) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(coded.count)
        var rest = coded
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                if digits.count == 2, let coded = Content.bytes(ofHexadecimal: Substring(digits)) {
                    bytes += coded
                    rest = rest[digits.endIndex...]
                } else if isLenient {
                    bytes.append(byte)
                } else {
                    return nil
                }
            default: bytes.append(byte)
            }
        }
        // Leniently as the standard has it: what is no letter becomes the sign for that.
        return isLenient
            ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }

    /// Empty where it is absent.
    subscript(name: String) -> String { values[name] ?? "" }

    var names: [String] { Array(values.keys) }
}

extension Asking {
    /// The value of a cookie; nil where there is none of this name.
    func cookie(_ name: String) -> String? {
        for pair in cookies.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].trimmed == name { return String(parts[1].trimmed) }
        }
        return nil
    }

    /// A script asks, not somebody who waits for a page.
    var wantsJSON: Bool {
        accept?.split(separator: ",").first?.trimmed.hasPrefix("application/json") == true
    }
}
