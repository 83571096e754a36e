/// What an edition asks of its own texts, in `edition.yaml`. `hoofbeat check` holds them to it.
package struct Goals: Hashable, Sendable {
    /// Flesch's reading ease: of the middle text, of the hardest, and of what stands in short.
    package var medianEase = 65.0
    package var leastEase = 55.0
    package var inShortEase = 75.0
    /// Words in the longest sentence.
    package var sentenceWords = 30
    /// Of 100 sentences, how many may be in the passive voice.
    package var passive = 20
    /// How many times as long as the words on harms those on benefits may be.
    package var balance = 1.5
    /// Of 100 points of PEMAT-P that a program can judge.
    package var understandable = 90
    package var actionable = 80

    /// Of 100 words of an item, how many may be for some markets only.
    package var drift = 25

    /// Words from which on a text of any kind is measured as a whole. Flesch counted samples of a
    /// hundred.
    package var sampleWords = 100
    /// Words of a sentence that reads easily (NHS); `score` counts the longer ones.
    package var plainSentence = 20
    /// Of 100 sentences, how many may have more.
    package var longSentences = 10
    /// Sentences of a short paragraph (NHS).
    package var paragraphSentences = 3
    /// Of 100 paragraphs, how many may have more.
    package var longParagraphs = 33
    /// Sentences in the longest paragraph (PEMAT-P).
    package var pieceSentences = 6
    /// Entries in the longest list (CDC).
    package var listEntries = 7
    /// A text of more words than this has at least so many headings or bold words.
    package var headedWords = 250
    package var headings = 3
    /// Words in the heading of a column.
    package var tableHeadWords = 6
    /// A page with others below it and fewer words than this is there to lead to them.
    package var indexWords = 400

    package init() {}
}
