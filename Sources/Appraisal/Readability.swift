/// How hard a text is to read, by formulas that count its sentences, words and syllables. They say
/// nothing of its truth or its order: a low figure is a reason to look, and not a verdict.
package struct Readability: Hashable, Sendable {
    package let sentences: Int
    package let words: Int
    package let syllables: Int
    /// Words of three syllables or more.
    package let polysyllables: Int

    package init(_ passage: Passage, _ hyphenation: Hyphenation) {
        // Most words come again and again.
        var known: [String: Int] = [:]
        let counts = passage.sentences.flatMap(\.words).map { word in
            if let count = known[word] { return count }
            let count = hyphenation.syllables(in: word)
            known[word] = count
            return count
        }
        sentences = passage.sentences.count
        words = counts.count
        syllables = counts.reduce(0, +)
        polysyllables = counts.count { $0 >= 3 }
    }

    /// Flesch's reading ease (J Appl Psychol 1948;32:221): from 0, hard, to 100, easy. Nil without
    /// words.
    package var ease: Double? {
        guard words > 0, sentences > 0 else { return nil }
        return 206.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord
    }

    /// The school year of Kincaid et al. (US Navy, 1975), in American years.
    package var grade: Double? {
        guard words > 0, sentences > 0 else { return nil }
        return 0.39 * wordsPerSentence + 11.8 * syllablesPerWord - 15.59
    }

    /// McLaughlin's SMOG (J Reading 1969;12:639), in American school years. It is meant for thirty
    /// sentences or more, and nil for fewer than three.
    package var smog: Double? {
        guard sentences >= 3 else { return nil }
        let shareOfThirty = 30 * Double(polysyllables) / Double(sentences)
        return 1.043 * shareOfThirty.squareRoot() + 3.1291
    }

    package var wordsPerSentence: Double { Double(words) / Double(sentences) }
    package var syllablesPerWord: Double { Double(syllables) / Double(words) }
}
