internal import Content
internal import Foundation

#if canImport(FoundationXML)
    internal import FoundationXML
#endif

/// Reads a drawing. Nil when it cannot be shown at all; the margin says why.
func readPicture(_ text: SourceText, _ margin: Margin) -> Picture? {
    // A document type can hold entities that grow without bound, and a drawing needs none.
    guard !text.text.contains("<!DOCTYPE"), !text.text.contains("<!ENTITY") else {
        margin.note(
            .pictureContent, line: 1, "The drawing has a document type.",
            remedy: "Delete the line that begins with <!DOCTYPE.")
        return nil
    }
    let reader = PictureReader(margin)
    let parser = XMLParser(data: Data(text.text.utf8))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    // On Linux `parse` may answer true for a drawing that breaks off.
    if parser.parse(), reader.isWhole { return reader.finish() }
    margin.note(
        .pictureContent, line: reader.faultLine ?? parser.lineNumber,
        "The drawing is not well-formed XML.",
        remedy: "Save it again as plain SVG, and mend the line named here.")
    return nil
}

/// Copies what a drawing may hold, and writes down what it may not.
private final class PictureReader: NSObject, XMLParserDelegate {
    private let margin: Margin
    private var svg = ""
    private var open: [String] = []
    private var title = ""
    private var words = ""
    /// How many elements deep we are in one that is left out.
    private var skipped = 0
    private var isOpenTag = false
    private(set) var faultLine: Int?

    /// Whether every element was closed and no fault was met.
    var isWhole: Bool { open.isEmpty && skipped == 0 && faultLine == nil }

    init(_ margin: Margin) { self.margin = margin }

    func finish() -> Picture? {
        let (title, words) = (title.trimmed, words.trimmed)
        if title.isUnseen || words.isUnseen {
            margin.note(
                .pictureWithoutTitle, line: 1, "The drawing lacks its <title> or its <desc>.",
                remedy: "Write both as the first elements in <svg>, in plain words.")
        }
        return svg.isEmpty ? nil : Picture(svg: svg, title: title, description: words)
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        let isRoot = open.isEmpty && skipped == 0
        guard skipped == 0, SVG.elements.contains(name), isRoot == (name == "svg") else {
            if skipped == 0 { noteContent(parser, "The drawing holds an element <\(name)>.") }
            skipped += 1
            return
        }
        closeTag()
        svg += "<\(name)"
        for (attribute, value) in attributes.sorted(by: { $0.key < $1.key }) {
            write(attribute, value, of: name, parser)
        }
        if isRoot, attributes["viewBox"] == nil {
            noteContent(parser, "The drawing has no `viewBox`.")
        }
        open.append(name)
        isOpenTag = true
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        guard skipped == 0 else {
            skipped -= 1
            return
        }
        svg += isOpenTag ? "/>" : "</\(name)>"
        isOpenTag = false
        open.removeLast()
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        faultLine = faultLine ?? parser.lineNumber
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        guard skipped == 0, let element = open.last, SVG.textElements.contains(element) else {
            return
        }
        // Those of the drawing itself, not of a part of it.
        if open.count == 2, element == "title" { title += text }
        if open.count == 2, element == "desc" { words += text }
        closeTag()
        svg += escaped(text)
    }

    private func closeTag() {
        if isOpenTag { svg += ">" }
        isOpenTag = false
    }

    private func write(_ name: String, _ value: String, of element: String, _ parser: XMLParser) {
        // The drawing stands in a page of HTML, where a namespace says nothing.
        if name == "xmlns" { return }
        guard SVG.attributes.contains(name) || name.hasPrefix("aria-") else {
            if SVG.colours.contains(name), value == "none" || value == "currentColor" {
                svg += " \(name)=\"\(value)\""
            } else if SVG.colours.contains(name) {
                noteStyle(parser, "The colour `\(name)` is \(quoted(value)).")
            } else {
                noteContent(parser, "The drawing has an attribute `\(name)`.")
            }
            return
        }
        guard !value.contains("url(") || value.hasPrefix("url(#") else {
            return noteContent(parser, "The drawing leads to \(quoted(value)).")
        }
        noteLooks(name, value, parser)
        svg += " \(name)=\"\(escaped(ownNames(in: value, of: name)))\""
    }

    /// The printer puts the picture's own id before every id, since a page may hold two drawings.
    private func ownNames(in value: String, of attribute: String) -> String {
        switch attribute {
        case "id": "{id}-\(value)"
        case "aria-labelledby", "aria-describedby":
            value.split(separator: " ").map { "{id}-\($0)" }.joined(separator: " ")
        case _ where value.hasPrefix("url(#"): "url(#{id}-\(value.dropFirst(5))"
        default: value
        }
    }

    private func noteLooks(_ name: String, _ value: String, _ parser: XMLParser) {
        switch name {
        case "class":
            for word in value.split(separator: " ") where !SVG.classes.contains(String(word)) {
                noteStyle(parser, "There is no class \(quoted(word)).")
            }
        case "font-size":
            if let size = Double(value), size >= 14 { return }
            noteStyle(parser, "The text has the size \(quoted(value)); it needs at least 14.")
        case "viewBox":
            let numbers = value.split { $0 == " " || $0 == "," }.compactMap { Double($0) }
            if numbers.count == 4, numbers[2] <= 720 { return }
            noteStyle(parser, "The `viewBox` \(quoted(value)) is not up to 720 units wide.")
        default: break
        }
    }

    private func noteContent(_ parser: XMLParser, _ message: String) {
        margin.note(
            .pictureContent, line: parser.lineNumber, message,
            remedy: "Draw with shapes, paths, groups and text alone: no scripts, styles or links.")
    }

    private func noteStyle(_ parser: XMLParser, _ message: String) {
        margin.note(
            .pictureStyle, line: parser.lineNumber, message,
            remedy: "Use the classes and sizes of docs/writing.md, so that it can be read anywhere."
        )
    }
}

extension Picture {
    /// All that stands in it to be read, without the elements.
    var words: String {
        svg.split(separator: "<").compactMap { part in
            part.firstIndex(of: ">").map { part[part.index(after: $0)...] }
        }.joined(separator: " ")
    }
}

/// What SVG 1.1 has and a drawing of an edition may use.
private enum SVG {
    static let elements: Set<String> = [
        "svg", "title", "desc", "g", "path", "rect", "circle", "ellipse", "line", "polyline",
        "polygon", "text", "tspan", "defs", "marker", "clipPath",
    ]
    static let textElements: Set<String> = ["title", "desc", "text", "tspan"]
    static let colours: Set<String> = ["fill", "stroke", "color"]
    static let attributes: Set<String> = [
        "viewBox", "width", "height", "preserveAspectRatio", "class", "id", "role", "lang", "x",
        "y",
        "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "d", "points", "transform",
        "text-anchor", "dominant-baseline", "font-size", "font-weight", "font-style",
        "letter-spacing", "textLength", "lengthAdjust", "rotate", "stroke-width", "stroke-linecap",
        "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "opacity",
        "fill-opacity", "fill-rule", "clip-rule", "clip-path", "clipPathUnits", "marker-start",
        "marker-mid", "marker-end", "markerWidth", "markerHeight", "markerUnits", "refX", "refY",
        "orient",
    ]
    static let classes: Set<String> = {
        let colours = ["ink", "soft", "line", "accent", "accent-2", "accent-3", "warn", "paper"]
        return Set(colours + colours.map { "\($0)-stroke" })
    }()
}
