internal import Content

/// What is written to a reader, in both forms that a mail carries: the same words in each.
package struct Letter: Hashable, Sendable {
    package let subject: String
    package let text: String
    /// A whole document that asks nobody for anything: no picture, no style sheet, no script.
    package let html: String
}

/// A letter as the parts it is made of.
package struct LetterSheet: Hashable, Sendable {
    /// It is seen on locked screens, and by whoever carries it: nothing in it is about health.
    package var subject: String
    package var language: String
    package var parts: [Part]

    package init(subject: String, language: String, parts: [Part]) {
        (self.subject, self.language, self.parts) = (subject, language, parts)
    }

    package enum Part: Hashable, Sendable {
        case words(String)
        /// Something that changed: its title, its address, what is told of it.
        case news(title: String, address: String, words: [String])
        /// What a link does, and the whole of its address.
        case link(words: String, address: String)
        /// Begins what stands at the foot.
        case line
    }

    package var letter: Letter {
        Letter(
            subject: subject, text: parts.map(\.text).joined(separator: "\n\n") + "\n",
            html: document)
    }

    private var document: String {
        var html = HTML()
        html.raw("<!doctype html>\n")
        html.element("html", ["lang": language]) { html in
            html.element("head") { html in
                html.raw("<meta charset=\"utf-8\">")
                html.element("title") { $0.text(subject) }
            }
            html.element("body") { html in
                for part in parts {
                    html.raw("\n")
                    part.add(to: &html)
                }
            }
        }
        return html.string + "\n"
    }
}

extension LetterSheet.Part {
    fileprivate var text: String {
        switch self {
        case .words(let words): words
        case .news(let title, let address, let words):
            ([title] + words + [address]).joined(separator: "\n")
        case .link(let words, let address): "\(words)\n\(address)"
        case .line: "--"
        }
    }

    fileprivate func add(to html: inout HTML) {
        switch self {
        case .words(let words): html.element("p") { $0.text(words) }
        case .news(let title, let address, let words):
            html.element("h2") { $0.text(title) }
            for one in words { html.element("p") { $0.text(one) } }
            html.element("p") { $0.link(to: address) }
        case .link(let words, let address):
            html.element("p") { html in
                html.text(words)
                html.raw("<br>")
                html.link(to: address)
            }
        case .line: html.raw("<hr>")
        }
    }
}

extension HTML {
    /// The address is what is shown: so the two forms of a letter agree, and nobody is led elsewhere.
    fileprivate mutating func link(to address: String) {
        element("a", ["href": address]) { $0.text(address) }
    }
}
