internal import Appraisal
internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript

struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures how easily the texts of an edition are read.",
        discussion: help(
            """
            EASE is Flesch's reading ease, from 0, hard, to 100, easy; 65 and more is plain English. \
            GRADE (Flesch and Kincaid) and SMOG are school years. LONG counts sentences of more than \
            twenty words. A formula counts words and syllables: it cannot tell whether a text is \
            clear, or true.

            Examples:
              hoofbeat score Editions/nets
              hoofbeat score --format json | jq '.[] | select(.ease < 65) | .item'
            """))

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var folder: EditionArgument
    @Option(help: "How to print the figures.") var format = Format.text
    @Option(
        help: ArgumentHelp(
            "Where English words may be broken, as Hunspell writes it.", valueName: "path"))
    var hyphenation = "/usr/share/hyphen/hyph_en_US.dic"

    func run() async throws {
        try await reporting {
            let edition = read(try EditionFolder(path: folder.edition).read(), today: nil).edition
            let appraisals = appraise(edition, [.english: try dictionary()])
            switch format {
            case .text: printText(appraisals)
            case .json: print(try json(appraisals.map(Row.init)))
            }
        }
    }

    private func dictionary() throws -> Hyphenation {
        guard let bytes = FileManager.default.contents(atPath: hyphenation) else {
            throw ScoreRefusal.noDictionary(hyphenation)
        }
        return Hyphenation(String(decoding: bytes, as: UTF8.self))
    }

    private func printText(_ appraisals: [Appraisal]) {
        let rows = appraisals.filter { $0.kind != .term }.map { appraisal in
            [
                appraisal.item.path, "\(appraisal.text.words)", shown(appraisal.text.ease),
                shown(appraisal.inShort?.ease), shown(appraisal.text.grade),
                shown(appraisal.text.smog), "\(appraisal.longSentences.count)",
            ]
        }
        print(
            Terminal.table(
                [["ITEM", "WORDS", "EASE", "IN SHORT", "GRADE", "SMOG", "LONG"]] + rows))
        let eases = appraisals.filter { $0.kind != .term }.compactMap(\.text.ease)
        let short = appraisals.compactMap { $0.inShort?.ease }
        print(
            "\(counted(rows.count, "text")); ease: median \(shown(eases.median)), "
                + "lowest \(shown(eases.min())); in short: median \(shown(short.median))")
    }

    private func shown(_ figure: Double?) -> String {
        figure.map { String(format: "%.1f", $0) } ?? "–"
    }
}

enum ScoreRefusal: Error {
    case noDictionary(String)

    var sentence: String {
        switch self {
        case .noDictionary(let path):
            "there is no dictionary of hyphenation at \(path), by which syllables are counted "
                + "(Debian's package hyphen-en-us)"
        }
    }
}

/// One line of the figures as JSON.
private struct Row: Encodable {
    var item: String
    var language: String
    var kind: String
    var sentences: Int
    var words: Int
    var syllables: Int
    var ease: Double?
    var grade: Double?
    var smog: Double?
    var inShortEase: Double?
    var longSentences: [String]

    init(_ appraisal: Appraisal) {
        item = appraisal.item.path
        language = appraisal.language.tag
        kind = appraisal.kind.rawValue
        sentences = appraisal.text.sentences
        words = appraisal.text.words
        syllables = appraisal.text.syllables
        ease = appraisal.text.ease
        grade = appraisal.text.grade
        smog = appraisal.text.smog
        inShortEase = appraisal.inShort?.ease
        longSentences = appraisal.longSentences
    }
}

extension [Double] {
    /// The middle one, or the mean of the two in the middle.
    fileprivate var median: Double? {
        guard !isEmpty else { return nil }
        let ordered = sorted()
        return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }
}
