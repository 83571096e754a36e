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

    package init() {}
}
