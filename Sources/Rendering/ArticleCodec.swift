package import Content

/// An article as the bytes that are kept: a line of JSON, its keys sorted, in the schema it names;
/// then the longer texts one after another in UTF-8, each as long as the line says. So texts stand
/// as they are printed, and reading one takes no unescaping. Bytes of an older schema are read by
/// the decoder kept for it, for ever.
package enum ArticleCodec {
    /// Fields are only ever added, as optionals; what means something else gets a new schema.
    static let schema = 1

    /// Why kept bytes are not an article.
    package enum Refusal: Error, Hashable, Sendable {
        case notAnArticle(detail: String)
        /// A newer program wrote it.
        case unknownSchema(Int)
    }

    /// - Parameter plainText: all of it in words, without markup. Pages do not show it; it is kept to
    ///   be compared and searched, and read apart.
    package static func encode(_ article: Article, plainText: String) -> [UInt8] {
        let texts = article.texts(plainText)
        var bytes = article.json(lengths: texts.map(\.utf8.count)).bytes
        bytes.append(UInt8(ascii: "\n"))
        for text in texts { bytes += text.utf8 }
        return bytes
    }

    package static func decode(_ bytes: [UInt8]) throws(Refusal) -> Article {
        let (line, texts) = try open(bytes)
        let strings = try texts.dropFirst().map { bytes throws(Refusal) in try string(bytes) }
        do {
            if let article = try Article(line, strings) { return article }
        } catch {
            throw .notAnArticle(detail: "\(error)")
        }
        throw .notAnArticle(detail: "a field holds a value that no article has")
    }

    /// All of the article in words, without markup.
    package static func plainText(_ bytes: [UInt8]) throws(Refusal) -> String {
        try string(try open(bytes).texts[0])
    }

    private static func open(
        _ bytes: [UInt8]
    ) throws(Refusal) -> (line: JSON, texts: [ArraySlice<UInt8>]) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            throw .notAnArticle(detail: "it has no first line")
        }
        let (line, lengths): (JSON, [Int])
        do {
            line = try JSON(reading: bytes[..<end])
            let schema: Int = try line.value("schema")
            guard schema == self.schema else { throw Refusal.unknownSchema(schema) }
            lengths = try line.value("lengths")
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .notAnArticle(detail: "\(error)")
        }
        guard let texts = bytes[(end + 1)...].cut(lengths), texts.count >= 3 else {
            throw .notAnArticle(detail: "its texts are not as long as it says")
        }
        return (line, texts)
    }

    private static func string(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notAnArticle(detail: "it is not UTF-8")
        }
        return text
    }
}

extension ArraySlice {
    /// Pieces of these lengths that make up the whole; nil when they do not.
    fileprivate func cut(_ lengths: [Int]) -> [ArraySlice]? {
        var (rest, pieces) = (self, [ArraySlice]())
        for length in lengths {
            guard length >= 0, length <= rest.count else { return nil }
            pieces.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? pieces : nil
    }
}

extension Article {
    /// The texts that stand after the line, in their order.
    fileprivate func texts(_ plainText: String) -> [String] {
        [plainText, body, notes] + cells.map(\.html)
    }
}
