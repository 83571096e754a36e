internal import Content

extension Markup {
    /// Of paragraphs and list entries, the first sentence that says how many people something happened
    /// to, where neither they nor what stands above them in their section says over what time.
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
                if !hasTime { found.append(words.sentence(where: \.holdsShare)) }
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

/// Words that tell when, or over what time. Parts of words, in lower case: "month" is in "months". A
/// bare "when" or "while" tells no time: "when it was asked for".
private let timeWords =
    [
        "seconds", "minute", "hour", " day", "week", "month", " year", "night", "decade",
        "lifetime",
        "during", "in hospital", "whole treatment", "while they were", "were followed",
        "followed for", "follow-up", "so far", "at one time", "at some time", "over what time",
        "times differed", "of time", "at the start", "after the operation", "after an operation",
        "after surgery", "after treatment", "operations",
    ] + momentWords + pooledWords + (190...209).map { " \($0)" }

/// What was so at the moment when somebody asked, looked or tested, is so from birth, or could be.
private let momentWords =
    [
        "survey", "were asked", "people asked", "diagnosis", "when tested", "when checked",
        "when found", "when it is found", "when it was found", "illness is found",
        "when they were told", "people tested", "those tested", "had scans", "this scan",
        "the scan", "found the start", "already had", "had spread", "have it", "looked again",
        "looked at",
        "people can", "can try", "came first",
        "second look", " born", "birth", "parent", "brother",
    ] + (1...9).map { "asked \($0)" }

/// A figure of several studies has no one time.
private let pooledWords = [
    "put together", "review", "differing length", "look back", "some groups",
]

/// What a share may count that happens at no time: cells under a microscope, children of a parent.
private let countless: Set<String> = [
    "cells", "nets", "tumours", "tumors", "spots", "for", "and", "cases", "discussions", "parts",
]

extension String {
    /// `65 of 100`, `3 in 1,000`, `1 out of 5`, `12 %`.
    fileprivate var holdsShare: Bool {
        counts.contains { !countless.contains($0.counted) } || holdsPercent
    }

    private var holdsPercent: Bool {
        guard utf8.contains(UInt8(ascii: "%")) else { return false }
        let words = split(separator: " ")
        return zip(words, words.dropFirst() + [""]).contains { word, next in
            word.isFigure && (word.hasSuffix("%") || next.hasPrefix("%"))
        }
    }
}
