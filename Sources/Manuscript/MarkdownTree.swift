internal import CMarkGFM

/// cmark parses with the extension for tables and no other. Strikethrough and bare links would add
/// their characters to a table that all threads of the process share, without a lock; and a struck
/// word or an address in full is nothing a patient should have to read.
///
/// Registered once, by whichever thread comes first, and only read from then on.
nonisolated(unsafe) private let tableExtension: OpaquePointer? = {
    cmark_gfm_core_extensions_ensure_registered()
    return cmark_find_syntax_extension("table")
}()

/// Parses Markdown and lends the tree to `body`. It is freed afterwards, so nothing of it may be
/// kept.
func withMarkdown<Result>(_ text: String, _ body: (MarkdownNode) -> Result) -> Result? {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_parser_free(parser) }
    if let tableExtension { cmark_parser_attach_syntax_extension(parser, tableExtension) }
    var text = text
    text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
            cmark_parser_feed(parser, $0.baseAddress, $0.count)
        }
    }
    guard let root = cmark_parser_finish(parser) else { return nil }
    defer { cmark_node_free(root) }
    return body(MarkdownNode(pointer: root))
}

/// A node of cmark's tree.
struct MarkdownNode {
    let pointer: OpaquePointer

    enum Kind {
        case paragraph, heading, list, item, quote, code, html, rule
        case table, tableRow, tableCell
        case text, softBreak, lineBreak, inlineCode, inlineHTML, emphasis, strong, link, image
        case other
    }

    var kind: Kind {
        switch cmark_node_get_type(pointer) {
        case CMARK_NODE_PARAGRAPH: .paragraph
        case CMARK_NODE_HEADING: .heading
        case CMARK_NODE_LIST: .list
        case CMARK_NODE_ITEM: .item
        case CMARK_NODE_BLOCK_QUOTE: .quote
        case CMARK_NODE_CODE_BLOCK: .code
        case CMARK_NODE_HTML_BLOCK: .html
        case CMARK_NODE_THEMATIC_BREAK: .rule
        case CMARK_NODE_TEXT: .text
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .inlineCode
        case CMARK_NODE_HTML_INLINE: .inlineHTML
        case CMARK_NODE_EMPH: .emphasis
        case CMARK_NODE_STRONG: .strong
        case CMARK_NODE_LINK: .link
        case CMARK_NODE_IMAGE: .image
        default: extensionKind
        }
    }

    /// The extension's own types are variables of its library, set as it is registered; their names
    /// are the stable part.
    private var extensionKind: Kind {
        switch String(cString: cmark_node_get_type_string(pointer)) {
        case "table": .table
        case "table_header", "table_row": .tableRow
        case "table_cell": .tableCell
        default: .other
        }
    }

    /// Counted from 1, within the text that was parsed; 0 where cmark does not say.
    var line: Int { Int(cmark_node_get_start_line(pointer)) }

    var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }

    var url: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }

    /// The words in quotation marks behind the address of a link or picture.
    var title: String? {
        guard let title = cmark_node_get_title(pointer), title.pointee != 0 else { return nil }
        return String(cString: title)
    }

    var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }

    /// Nil for a list without numbers.
    var listStart: Int? {
        guard cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST else { return nil }
        return Int(cmark_node_get_list_start(pointer))
    }

    var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }

    /// One letter for each column of a table: `l`, `c`, `r`, or 0.
    var alignments: [UInt8] {
        guard let letters = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
        let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
        return Array(UnsafeBufferPointer(start: letters, count: count))
    }

    var children: some Sequence<MarkdownNode> {
        sequence(state: cmark_node_first_child(pointer)) { next in
            guard let node = next else { return nil }
            next = cmark_node_next(node)
            return MarkdownNode(pointer: node)
        }
    }
}
