internal import Content

extension Markup {
    /// Paragraphs and list entries that say how many people something happened to, where neither they
    /// nor what stands above them in their section says over what time.
    var sharesWithoutTime: [String] {
        var found: [String] = []
        // What stands above is searched for a time only where a share asks for one.
        var (above, hasTime) = ([String](), false)
        forEachBlock { block in
            switch block {
            case .heading: (above, hasTime) = ([], false)
            case .paragraph(let inlines):
                let words = inlines.plainText
                guard !hasTime else { return }
                above.append(words)
                guard words.holdsShare else { return }
                hasTime = above.contains { Haystack($0).holds(anyOf: timeWords) }
                above = []
                if !hasTime { found.append(words) }
            default: break
            }
        }
        return found
    }

    /// Whether a share stands there, and no chart or picture shows it.
    var hasUndrawnShare: Bool {
        var (hasShare, isDrawn) = (false, false)
        forEachBlock { block in
            switch block {
            case .paragraph(let inlines): hasShare = hasShare || inlines.plainText.holdsShare
            case .chart, .picture: isDrawn = true
            default: break
            }
        }
        return hasShare && !isDrawn
    }
}

/// Words that tell when, or over what time. Parts of words, in lower case: "month" is in "months".
private let timeWords =
    [
        "second", "minute", "hour", " day", "week", "month", "year", "night", "decade", "lifetime",
        "survey", "asked", "diagnosis", "during", "in hospital", "operation", "follow", "scan",
        "at one time", "at some time", "over what time", "so far", "at the start", "born", "length",
        "when ", "while ", "already", " later", "before they", "times differed", "of those tested",
        "people tested", "whole treatment",
    ]
    + (190...209).map { " \($0)" }

/// What a share may count that happens at no time: cells under a microscope, children of a parent.
private let countless: Set<String> = [
    "cells", "nets", "tumours", "tumors", "spots", "for", "and", "cases",
    "discussions",
]

extension String {
    /// `65 of 100`, `3 in 1,000`, `1 out of 5`, `12 %`.
    fileprivate var holdsShare: Bool {
        guard utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        let words = split(separator: " ")
        return words.indices.contains { index in
            guard words[index].isFigure else { return false }
            let after = words[(index + 1)...].prefix(5).map { $0.lowercased() }
            if words[index].hasSuffix("%") || after.first == "%" { return true }
            guard ["of", "in", "out"].contains(after.first) else { return false }
            guard let total = after.dropFirst().firstIndex(where: { $0[...].isFigure }),
                after[1..<total].allSatisfy({ ["of", "every", "the", "each"].contains($0) }),
                !after[total][...].isYear
            else { return false }
            let counted = after.indices.contains(total + 1) ? after[total + 1] : ""
            return !countless.contains(counted.filter(\.isLetter))
        }
    }
}

extension Substring {
    /// Digits, perhaps with marks around or between them.
    fileprivate var isFigure: Bool {
        contains(where: \.isNumber) && allSatisfy { $0.isNumber || "(),.%;:".contains($0) }
    }

    fileprivate var isYear: Bool {
        let digits = filter(\.isNumber)
        return digits.count == 4 && !contains(",")
            && (digits.hasPrefix("19") || digits.hasPrefix("20"))
    }
}
