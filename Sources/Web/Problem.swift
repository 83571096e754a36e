internal import Foundation
internal import HTTPTypes

/// Why nothing is kept, for a script: RFC 9457.
struct Problem: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    let errors: [Item]

    struct Item: Encodable {
        /// The identifier of what is to be mended in the page.
        let field: String
        let detail: String
    }

    init(_ status: HTTPResponse.Status, detail: String, errors: [Item] = []) {
        title = status.reasonPhrase
        self.status = status.code
        self.detail = detail
        self.errors = errors
    }

    init(_ status: HTTPResponse.Status, _ errors: [Item]) {
        self.init(status, detail: errors.map(\.detail).joined(separator: " "), errors: errors)
    }
}

extension Reply {
    mutating func carry(json: some Encodable, contentType: String = "application/json") {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            carry(
                text: String(decoding: try encoder.encode(json), as: UTF8.self),
                contentType: contentType)
        } catch {
            preconditionFailure("texts and numbers can always be written: \(error)")
        }
    }
}
